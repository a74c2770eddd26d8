#!/usr/bin/env bash
# Two image registries for the tests, of this machine only: one open, one that
# asks for a user. Sourced after setup.sh; they end when the script ends.
#
#   start_registries     exports GO_DOCKER_TEST_REGISTRY       127.0.0.1:<port>
#                        and     GO_DOCKER_TEST_REGISTRY_AUTH  127.0.0.1:<port>
#                                (user joe, password s3cr3t-pw)
#
# Where the caller has set both variables, those registries are used instead:
# that is the way for an engine on another machine.
set -euo pipefail

registry_pids=()
registry_dir=

start_registries() {
  if [[ -n ${GO_DOCKER_TEST_REGISTRY:-} && -n ${GO_DOCKER_TEST_REGISTRY_AUTH:-} ]]; then return; fi
  registry_dir=$(mktemp -d "${TMPDIR:-/var/tmp}/go-docker-registry.XXXXXX")
  at_exit stop_registries
  local program
  find_registry_program
  # bcrypt of s3cr3t-pw; a test's password, known to everybody
  # shellcheck disable=SC2016
  echo 'joe:$2y$04$FAHTuVvjCMIJbLoPmPUkhOuck3E/RTu9honWAJeg4MV/11PkTgHdC' >"$registry_dir/htpasswd"
  start_registry open ''
  export GO_DOCKER_TEST_REGISTRY=$registry_address
  start_registry auth "auth: {htpasswd: {realm: tests, path: $registry_dir/htpasswd}}"
  export GO_DOCKER_TEST_REGISTRY_AUTH=$registry_address
  say "registries: $GO_DOCKER_TEST_REGISTRY, with login $GO_DOCKER_TEST_REGISTRY_AUTH"
}

# Sets program. Debian's package is only unpacked: installed, it would become a
# service of this machine.
find_registry_program() {
  program=$(command -v docker-registry) && return
  local cache=${XDG_CACHE_HOME:-$HOME/.cache}/go-docker-dev
  program=$cache/usr/bin/docker-registry
  [[ ! -x $program ]] || return 0
  say "unpacking docker-registry into $cache"
  (cd "$registry_dir" && quietly apt.log apt-get download docker-registry &&
    mkdir -p "$cache" && dpkg-deb -x docker-registry_*.deb "$cache") ||
    fail "No docker-registry, and apt-get cannot download Debian's package of it." \
      "Install it, or set GO_DOCKER_TEST_REGISTRY and GO_DOCKER_TEST_REGISTRY_AUTH to registries of your own."
}

# start_registry NAME MORE-CONFIGURATION: sets registry_address.
start_registry() {
  local log=$registry_dir/$1.log i
  cat >"$registry_dir/$1.yml" <<END
version: 0.1
http: {addr: "127.0.0.1:0"}
storage: {filesystem: {rootdirectory: $registry_dir/$1}, delete: {enabled: true}}
$2
END
  : >"$log" # the loop may look before the program has started
  "$program" serve "$registry_dir/$1.yml" >"$log" 2>&1 </dev/null 8>&- &
  registry_pids+=($!)
  # Port 0 is any free port; the log tells which.
  for ((i = 0; i < 100; i++)); do
    registry_address=$(sed -n 's/.*listening on \(127\.0\.0\.1:[0-9]*\).*/\1/p' "$log")
    if [[ -n $registry_address ]] && registry_answers; then return; fi
    kill -0 "$!" 2>/dev/null || break
    sleep 0.1
  done
  cat "$log" >&2
  fail "The $1 test registry does not answer." "Look at its log above."
}

registry_answers() { # 200, or 401 where it wants a login
  local status
  { exec 7<>"/dev/tcp/${registry_address/:/\/}"; } 2>/dev/null || return
  printf 'GET /v2/ HTTP/1.0\r\n\r\n' >&7
  read -r status <&7
  exec 7>&-
  [[ $status == *" 200 "* || $status == *" 401 "* ]]
}

stop_registries() {
  kill "${registry_pids[@]}" 2>/dev/null || true
  wait "${registry_pids[@]}" 2>/dev/null || true
  rm -rf "$registry_dir"
}
