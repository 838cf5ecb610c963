#!/bin/bash
# Runs fuzz targets with address sanitizer, RUNS executions each. What breaks a property stays in
# Fuzz/Findings, where `make test` tries it again for ever.
#
#   RUNS=1000000 scripts/fuzz.sh [target ...]
#
# Targets: claim-file answer-file segments (the EDI module), rpc-server rpc-client (either end of a
# connection), fields (small forms of the wire), messages (every type in turn) or message-NAME (one of
# them; `--list` names them all). Without any: all of them.
#
# SAMPLES=1 begins those of EDI with the public samples too. They belong to others, and a finding holds
# pieces of them: it goes to .build-fuzz/findings, to be told again with invented data.
# KEEP=1 makes the corpora in Fuzz/Corpus, which are replayed by `make test`, anew from what was found.
set -euo pipefail
cd "$(dirname "$0")/.."
runs=${RUNS:-1000000}
scratch=.build-fuzz
samples=${HMO_SHARED_DATA:-../shared/data}/x12
kept_files_max=300
kept_bytes_max=400000
# A program that only calls the fuzzer reaches some 20, one that reads its inputs hundreds.
branches_min=100

[[ $runs =~ ^[1-9][0-9]{0,9}$ ]] || { echo 'fuzz: RUNS is a whole number' >&2; exit 1; }
# Backtraces of Swift and address sanitizer get in each other's way. Short stacks of allocations and a
# small quarantine make it several times as fast.
export HMO_EXTRAS=1 SWIFT_BACKTRACE=enable=no
export ASAN_OPTIONS=malloc_context_size=2:quarantine_size_mb=32

# `--sanitize` given twice comes to the compiler one by one, in an order that changes from build to
# build, and of several it obeys only the last.
build() {
  swift build -c release --scratch-path "$scratch" --sanitize fuzzer \
    -Xswiftc -use-ld=lld -Xswiftc -sanitize=fuzzer,address --product "$1"
}

# Whether every module that the target is about counts its branches and watches its memory. The objects
# of a module are found by its name.
is_instrumented() {
  local module mark
  for module in "$@"; do
    for mark in __sancov __asan_; do
      grep -qs "$mark" "$scratch"/release/"$module".build/*.o || return 1
    done
  done
}

# Builds a product; modules that lie there built without coverage are built again.
build_instrumented() {
  local product=$1 module
  shift
  build "$product"
  if is_instrumented "$@"; then return; fi
  echo "fuzz: built without coverage; building $* again" >&2
  for module in "$@"; do rm -rf "$scratch"/release/"$module".build; done
  build "$product"
  is_instrumented "$@" || { echo "fuzz: $product is not instrumented" >&2; exit 1; }
}

seeds=
prepare_seeds() {
  if [ -n "$seeds" ]; then return; fi
  seeds=$scratch/seeds
  rm -rf "$seeds"
  swift build --scratch-path "$scratch/plain" --product fuzz-seeds
  "$scratch/plain/debug/fuzz-seeds" "$seeds"
}

# Replaces the kept corpus by the smallest that covers the same, of small files first.
keep() {
  local target=$1 program=$2 fresh=$scratch/kept/$1 files bytes
  rm -rf "$fresh"
  mkdir -p "$fresh"
  find "$scratch/corpus/$target" -type f -size -4k -printf '%s %p\n' | sort -n \
    | awk -v files="$kept_files_max" -v bytes="$kept_bytes_max" \
      '{ sum += $1 } sum <= bytes * 4 && NR <= files * 20 { print $2 }' > "$scratch/kept/$target.list"
  local chosen=$scratch/kept/$target.chosen
  rm -rf "$chosen"
  mkdir -p "$chosen"
  xargs -r cp -t "$chosen" < "$scratch/kept/$target.list"
  "$program" -merge=1 -timeout=10 "$fresh" "$chosen" > "$scratch/$target.merge.log" 2>&1
  rm -rf "Fuzz/Corpus/$target"
  mkdir -p "Fuzz/Corpus/$target"
  find "$fresh" -type f -printf '%s %p\n' | sort -n \
    | awk -v files="$kept_files_max" -v bytes="$kept_bytes_max" \
      '{ sum += $1 } sum <= bytes { at[++n] = $2 }
       END { step = n > files ? n / files : 1; for (i = 1; i <= n; i += step) print at[int(i)] }' \
    | xargs -r cp -t "Fuzz/Corpus/$target"
  files=$(find "Fuzz/Corpus/$target" -type f | wc -l)
  bytes=$(du -sb "Fuzz/Corpus/$target" | cut -f 1)
  echo "kept: $files files, $bytes bytes"
}

# How many branches the inputs of a run reached, as its last line tells.
branches() { grep -aE '^#[0-9]+[[:space:]]DONE' "$1" | grep -oE 'cov: [0-9]+' | cut -d ' ' -f 2; }

# Runs one target: its name, its program, how long inputs are, and what else it begins with.
run() {
  local target=$1 program=$2 input_bytes_max=$3 log=$scratch/$1.log
  shift 3
  echo "== $target, $runs executions"
  mkdir -p "$findings/$target" "$corpus/$target"
  local beginnings=("$corpus/$target")
  if [ -d "Fuzz/Corpus/$target" ]; then beginnings+=("Fuzz/Corpus/$target"); fi
  if "$program" -runs="$runs" -max_len="$input_bytes_max" -timeout=10 -rss_limit_mb=2048 \
    -artifact_prefix="$findings/$target/" -print_final_stats=1 "$@" "${beginnings[@]}" \
    "${extra[@]}" > "$log" 2>&1; then
    grep -q 'INFO: Loaded 1 modules' "$log" || { echo 'fuzz: it was not instrumented' >&2; exit 1; }
    [ "$(branches "$log")" -ge "$branches_min" ] || { echo "fuzz: $target ran none of our code" >&2; exit 1; }
    grep -aE 'DONE|^stat::(number_of|average|peak)' "$log"
    if [ "${KEEP:-0}" = 1 ]; then keep "$target" "$program"; fi
  else
    status=1
    grep -aE 'It does not hold|Fatal error|SUMMARY|Test unit written' "$log" >&2 || tail -n 20 "$log" >&2
  fi
}

run_edi() {
  prepare_seeds
  extra=("$seeds")
  if [ "${SAMPLES:-0}" = 1 ]; then
    [ -d "$samples" ] || { echo "fuzz: no samples at $samples" >&2; exit 1; }
    findings=$scratch/findings
    corpus=$scratch/corpus-of-samples
    mapfile -t folders < <(find -L "$samples" -mindepth 1 -maxdepth 1 -type d | sort)
    extra+=("${folders[@]}")
  fi
  build_instrumented "fuzz-$1" EDI EDIProperties
  run "$1" "$scratch/release/fuzz-$1" 3072 -dict=Fuzz/x12.dict
}

run_messages() {
  build_instrumented fuzz-messages Protobuf Messages DomainMessages MessageProperties
  local program=$scratch/release/fuzz-messages name names=("$@")
  # There are many types, and each is small.
  local kept_files_max=30 kept_bytes_max=30000
  if [ $# = 0 ]; then mapfile -t names < <("$program" --list | grep -E '^[a-z0-9.]+[.][A-Z]'); fi
  [ ${#names[@]} -gt 0 ] || { echo 'fuzz: fuzz-messages lists no type' >&2; exit 1; }
  for name in "${names[@]}"; do
    export HMO_FUZZ_MESSAGE=$name
    run "message-$name" "$program" 1024
  done
}

if [ "${1:-}" = --list ]; then
  printf '%s\n' claim-file answer-file segments rpc-server rpc-client fields
  build_instrumented fuzz-messages Messages >&2
  "$scratch/release/fuzz-messages" --list | grep -E '^[a-z0-9.]+[.][A-Z]' | sed 's/^/message-/'
  exit
fi
targets=("$@")
if [ $# = 0 ]; then targets=(claim-file answer-file segments rpc-server rpc-client fields messages); fi
status=0
for target in "${targets[@]}"; do
  findings=Fuzz/Findings
  corpus=$scratch/corpus
  extra=()
  case $target in
    claim-file | answer-file | segments) run_edi "$target" ;;
    rpc-server | rpc-client)
      build_instrumented "fuzz-$target" NIOCore RPC Protobuf RPCProperties
      run "$target" "$scratch/release/fuzz-$target" 1024 -len_control=10
      ;;
    fields)
      build_instrumented fuzz-fields RPC Protobuf FieldProperties
      run fields "$scratch/release/fuzz-fields" 512
      ;;
    messages) run_messages ;;
    message-*) run_messages "${target#message-}" ;;
    *) echo "fuzz: there is no target $target" >&2; exit 1 ;;
  esac
done
# A folder without a finding says nothing.
find Fuzz/Findings -mindepth 1 -type d -empty -delete
exit "$status"
