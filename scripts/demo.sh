#!/bin/bash
# Shows the suite at work: invents members and claims from SEED, starts the five processes, takes the
# claims through them, kills the gateway on the way, and checks each outcome against its answer.
#
#   SEED=7 scripts/demo.sh         HMO_BINARIES names another folder with the six programs
set -euo pipefail
root=$(cd "$(dirname "$0")/.." && pwd -P)
binaries=${HMO_BINARIES:-$root/.build/release}
seed=${SEED:-1}

say() { printf '\n== %s\n' "$*"; }

fail() {
  echo "demo: $*" >&2
  exit 1
}

[[ $seed =~ ^[0-9]{1,18}$ ]] || fail "SEED is a whole number of at most 18 digits"
for program in hmo {eligibility,network,authorization,payment,gateway}-server; do
  [ -x "$binaries/$program" ] || fail "$binaries/$program is not there; run: make release"
done

# A short path, because a Unix socket's may have 107 bytes at most.
directory=$(mktemp -d /tmp/hmo.XXXXXX)
export HMO_DIRECTORY=$directory/suite
hmo() { "$binaries/hmo" "$@"; }

# stop: ends what was started and removes its files, whatever happened before
stop() {
  local status=$?
  trap - EXIT INT TERM
  if [ -d "$directory" ]; then
    if [ "$status" != 0 ]; then
      tail -n 5 "$HMO_DIRECTORY"/logs/*.log >&2 2> /dev/null || true
    fi
    hmo down > /dev/null 2>&1 || true
    rm -rf "$directory"
  fi
  exit "$status"
}
trap stop EXIT
trap 'exit 130' INT
trap 'exit 143' TERM

read_json() { python3 "$root/scripts/demo.py" "$@"; }

free_port() {
  python3 -c 'import socket
with socket.socket() as probe:
    probe.bind(("127.0.0.1", 0))
    print(probe.getsockname()[1])'
}

# gateway_process: the number of the gateway's process, and of none that is not ours
gateway_process() {
  local process
  process=$(python3 -c 'import json, sys; print(json.load(open(sys.argv[1]))["processes"]["gateway"])' \
    "$HMO_DIRECTORY/suite.json")
  tr '\0' ' ' < "/proc/$process/cmdline" | grep -q "gateway-server .*$HMO_DIRECTORY/" \
    || fail "process $process is not the gateway"
  echo "$process"
}

# wait_until_settled COUNT: until as many claims are there and none is on its way
wait_until_settled() {
  for _ in $(seq 300); do
    if hmo claim list --json > "$directory/list.json" && read_json claims "$1" < "$directory/list.json"
    then return; fi
    sleep 0.2
  done
  hmo claim list >&2
  fail "after a minute there are still claims on their way"
}

verify_stores() {
  local method found
  for method in eligibility.v1.EligibilityAdministrationService \
    network.v1.NetworkAdministrationService authorization.v1.AuthorizationAdministrationService \
    payment.v1.PaymentAdministrationService claim.v1.GatewayAdministrationService; do
    found=$(hmo call "hmo.$method/VerifyStore")
    [ -z "$found" ] || fail "the store behind hmo.$method is not sound: $found"
  done
  echo "five stores checked, no violation"
}

say "Certificates, then five processes over mutual TLS"
port=$(free_port)
hmo up --detach --port "$port"
hmo status

say "A world from seed $seed: members, providers, contracts, fees, authorizations"
hmo sample --seed "$seed" --claims $((18 + 5 * (10#$seed % 12))) --output "$directory/world"
hmo load "$directory/world/load"

say "An 837P file goes in, and the gateway is killed as soon as the claims are stored"
count=$(python3 -c 'import json, sys; print(len(json.load(open(sys.argv[1]))["claims"]))' \
  "$directory/world/answers.json")
gateway=$(gateway_process)
hmo claim submit "$directory/world/claims.837" --acknowledgements "$directory/answers"
kill -KILL "$gateway"
ls "$directory/answers"
echo "process $gateway is gone"

say "The gateway is started again and goes on by itself"
hmo up --detach --port "$port"
wait_until_settled "$count"

say "What became of the claims"
hmo claim list
hmo pend list

for outcome in payable denied; do
  say "One claim that is ${outcome/payable/paid}, explained"
  hmo claim explain "$(read_json pick "$outcome" < "$directory/list.json")"
done

say "The same file again stores nothing new"
again=$(hmo claim submit "$directory/world/claims.837")
echo "$again"
grep -q "1 of 1 interchanges had been received before; nothing of them was processed" <<< "$again" \
  || fail "the file was not recognised"

say "Each outcome against its answer, each store against its own rules"
python3 -c 'import json, sys
for claim in json.load(open(sys.argv[1]))["claims"]:
    print(claim["claimId"])' "$directory/list.json" | while read -r claim; do
  hmo claim show "$claim" --json
done | read_json compare "$directory/world/answers.json" "$directory/list.json"
verify_stores
hmo claim list --json > "$directory/list.json"
outcome=$(read_json counts < "$directory/list.json")

say "A payment run is closed: an 835 for each payee, and the same bytes when it is exported again"
hmo remit close --request-id demo --out "$directory/remittances"
hmo remit export R000000001 --out "$directory/again"
diff -r "$directory/remittances" "$directory/again" || fail "an 835 changed when it was exported again"
verify_stores

say "Stopping"
hmo down
rm -rf "$directory"
echo
echo "$outcome"
