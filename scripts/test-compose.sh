#!/bin/bash
# Builds the image from the Dockerfile, brings the suite up from docker-compose.yml, takes claims through
# it, looks at how the containers are locked down, and takes everything down again.
#
# Needs root on a Debian machine, no docker: a podman of its own is used, whose files lie in
# .build-containers; the images there make the next run faster, and removing the folder loses nothing.
set -euo pipefail
cd "$(dirname "$0")/.."
root=$(pwd -P)
folder=$root/.build-containers
project=hmo-test
servers=(eligibility network authorization payment gateway)
seed=${SEED:-1}
healthy_seconds_max=90
settled_seconds_max=60

. scripts/containers/engine.sh

say() { printf '\n== %3d s  %s\n' "$SECONDS" "$*"; }

fail() {
  echo "test-compose: $*" >&2
  exit 1
}

cannot_run() {
  echo "test-compose: CANNOT RUN HERE, NOTHING WAS TESTED: $*" >&2
  exit 1
}

compose() {
  "$folder/venv/bin/podman-compose" --project-name "$project" \
    --podman-run-args="--ulimit=nofile=$engine_limit --ulimit=nproc=$engine_limit" "$@"
}

hmo() {
  compose --profile tools run --rm -T --no-deps -v "$world:/world" hmo "$@" 2>> "$folder/compose.log"
}

container_of() { echo "${project}_$1_1"; }

show_logs() {
  for service in certificates "${servers[@]}"; do
    echo "-- $service" >&2
    podman logs --tail 5 "$(container_of "$service")" >&2 || true
  done
  tail -n 5 "$folder/compose.log" >&2 || true
}

# clean_up: takes down what was started, whatever happened before
clean_up() {
  local status=$?
  trap - EXIT INT TERM
  if [ "$status" != 0 ]; then show_logs; fi
  engine_end > /dev/null 2>&1
  rm -rf "$world"
  exit "$status"
}

build_image() {
  local mounts=()
  if [ -f "$folder/toolchain" ]; then mounts+=(-v "$(< "$folder/toolchain"):/toolchain/usr:ro"); fi
  scripts/containers/package-mounts.sh "$folder" > "$folder/mounts"
  mapfile -t -O "${#mounts[@]}" mounts < "$folder/mounts"
  image_build --quiet --tag hmo "${mounts[@]}" . > "$folder/build.log" 2>&1 \
    || { tail -n 30 "$folder/build.log" >&2; fail "the image could not be built"; }
  podman image inspect --format 'hmo: {{.Size}} bytes' hmo
}

# wait_until_healthy: asks each server's own health check, as an engine would
wait_until_healthy() {
  local end=$((SECONDS + healthy_seconds_max)) service
  for service in "${servers[@]}"; do
    until podman healthcheck run "$(container_of "$service")" > /dev/null 2>&1; do
      [ "$SECONDS" -lt "$end" ] || fail "$service is not healthy after $healthy_seconds_max seconds"
      sleep 0.5
    done
    echo "$service is healthy"
  done
}

read_json() { python3 scripts/demo.py "$@"; }

wait_until_settled() {
  local end=$((SECONDS + settled_seconds_max))
  until hmo claim list --json > "$folder/list.json" && read_json claims "$1" < "$folder/list.json"; do
    [ "$SECONDS" -lt "$end" ] || fail "claims are still on their way after $settled_seconds_max seconds"
    sleep 0.5
  done
}

# show_all: each listed claim as JSON, from one container
show_all() {
  local claims
  claims=$(python3 -c 'import json, sys
for claim in json.load(open(sys.argv[1]))["claims"]:
    print(claim["claimId"])' "$folder/list.json")
  compose --profile tools run --rm -T --no-deps --entrypoint sh hmo -euc \
    'for claim in "$@"; do hmo claim show "$claim" --json; done' sh $claims \
    2>> "$folder/compose.log"
}

check_containers() {
  local service
  for service in "${servers[@]}"; do
    podman exec -i "$(container_of "$service")" sh -s "$service" < scripts/containers/check-inside.sh
  done
  found=$(podman run --rm --user 0 --network none --read-only hmo \
    find / -xdev '(' -name '*.key' -o -name '*.pem' -o -name '*.sqlite' ')' -print)
  [ -z "$found" ] || fail "the image carries $found"
  echo "the image carries no key, no certificate and no store"
  [ "$(podman port --all | grep -c .)" = 1 ] || fail "more is published than the gateway's port"
  podman port "$(container_of gateway)" | grep -qx "7443/tcp -> 127.0.0.1:$HMO_PORT" \
    || fail "the gateway's port is not published on this machine alone"
  echo "one port is published, on this machine alone"
}

check_stop() {
  local service status
  compose stop >> "$folder/compose.log" 2>&1
  for service in "${servers[@]}"; do
    status=$(podman inspect --format '{{.State.ExitCode}}' "$(container_of "$service")")
    [ "$status" = 0 ] || fail "$service ended with status $status when it was asked to stop"
  done
  echo "five servers ended with status 0"
}

[[ $seed =~ ^[0-9]{1,18}$ ]] || fail "SEED is a whole number of at most 18 digits"
mkdir -p "$folder"
scripts/containers/setup.sh "$folder" || cannot_run "see above"
exec 9> /run/hmo-test-compose.lock
flock --nonblock 9 || cannot_run "another run is under way"
world=$(mktemp -d /tmp/hmo-world.XXXXXX)
trap clean_up EXIT
trap 'exit 130' INT
trap 'exit 143' TERM
: > "$folder/compose.log"
engine_begin "$folder"
engine_reset > /dev/null 2>&1
HMO_PORT=$(python3 -c 'import socket
with socket.socket() as probe:
    probe.bind(("127.0.0.1", 0))
    print(probe.getsockname()[1])')
export HMO_PORT

say "Base images"
scripts/containers/base-images.sh "$folder" || cannot_run "there are no images to start from"
podman images --format '{{.Repository}}:{{.Tag}} {{.Size}}'

say "The image, from the Dockerfile"
build_image

say "Up, from docker-compose.yml"
compose up --detach --no-build >> "$folder/compose.log" 2>&1 || fail "compose could not start the suite"
wait_until_healthy
hmo status

say "Inside the containers"
check_containers

say "A world from seed $seed, and an 837P file"
chown 10001:10001 "$world"
hmo sample --seed "$seed" --claims 30 --output /world/made
hmo load /world/made/load
count=$(python3 -c 'import json, sys; print(len(json.load(open(sys.argv[1]))["claims"]))' \
  "$world/made/answers.json")
hmo claim submit /world/made/claims.837

say "The gateway is killed and started again"
# By hand: without systemd, podman's own restart fails at the timer for the health check.
podman kill --signal KILL "$(container_of gateway)" > /dev/null
podman start "$(container_of gateway)" > /dev/null
wait_until_settled "$count"
wait_until_healthy
hmo claim list
show_all | read_json compare "$world/made/answers.json" "$folder/list.json"
outcome=$(read_json counts < "$folder/list.json")
for state in payable denied; do
  hmo claim explain "$(read_json pick "$state" < "$folder/list.json")" > "$folder/explained"
  head -n 12 "$folder/explained"
done

say "Down"
check_stop
compose down --volumes >> "$folder/compose.log" 2>&1
[ -z "$(podman ps --all --quiet)" ] || fail "containers are left"
[ -z "$(podman volume ls --quiet)" ] || fail "volumes are left"
say "Done"
echo "test-compose: ${outcome#demo: }"
