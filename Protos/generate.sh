#!/bin/bash
# Writes the generated sources: Sources/Messages from the interface in Protos, Tests/TestMessages from
# Tests/ProtobufTests/Protos, Tests/InteropMessages from its own Protos.
#
#   Protos/generate.sh            regenerate in place
#   Protos/generate.sh --check    regenerate elsewhere and fail on any difference
#
# Needs protoc and protoc-c (Debian: protobuf-compiler, protobuf-c-compiler). PROTOC_GEN_HMO names a
# built protoc-gen-hmo; without it the package builds one.
set -euo pipefail
export LC_ALL=C

root=$(cd "$(dirname "$0")/.." && pwd -P)
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT

generator=${PROTOC_GEN_HMO:-}
if [ -z "$generator" ]; then
  swift build --package-path "$root" --product protoc-gen-hmo >&2
  generator=$(swift build --package-path "$root" --product protoc-gen-hmo --show-bin-path)/protoc-gen-hmo
fi

# generate PROTO_FOLDER MODULE C_FOLDER SWIFT_FOLDER
generate() {
  local protos=$1 module=$2 c=$3 swift=$4 files
  mapfile -t files < <(cd "$protos" && find . -name '*.proto' | sed 's|^\./||' | sort)
  mkdir -p "$c/include" "$swift" "$work/c"
  protoc --proto_path="$protos" --include_imports --include_source_info \
    --descriptor_set_out="$work/$module.binpb" "${files[@]}"
  "$generator" "$module" "$work/$module.binpb" "$swift" "$c/include/C$module.h" \
    "$work/$module.c.binpb"
  protoc-c --descriptor_set_in="$work/$module.c.binpb" --c_out="$c" "${files[@]}"
  (cd "$c" && find . -path ./include -prune -o -name '*.h' -print | while read -r header; do
    mkdir -p "include/$(dirname "$header")"
    mv "$header" "include/$header"
  done)
  printf 'module C%s {\n  header "C%s.h"\n  export *\n}\n' "$module" "$module" \
    > "$c/include/module.modulemap"
}

# replace FRESH COMMITTED: moves a fresh folder over the committed one, or compares the two
replace() {
  if [ "$mode" = check ]; then
    diff -r "$1" "$2" >&2 || status=1
  else
    rm -rf "$2"
    mkdir -p "$(dirname "$2")"
    mv "$1" "$2"
  fi
}

mode=write
status=0
[ "${1:-}" = --check ] && mode=check

generate "$root/Protos" Messages "$work/out/CMessages" "$work/out/Messages"
replace "$work/out/CMessages" "$root/Sources/Messages/CMessages"
replace "$work/out/Messages" "$root/Sources/Messages/Messages"

generate "$root/Tests/ProtobufTests/Protos" TestMessages \
  "$work/out/CTestMessages" "$work/out/TestMessages"
replace "$work/out/CTestMessages" "$root/Tests/TestMessages/CTestMessages"
replace "$work/out/TestMessages" "$root/Tests/TestMessages/TestMessages"

generate "$root/Tests/InteropMessages/Protos" InteropMessages \
  "$work/out/CInteropMessages" "$work/out/InteropMessages"
replace "$work/out/CInteropMessages" "$root/Tests/InteropMessages/CInteropMessages"
replace "$work/out/InteropMessages" "$root/Tests/InteropMessages/InteropMessages"

[ $status = 0 ] || echo "The generated sources differ; run Protos/generate.sh and commit." >&2
exit $status
