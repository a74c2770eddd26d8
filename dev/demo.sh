#!/usr/bin/env bash
# From a fresh clone to a Go service that answers, in one command: sets the
# machine up, builds the plugin, packages examples/orders with it and runs the
# image that came out.
set -euo pipefail
cd "$(dirname "${BASH_SOURCE[0]}")/.."
. dev/setup.sh

image=orders:1.0.0-SNAPSHOT
container=

remove_container() { [[ -z $container ]] || docker rm -f "$container" >/dev/null 2>&1; }

# exchange METHOD PATH [JSON]: the whole answer; without curl, which a fresh machine may not have.
exchange() {
  local body=${3:-}
  exec 7<>"/dev/tcp/${address/:/\/}"
  printf '%s %s HTTP/1.0\r\nContent-Type: application/json\r\nContent-Length: %d\r\n\r\n%s' \
    "$1" "$2" "${#body}" "$body" >&7
  cat <&7
  exec 7>&-
}

# request METHOD PATH [JSON]: the body of the answer.
request() {
  say "$*"
  exchange "$@" | sed '1,/^\r$/d'
}

setup golang:1.26

say "building the plugin"
maven -B -ntp -q install -DskipTests -Dinvoker.skip=true

say "mvn package in examples/orders"
maven -B -ntp -f examples/orders/pom.xml package

say "docker run $image"
at_exit remove_container
container=$(docker run -d -p 127.0.0.1::8080 "$image") # not --rm: its log must outlive a crash
address=$(docker port "$container" 8080/tcp) || address=
# Docker itself takes connections for a container whose program does not listen yet: only an answer tells that it does.
for ((i = 0; i < 50; i++)); do
  if [[ $( (exchange GET /healthz) 2>/dev/null) == HTTP/* ]]; then break; fi
  sleep 0.1
done
((i < 50)) || {
  docker logs "$container" >&2
  fail "The service does not answer at ${address:-its port}." "Its log is above; is the Docker engine on this machine?"
}

request GET /healthz
request GET /version
request POST /orders '{"customer":"Ada","article":"teapot","quantity":2}'
request GET /orders

size=$(docker image inspect --format '{{.Size}}' "$image")
say "that was $image, $((size / 1000000)) MB, compiled in a golang container"
say "next: change examples/orders/internal/api/api.go and run mvn package there again;"
say "      examples/orders/pom.xml is all that your own project needs"
[[ -z $dockerd_pid ]] || say "dockerd runs on; to end it: kill $dockerd_pid"
