# What must hold inside the container of one server; its name is the argument. Fed to `sh -s`.
set -eu
name=$1

fail() {
  echo "$name: $*" >&2
  exit 1
}

status() { awk -v name="$1:" '$1 == name { print $2; exit }' /proc/1/status; }

# tight PATH: owned by us, nobody else may do anything with it
tight() {
  case $(stat -c '%u %a' "$1") in
    "10001 600" | "10001 700") ;;
    *) fail "$1 is not ours alone: $(stat -c '%u %a' "$1")" ;;
  esac
}

[ "$(status Uid)" = 10001 ] && [ "$(status Gid)" = 10001 ] || fail "it does not run as user 10001"
[ "$(status CapEff)" = 0000000000000000 ] || fail "it has capabilities"
[ "$(status CapBnd)" = 0000000000000000 ] || fail "it could get capabilities"
[ "$(status NoNewPrivs)" = 1 ] || fail "it may gain privileges"

for path in / /usr/local/bin /etc /hmo /hmo/certs; do
  if touch "$path/probe" 2> /dev/null; then fail "$path can be written"; fi
done
awk '$2 == "/" && $4 ~ /(^|,)ro(,|$)/ { found = 1 } END { exit !found }' /proc/1/mounts \
  || fail "its root is not mounted read-only"

keys=$(find / '(' -path /proc -o -path /sys ')' -prune -o -name '*.key' -print 2> /dev/null) || true
[ "$keys" = "/hmo/certs/$name.key" ] || fail "it sees other keys than its own: $keys"
tight "/hmo/certs/$name.key"
for path in /hmo/certs /hmo/stores /hmo/run "/hmo/run/$name.sock" "/hmo/stores/$name.sqlite"; do
  tight "$path"
done

threads=$(status Threads)
echo "$name: user 10001, no capabilities, root read-only, one key and that for itself, $threads threads"
