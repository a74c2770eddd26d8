#!/bin/sh
# Starts Redis as the public image does: options alone mean redis-server, and it runs as the user redis.
set -eu
case ${1:-} in
  -* | *.conf) set -- redis-server "$@" ;;
esac
if [ "$1" = redis-server ]; then
  # As the public image's build has it: the network of containers is what protects it.
  set -- "$@" --protected-mode no
  if [ "$(id -u)" = 0 ]; then
    chown redis:redis .
    exec setpriv --reuid=redis --regid=redis --init-groups "$@"
  fi
fi
exec "$@"
