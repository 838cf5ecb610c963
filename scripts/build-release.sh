#!/bin/bash
# Builds for use, with the words that follow handed on to `swift build`.
#
#   scripts/build-release.sh [--product NAME]
#
# The Swift library is linked in: a program needs none on its machine, starts sooner, and reaches its own
# data without a detour. Dynamic checks of exclusive access stay in what the tests run (docs/adr/0007).
# Small functions of the libraries below are compiled into those that call them (docs/adr/0016).
set -euo pipefail
cd "$(dirname "$0")/.."
export HMO_FOR_USE=1
exec swift build -c release --static-swift-stdlib -Xswiftc -enforce-exclusivity=unchecked "$@"
