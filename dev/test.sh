#!/usr/bin/env bash
# All tests: the unit tests, and the integration tests against this machine's
# Docker engine and two registries of their own. Arguments go to Maven, for
# example: dev/test.sh -Dinvoker.test=hello
# Those that touch the daemon on other engines: dev/test.sh --engines
set -euo pipefail
cd "$(dirname "${BASH_SOURCE[0]}")/.."
if [[ ${1:-} == --engines ]]; then exec "$PWD/dev/engines.sh" "${@:2}"; fi
. dev/setup.sh
. dev/registry.sh

at_exit stop_dockerd
setup golang:1.26 golang:1.25 postgres:17 redis:8
ensure_browser # the report page is looked at in one
ensure_buildkit # what the plugin builds is compared with what docker build does
start_registries
maven -B -ntp verify -Prun-its "$@"
