#!/bin/bash
# Builds with the thread sanitizer, into a folder of its own, and runs the tests of RPC and TLS; a
# report of the sanitizer fails. One test at a time, because the sanitizer is slow and handshakes have
# five seconds.
set -euo pipefail
cd "$(dirname "$0")/.."

folder=.build-tsan
mkdir -p "$folder"
log=$folder/test.log
suppressions=$PWD/scripts/thread-sanitizer.suppressions
export TSAN_OPTIONS="halt_on_error=0 exitcode=66 suppressions=$suppressions ${TSAN_OPTIONS:-}"
status=0
swift build --build-tests --sanitize=thread --build-path "$folder"
swift test --skip-build --no-parallel --sanitize=thread --build-path "$folder" \
  --filter '^(RPCTests|TLSTests)\.' 2>&1 | tee "$log" || status=$?

echo
grep -E 'Test run with [1-9][0-9]* tests' "$log" || status=1
if grep -E 'SUMMARY: ThreadSanitizer' "$log" | sort | uniq -c; then
  echo 'test-thread-sanitizer: the sanitizer has something to say' >&2
  status=1
fi
exit "$status"
