#!/bin/bash
# Builds with a sanitizer, into a folder of its own, and runs the tests of the transport; a report of the
# sanitizer fails.
#
#   scripts/test-sanitizer.sh thread     data races, in RPC and TLS
#   scripts/test-sanitizer.sh address    errors of memory, in RPC, TLS and Protobuf
#
# One test at a time, because a sanitizer is slow and handshakes have five seconds. What is still held
# when the tests end is no report: their event loops live as long as the process, and with them timers and
# what those hold. Whether a server holds more and more is what `make bench-rpc-memory` looks at.
set -euo pipefail
cd "$(dirname "$0")/.."

case ${1:-} in
  thread)
    folder=.build-tsan
    tests='RPCTests|TLSTests'
    suppressions=$PWD/scripts/thread-sanitizer.suppressions
    export TSAN_OPTIONS="halt_on_error=0 exitcode=66 suppressions=$suppressions ${TSAN_OPTIONS:-}"
    ;;
  address)
    folder=.build-asan
    tests='RPCTests|TLSTests|ProtobufTests'
    # Backtraces of Swift and the sanitizer get in each other's way.
    export SWIFT_BACKTRACE=enable=no
    export ASAN_OPTIONS="detect_leaks=0:exitcode=66:${ASAN_OPTIONS:-}"
    ;;
  *)
    echo 'test-sanitizer.sh thread|address' >&2
    exit 1
    ;;
esac
mkdir -p "$folder"
log=$folder/test.log
status=0
swift build --build-tests --sanitize="$1" --build-path "$folder"
swift test --skip-build --no-parallel --sanitize="$1" --build-path "$folder" \
  --filter "^($tests)\\." 2>&1 | tee "$log" || status=$?

echo
grep -E 'Test run with [1-9][0-9]* tests' "$log" || status=1
if grep -aE 'SUMMARY: [A-Za-z]*Sanitizer' "$log" | sort | uniq -c; then
  echo "test-sanitizer: the $1 sanitizer has something to say" >&2
  status=1
fi
exit "$status"
