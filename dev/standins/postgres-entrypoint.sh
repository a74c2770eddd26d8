#!/bin/bash
# Starts PostgreSQL as the public image does: as the user postgres, and the first
# time with a new database of POSTGRES_USER, POSTGRES_PASSWORD and POSTGRES_DB and
# with the .sql files of /docker-entrypoint-initdb.d. As there, a server without
# network makes it, so "ready to accept connections" is printed twice.
set -euo pipefail

if [[ ${1:-} == -* ]]; then set -- postgres "$@"; fi
if [[ ${1:-} != postgres ]]; then exec "$@"; fi

if [[ $(id -u) == 0 ]]; then
  mkdir -p "$PGDATA" /var/run/postgresql
  chown -R postgres:postgres "$PGDATA" /var/run/postgresql
  chmod 700 "$PGDATA"
  exec setpriv --reuid=postgres --regid=postgres --init-groups "$BASH_SOURCE" "$@"
fi

if [[ ! -s $PGDATA/PG_VERSION ]]; then
  user=${POSTGRES_USER:-postgres} database=${POSTGRES_DB:-${POSTGRES_USER:-postgres}}
  if [[ -z ${POSTGRES_PASSWORD:-} && ${POSTGRES_HOST_AUTH_METHOD:-} != trust ]]; then
    echo 'Error: Database is uninitialized and superuser password is not specified.' >&2
    echo '       You must specify POSTGRES_PASSWORD to a non-empty value for the superuser.' >&2
    exit 1
  fi
  initdb --username="$user" --pwfile=<(printf '%s\n' "${POSTGRES_PASSWORD:-}") --auth-local=trust
  echo "host all all all ${POSTGRES_HOST_AUTH_METHOD:-scram-sha-256}" >>"$PGDATA/pg_hba.conf"
  pg_ctl -w start -o "-c listen_addresses='' $(printf '%q ' "${@:2}")"
  query() { psql -v ON_ERROR_STOP=1 --no-password --no-psqlrc --username "$user" "$@"; }
  if [[ $database != postgres ]]; then
    query --dbname postgres --set db="$database" <<<'CREATE DATABASE :"db";'
  fi
  for file in /docker-entrypoint-initdb.d/*.sql; do
    if [[ -f $file ]]; then query --dbname "$database" -f "$file"; fi
  done
  pg_ctl -m fast -w stop
  echo 'PostgreSQL init process complete; ready for start up.'
fi
exec "$@" -c listen_addresses='*'
