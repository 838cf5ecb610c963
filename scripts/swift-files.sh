#!/bin/bash
# Prints the Swift files that people write, separated by NUL: all but the generated ones.
set -euo pipefail
cd "$(dirname "$0")/.."
folders=(Package.swift Sources Tests Fuzz)
if [ -d Benchmarks ]; then folders+=(Benchmarks); fi
find "${folders[@]}" -name '*.swift' -type f \
  -not -path 'Sources/Messages/Messages/*' -not -path 'Tests/TestMessages/TestMessages/*' \
  -not -path 'Tests/InteropMessages/InteropMessages/*' -print0
