#!/bin/bash
# Installs what is missing on a Debian machine and says which and why.
#
#   scripts/setup.sh build    what compiling and the demonstration need
#   scripts/setup.sh tools    what linting, generation, interoperability tests and looking at pages need
#   scripts/setup.sh bench    what measuring the RPC runtime against others needs
set -euo pipefail
cd "$(dirname "$0")/.."

swift_wanted=6.3

say() { echo "setup: $*"; }

fail() {
  echo "setup: $*" >&2
  exit 1
}

# check_swift: a toolchain is there and new enough
check_swift() {
  local how="Install Swift $swift_wanted or later for this system from https://www.swift.org/install"
  command -v swift > /dev/null || fail "there is no swift on the path. $how."
  local found
  found=$(swift --version 2> /dev/null | grep -oE 'Swift version [0-9]+\.[0-9]+' | grep -oE '[0-9.]+$')
  [ -n "$found" ] || fail "swift --version says no version. $how."
  [ "$(printf '%s\n' "$swift_wanted" "$found" | sort -V | head -1)" = "$swift_wanted" ] \
    || fail "this is Swift $found. $how."
}

# need PACKAGE WHY: remembers a package that is not installed
missing=()
need() {
  if dpkg-query -W -f '${Status}' "$1" 2> /dev/null | grep -q 'ok installed'; then return; fi
  say "$1 is missing: $2"
  missing+=("$1")
}

install_missing() {
  [ ${#missing[@]} -gt 0 ] || return 0
  local root=()
  if [ "$(id -u)" != 0 ]; then
    command -v sudo > /dev/null \
      || fail "run as root or install sudo, or run: apt-get install ${missing[*]}"
    root=(sudo)
  fi
  say "installing ${missing[*]}"
  "${root[@]}" apt-get update -qq
  "${root[@]}" env DEBIAN_FRONTEND=noninteractive apt-get install -y -qq \
    --no-install-recommends "${missing[@]}"
}

need_build_packages() {
  need pkg-config "finds the C libraries below"
  need libssl-dev "OpenSSL 3, for TLS"
  need libnghttp2-dev "nghttp2, for HTTP/2"
  need libprotobuf-c-dev "protobuf-c, for messages"
  need libsqlite3-dev "SQLite, for the stores"
  need zlib1g-dev "zlib, for compressed messages"
  need libjemalloc-dev "jemalloc, where the programs for use take memory from"
  need python3 "compares what the demonstration decided with what was expected"
}

need_tool_packages() {
  need protobuf-compiler "protoc, reads the interface"
  need protobuf-c-compiler "protoc-c, writes the C of the messages"
  need python3-venv "keeps the Python packages of the tests apart"
  need chromium-headless-shell "a browser without a window, looks at the pages of reports"
  need fonts-dejavu-core "the letters of those pages"
}

need_bench_packages() {
  need libgrpc++-dev "gRPC C++, which our server is measured against"
  need protobuf-compiler-grpc "writes the C++ of its service"
  need protobuf-compiler "protoc, reads the interface"
  need libprotobuf-dev "protobuf C++, which our codec is measured against"
  need g++ "compiles both"
  need nghttp2-client "h2load, makes the calls"
  need valgrind "counts instructions"
}

make_venv() {
  local wanted=(Protos/requirements.txt Tests/InteropTests/requirements.txt)
  local mark=.venv/.installed
  if [ -f "$mark" ] && cat "${wanted[@]}" | cmp -s - "$mark"; then return; fi
  say "installing grpcio and buf into .venv, for interoperability tests and the check of Protos"
  python3 -m venv .venv
  .venv/bin/pip install --quiet --disable-pip-version-check \
    $(printf -- '-r %s ' "${wanted[@]}")
  cat "${wanted[@]}" > "$mark"
}

command -v apt-get > /dev/null || fail "this is no Debian system; install OpenSSL 3, nghttp2, \
protobuf-c, SQLite and zlib with their headers, pkg-config and python3 by hand"

check_swift
need_build_packages
if [ "${1:-build}" = tools ]; then need_tool_packages; fi
if [ "${1:-build}" = bench ]; then need_bench_packages; fi
install_missing
if [ "${1:-build}" = tools ]; then make_venv; fi
