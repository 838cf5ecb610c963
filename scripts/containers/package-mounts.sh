#!/bin/bash
# Where git on this machine reads the packages of Package.swift from a folder instead of from the network,
# lets the build do the same: prints arguments for `podman build`, one a line, or nothing.
set -euo pipefail
folder=$1

config=$folder/gitconfig
printf '[safe]\n\tdirectory = *\n' > "$config"
mounts=()
while read -r key address; do
  place=${key#url.}
  place=${place%.insteadof}
  if [ -d "$place" ]; then
    git config --file "$config" --add "url.$place.insteadOf" "$address"
    mounts+=("$place")
  fi
done < <(git config --get-regexp '^url\..*\.insteadof$' || true)

[ ${#mounts[@]} -gt 0 ] || exit 0
echo -v
echo "$config:/etc/gitconfig:ro"
printf '%s\n' "${mounts[@]}" | sort -u | while read -r place; do
  echo -v
  echo "$place:$place:ro"
done
