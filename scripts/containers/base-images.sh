#!/bin/bash
# Makes the two images that the Dockerfile starts from available to podman: pulled, or, where no registry
# can be reached, stood in for by images made here from Debian's packages and this machine's toolchain.
#
#   base-images.sh FOLDER     FOLDER/toolchain is written when a build must mount this machine's toolchain
set -euo pipefail
folder=$1
. "$(dirname "$0")/engine.sh"

debian_image=docker.io/library/debian:12-slim
swift_image=docker.io/library/swift:6.3-bookworm
mirror=${DEBIAN_MIRROR:-http://deb.debian.org}
pull_seconds_max=120

say() { echo "base-images: $*"; }

is_there() { podman image exists "$1"; }

pull() { timeout "$pull_seconds_max" podman pull --quiet "$1" > /dev/null 2>&1; }

is_stand_in() {
  [ "$(podman image inspect --format '{{index .Labels "hmo.stand-in"}}' "$1")" = yes ]
}

# bootstrap ROOT: a minimal Debian 12 with this machine's way of reaching its mirrors
bootstrap() {
  debootstrap --variant=minbase bookworm "$1" "$mirror/debian" > "$folder/debootstrap.log" 2>&1 \
    || { tail -n 5 "$folder/debootstrap.log" >&2; return 1; }
  cat > "$1/etc/apt/sources.list" << END
deb $mirror/debian bookworm main
deb $mirror/debian bookworm-updates main
deb $mirror/debian-security bookworm-security main
END
  apt-config dump Acquire > "$1/etc/apt/apt.conf.d/90acquire"
  rm -rf "$1"/var/cache/apt/archives/*.deb "$1"/var/lib/apt/lists/*
}

make_debian() {
  local root=$folder/debian
  say "$debian_image cannot be pulled; debootstrap makes one that stands in for it"
  rm -rf "$root"
  bootstrap "$root"
  tar -C "$root" -c . \
    | podman import --quiet --change 'CMD ["bash"]' --change 'LABEL hmo.stand-in=yes' - "$debian_image"
  rm -rf "$root"
}

make_swift() {
  say "$swift_image cannot be pulled; this machine's toolchain stands in for it"
  image_build --quiet --tag "$swift_image" --label hmo.stand-in=yes --file - << END
FROM $debian_image
RUN apt-get update -qq && apt-get install -y -qq --no-install-recommends \
  binutils ca-certificates gcc git libc6-dev libcurl4 libedit2 libncurses6 libsqlite3-0 \
  libstdc++-12-dev libxml2 tzdata zlib1g-dev && rm -rf /var/lib/apt/lists/*
ENV PATH=/toolchain/usr/bin:/usr/local/sbin:/usr/local/bin:/usr/sbin:/usr/bin:/sbin:/bin
END
}

is_there "$debian_image" || pull "$debian_image" || make_debian
is_there "$swift_image" || pull "$swift_image" || make_swift
rm -f "$folder/toolchain"
if is_stand_in "$swift_image"; then
  compiler=$(readlink -f "$(command -v swiftc)")
  echo "${compiler%/bin/*}" > "$folder/toolchain"
fi
