#!/bin/bash
# Runs the fuzz targets of the EDI module, RUNS executions each, with address sanitizer. Beginnings are
# files that the project makes. What breaks a property stays in Fuzz/Findings, where `make test` tries it
# again for ever.
#
#   RUNS=1000000 scripts/fuzz-edi.sh [claim-file] [answer-file] [segments]
#
# SAMPLES=1 begins with the public samples too. They belong to others, and a finding holds pieces of them:
# it goes to .build-fuzz/findings, to be told again with invented data.
set -euo pipefail
cd "$(dirname "$0")/.."
runs=${RUNS:-1000000}
input_bytes_max=3072
scratch=.build-fuzz
samples=${HMO_SHARED_DATA:-../shared/data}/x12
targets=("$@")
if [ ${#targets[@]} = 0 ]; then targets=(claim-file answer-file segments); fi

[[ $runs =~ ^[1-9][0-9]{0,9}$ ]] || { echo 'fuzz-edi: RUNS is a whole number' >&2; exit 1; }
# Backtraces of Swift and address sanitizer get in each other's way. Short stacks of allocations and a
# small quarantine make it several times as fast.
export HMO_EXTRAS=1 SWIFT_BACKTRACE=enable=no
export ASAN_OPTIONS=malloc_context_size=2:quarantine_size_mb=32

swift build --scratch-path "$scratch/plain" --product fuzz-seeds
seeds=$scratch/seeds
rm -rf "$seeds"
"$scratch/plain/debug/fuzz-seeds" "$seeds"
beginnings=("$seeds")
findings=Fuzz/Findings
corpus=$scratch/corpus
if [ "${SAMPLES:-0}" = 1 ]; then
  [ -d "$samples" ] || { echo "fuzz-edi: no samples at $samples" >&2; exit 1; }
  findings=$scratch/findings
  corpus=$scratch/corpus-of-samples
  mapfile -t folders < <(find -L "$samples" -mindepth 1 -maxdepth 1 -type d | sort)
  beginnings+=("${folders[@]}")
fi

status=0
for target in "${targets[@]}"; do
  # `--sanitize` given twice comes to the compiler one by one, in an order that changes from build to
  # build, and of several it obeys only the last.
  swift build -c release --scratch-path "$scratch" --sanitize fuzzer -Xswiftc -sanitize=fuzzer,address \
    -Xswiftc -use-ld=lld --product "fuzz-$target"
  for mark in __sancov __asan_report; do
    grep -q "$mark" "$scratch/release/EDI.build/"*.o || {
      echo "fuzz-edi: EDI was built without $mark" >&2
      exit 1
    }
  done
  echo "== $target, $runs executions"
  mkdir -p "$findings/$target" "$corpus/$target"
  log=$scratch/$target.log
  if "$scratch/release/fuzz-$target" -runs="$runs" -max_len="$input_bytes_max" -timeout=10 \
    -rss_limit_mb=2048 -dict=Fuzz/x12.dict -artifact_prefix="$findings/$target/" -print_final_stats=1 \
    "$corpus/$target" "${beginnings[@]}" > "$log" 2>&1; then
    grep -q 'INFO: Loaded 1 modules' "$log" || { echo 'fuzz-edi: it was not instrumented' >&2; exit 1; }
    grep -aE 'DONE|^stat::(number_of|average|peak)' "$log"
  else
    status=1
    grep -aE 'It does not hold|Fatal error|SUMMARY|Test unit written' "$log" >&2 || tail -n 20 "$log" >&2
  fi
done
exit "$status"
