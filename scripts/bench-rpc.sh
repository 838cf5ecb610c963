#!/bin/bash
# Measures the RPC runtime: see Benchmarks/RPCBenchmark.
#
#   scripts/bench-rpc.sh compare [--rounds N] [--seconds N] [--load 4x100]
#   scripts/bench-rpc.sh memory [--minutes N]
#   scripts/bench-rpc.sh instructions [--write]
#
# On an idle machine with two cores: the server has one, h2load the other.
set -euo pipefail
cd "$(dirname "$0")/.."
what=${1:?bench-rpc.sh compare|memory|instructions}
shift
export HMO_EXTRAS=1
peers=.build/peers
record=Benchmarks/RPCBenchmark/instructions.txt

Benchmarks/Peers/build.sh "$peers"
for product in echo-server rpc-benchmark; do scripts/build-release.sh --product "$product"; done
arguments=(--peers "$peers")
if [ "$what" = instructions ]; then arguments+=(--record "$record"); fi
exec .build/release/rpc-benchmark "$what" "${arguments[@]}" "$@"
