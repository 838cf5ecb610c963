#!/bin/bash
# Installs what scripts/test-compose.sh needs and says which and why.
#
#   setup.sh FOLDER     podman-compose goes to FOLDER/venv
set -euo pipefail
folder=$1

# Debian 12 has 1.0.3, which waits for no dependency and ignores most limits.
compose_version=1.5.0

fail() {
  echo "setup: $*" >&2
  exit 1
}

missing=()
need() {
  if dpkg-query -W -f '${Status}' "$1" 2> /dev/null | grep -q 'ok installed'; then return; fi
  echo "setup: $1 is missing: $2"
  missing+=("$1")
}

[ "$(id -u)" = 0 ] || fail "run as root: base images and networks cannot be made otherwise"
command -v apt-get > /dev/null || fail "this is no Debian system"

need podman "builds images and runs containers"
need runc "starts a container"
need netavark "makes the networks between containers"
need aardvark-dns "gives the containers names"
need iptables "what netavark makes networks with"
need debootstrap "makes a base image where no registry can be reached"
need python3-venv "keeps podman-compose apart"
if [ ${#missing[@]} -gt 0 ]; then
  echo "setup: installing ${missing[*]}"
  apt-get update -qq
  DEBIAN_FRONTEND=noninteractive apt-get install -y -qq --no-install-recommends "${missing[@]}" \
    > /dev/null
fi

mark=$folder/venv/.podman-compose-$compose_version
if [ ! -f "$mark" ]; then
  echo "setup: installing podman-compose $compose_version into $folder/venv"
  rm -rf "$folder/venv"
  python3 -m venv "$folder/venv"
  "$folder/venv/bin/pip" install --quiet --disable-pip-version-check \
    "podman-compose==$compose_version"
  touch "$mark"
fi
