#!/bin/bash
# Runs one end of gRPC's interoperability cases, so that another implementation can be the other end.
#
#   scripts/interop.sh server    answers on LISTEN (host:port or unix:/path) until it is ended
#   scripts/interop.sh client    runs CASE (a name or "all") against SERVER
#
# CERTIFICATE, KEY and AUTHORITY name PEM files; without them certificates are made in
# .build/interop/certs on first use.
set -euo pipefail
cd "$(dirname "$0")/.."
umask 077

certs=.build/interop/certs
side=${1:-}
case $side in
  server) leaf=gateway ;;
  client) leaf=client-integrator ;;
  *) sed -n '2,8p' "$0" >&2; exit 2 ;;
esac

if [ -z "${CERTIFICATE:-}" ] && [ ! -f "$certs/$leaf.pem" ]; then
  Certs/make-certs.sh "$certs" 30 >&2
fi
files=(--certificate "${CERTIFICATE:-$certs/$leaf.pem}" --key "${KEY:-$certs/$leaf.key}"
  --authority "${AUTHORITY:-$certs/ca.pem}")

export HMO_EXTRAS=1
swift build --product "interop-$side" >&2
program=$(swift build --product "interop-$side" --show-bin-path)/interop-$side
if [ "$side" = server ]; then
  exec "$program" --listen "${LISTEN:-127.0.0.1:50443}" "${files[@]}"
fi
exec "$program" --server "${SERVER:-127.0.0.1:50443}" --case "${CASE:-all}" "${files[@]}"
