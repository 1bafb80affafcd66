#!/bin/bash
# Throw-away PostgreSQL for tests, also as root (the server then runs as an unprivileged user).
#
#   eval "$(tests/pgtmp.sh start)"    sets PGHOST (a socket directory), PGPORT, PGUSER, PGDATABASE, PGTMP_DIR, PGTMP_PID
#   tests/pgtmp.sh restart DIR        stop and start again on the same data, fast mode
#   tests/pgtmp.sh down DIR / up DIR  the two halves of it
#   tests/pgtmp.sh stop DIR           immediate stop, removes everything
#
# PGTMP_TCP=PORT     also listen on 127.0.0.1:PORT (0 chooses a free one and prints it as PGTMP_TCP)
# PGTMP_AUTH=METHOD  how TCP connections sign in (default scram-sha-256); the socket always trusts
# PGTMP_OPTIONS      more "-c name=value" for the server
# PGTMP_WATCH=PID    stop and remove by itself when that process is gone, however it ended
# AMENDS_PG_BIN      the server programs to take instead of the newest in /usr/lib/postgresql
# PGTMP_USER         the unprivileged user (default postgres, else nobody)
set -u
B=${AMENDS_PG_BIN:-$(ls -d /usr/lib/postgresql/*/bin 2>/dev/null | sort -t/ -k5 -V | tail -n 1)}
[ -x "$B/postgres" ] || { echo "pgtmp: no PostgreSQL server programs in /usr/lib/postgresql" >&2; exit 1; }
ME=$(cd "$(dirname "$0")" && pwd)/$(basename "$0")
if [ "$(id -u)" = 0 ]; then U=${PGTMP_USER:-$(id -un postgres 2>/dev/null || echo nobody)}; else U=$(id -un); fi

run() {
  if [ "$(id -u)" = 0 ]; then
    setpriv --reuid="$U" --regid="$(id -gn "$U")" --clear-groups env HOME=/tmp PATH="$B:/usr/bin:/bin" LC_ALL=C.UTF-8 "$@"
  else
    env LC_ALL=C.UTF-8 "$@"
  fi
}
own() { [ "$(id -u)" != 0 ] || chown "$U" "$@"; }
free_port() { python3 -c 'import socket; s = socket.socket(); s.bind(("127.0.0.1", 0)); print(s.getsockname()[1])'; }
up() { run "$B/pg_ctl" -D "$1/data" -l "$1/log" -w -t 30 start >/dev/null || { cat "$1/log" >&2; return 1; }; }

case ${1:-} in
start)
  V=$(basename "$(dirname "$B")")
  T=${PGTMP_TEMPLATE:-${TMPDIR:-/tmp}/pgtmp-$V-$U}       # initdb takes seconds, a copy of its result does not
  if [ ! -f "$T/PG_VERSION" ]; then
    W=$(mktemp -d "${TMPDIR:-/tmp}/pgtmp-new.XXXXXX"); own "$W"
    run "$B/initdb" -D "$W/d" -U postgres -A trust -E UTF8 --locale=C.UTF-8 -N >/dev/null || exit 1
    mv -T "$W/d" "$T" 2>/dev/null; rm -rf "$W"           # a rename, so that parallel callers can race safely
  fi
  D=$(mktemp -d "${TMPDIR:-/tmp}/pgtmp.XXXXXX"); own "$D"; chmod 755 "$D"
  cp -a --reflink=auto "$T" "$D/data"
  TCP=${PGTMP_TCP-}
  for try in 1 2 3 4 5; do
    [ "${PGTMP_TCP-}" = 0 ] && TCP=$(free_port)
    {
      echo "unix_socket_directories = '$D'"
      if [ -n "$TCP" ]; then echo "listen_addresses = '127.0.0.1'"; else echo "listen_addresses = ''"; fi
      echo "port = ${TCP:-5432}"
      echo "fsync = off"; echo "synchronous_commit = off"; echo "full_page_writes = off"
      echo "shared_buffers = 64MB"; echo "max_connections = 60"; echo "autovacuum = off"
    } >> "$D/data/postgresql.auto.conf"
    printf 'local all all trust\nhost all all 127.0.0.1/32 %s\n' "${PGTMP_AUTH:-scram-sha-256}" > "$D/data/pg_hba.conf"
    for o in ${PGTMP_OPTIONS-}; do [ "$o" = -c ] || echo "${o%%=*} = '${o#*=}'"; done >> "$D/data/postgresql.auto.conf"
    if [ "${PGTMP_TCP-}" = 0 ] && [ "$try" -lt 5 ]; then up "$D" 2>/dev/null && break; else up "$D" && break; exit 1; fi
  done
  if [ -n "${PGTMP_WATCH-}" ]; then
    setsid "$ME" watch "$PGTMP_WATCH" "$D" </dev/null >/dev/null 2>&1 &
  fi
  echo "export PGHOST=$D PGPORT=${TCP:-5432} PGUSER=postgres PGDATABASE=postgres PGTMP_DIR=$D PGTMP_TCP=$TCP PGTMP_PID=$(head -n 1 "$D/data/postmaster.pid")" ;;
watch)
  while [ -d "/proc/$2" ] && [ -d "$3" ]; do sleep 1; done
  [ ! -d "$3" ] || exec "$ME" stop "$3" ;;
restart) "$ME" down "$2" && up "$2" || exit 1 ;;
down) run "$B/pg_ctl" -D "$2/data" -m fast -w -t 30 stop >/dev/null || exit 1 ;;
up) up "$2" || exit 1 ;;
stop)
  case $2 in */pgtmp.*) ;; *) echo "pgtmp: $2 is not one of mine" >&2; exit 2 ;; esac
  P=$(head -n 1 "$2/data/postmaster.pid" 2>/dev/null)
  if [ -n "$P" ]; then kill -CONT "$P" 2>/dev/null; run "$B/pg_ctl" -D "$2/data" -m immediate -w stop >/dev/null 2>&1; fi
  rm -rf "$2" ;;
*) sed -n '2,14s/^# \{0,1\}//p' "$0" >&2; exit 2 ;;
esac
exit 0
