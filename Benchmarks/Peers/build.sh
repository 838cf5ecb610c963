#!/bin/bash
# Builds what our runtime is compared with, from Debian's libgrpc++-dev and libprotobuf-dev.
#
#   Benchmarks/Peers/build.sh FOLDER
set -euo pipefail
here=$(cd "$(dirname "$0")" && pwd -P)
root=$(cd "$here/../.." && pwd -P)
mkdir -p "${1:?build.sh FOLDER}/generated"
out=$(cd "$1" && pwd -P)

testing=$root/Tests/ProtobufTests/Protos
protoc --proto_path="$testing" --cpp_out="$out/generated" --grpc_out="$out/generated" \
  --plugin=protoc-gen-grpc="$(command -v grpc_cpp_plugin)" hmo/testing/v1/testing.proto
mapfile -t protos < <(cd "$root/Protos" && find hmo -name '*.proto' | sort)
protoc --proto_path="$root/Protos" --cpp_out="$out/generated" "${protos[@]}"

# build PROGRAM PACKAGE GENERATED_FILE...: compiles what is older than its sources
build() {
  local program=$1 package=$2 flags
  shift 2
  [ -z "$(find "$out/$program" "$here" "$root/Protos" "$testing" -newer "$out/$program" -type f 2>&1)" ] \
    && return
  read -ra flags <<< "$(pkg-config --cflags --libs "$package")"
  g++ -O2 -std=c++17 -I"$out/generated" -o "$out/$program" "$here/$program.cc" "$@" "${flags[@]}"
}

cd "$out/generated"
build grpc_echo_server grpc++ hmo/testing/v1/testing.pb.cc hmo/testing/v1/testing.grpc.pb.cc \
  -lprotobuf
build protobuf_codec protobuf hmo/claim/v1/*.pb.cc hmo/type/v1/*.pb.cc hmo/authorization/v1/*.pb.cc \
  hmo/eligibility/v1/*.pb.cc hmo/network/v1/*.pb.cc hmo/payment/v1/*.pb.cc hmo/status/v1/*.pb.cc
cc -O2 -shared -fPIC -o "$out/client_certificate.so" "$here/client_certificate.c" -ldl
