#!/bin/bash
# Attacks a server of ours, in release, and says which of its promises hold. The server has one core of its
# own; the attackers and a healthy caller share the other. Nothing else should run on the machine.
#
#   scripts/abuse.sh [option of abuse…]
#
# FAMILY chooses one family, ROUNDS how often each attacks, MUTATIONS how many changed sessions are sent,
# SEED what randomness begins with. `--server-without LIMIT` shows that the checks can fail.
set -euo pipefail
cd "$(dirname "$0")/.."
umask 077

arguments=()
if [ -n "${FAMILY:-}" ]; then arguments+=(--family "$FAMILY"); fi
if [ -n "${ROUNDS:-}" ]; then arguments+=(--rounds "$ROUNDS"); fi
if [ -n "${MUTATIONS:-}" ]; then arguments+=(--mutations "$MUTATIONS"); fi
if [ -n "${SEED:-}" ]; then arguments+=(--seed "$SEED"); fi

export HMO_EXTRAS=1
for product in echo-server abuse; do scripts/build-release.sh --product "$product" >&2; done
program=.build/release/abuse
ulimit -n "$(ulimit -Hn)"
if [ "$(ulimit -n)" != unlimited ] && [ "$(ulimit -n)" -lt 8192 ]; then
  echo 'abuse: 8,192 open files are needed; raise the limit of this shell' >&2
  exit 1
fi
if [ "$(nproc)" -gt 1 ]; then
  HMO_ABUSE_PINNED=1 exec taskset -c 1 "$program" "${arguments[@]}" "$@"
fi
exec "$program" "${arguments[@]}" "$@"
