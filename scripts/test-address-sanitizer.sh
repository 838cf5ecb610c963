#!/bin/bash
# Builds with the address sanitizer, into a folder of its own, and runs the tests of RPC, TLS and
# Protobuf; a report of the sanitizer fails. What is still held when the tests end is no report: their
# event loops live as long as the process, and with them timers and what those hold. Whether a server
# holds more and more is what `make bench-rpc-memory` looks at.
set -euo pipefail
cd "$(dirname "$0")/.."

folder=.build-asan
mkdir -p "$folder"
log=$folder/test.log
# Backtraces of Swift and the sanitizer get in each other's way.
export SWIFT_BACKTRACE=enable=no
export ASAN_OPTIONS="detect_leaks=0:exitcode=66:${ASAN_OPTIONS:-}"
status=0
swift build --build-tests --sanitize=address --build-path "$folder"
swift test --skip-build --no-parallel --sanitize=address --build-path "$folder" \
  --filter '^(RPCTests|TLSTests|ProtobufTests)\.' 2>&1 | tee "$log" || status=$?

echo
grep -E 'Test run with [1-9][0-9]* tests' "$log" || status=1
if grep -aE 'SUMMARY: (Address|Leak)Sanitizer' "$log" | sort | uniq -c; then
  echo 'test-address-sanitizer: the sanitizer has something to say' >&2
  status=1
fi
exit "$status"
