#!/usr/bin/env bash
# Records what `go test -json` prints, for the tests of those who read it: each
# module of src/test/go in builders of both Go versions, as the plugin runs it
# (own user, no terminal, sources at /src). The README beside the recordings
# tells what is in them.
#
#   dev/record-go-test.sh [case...]        default: all
set -euo pipefail
cd "$(dirname "${BASH_SOURCE[0]}")/.."
. dev/setup.sh

at_exit stop_dockerd
setup golang:1.26 golang:1.25
sources=$PWD/src/test/go
recordings=$PWD/src/test/resources/gotest
volume=go-docker-record-$UID
user=1000:1000 # whoever runs this, so that all recordings are alike

# The certificates of this machine, as a proxy may be between it and the modules.
certificates=${SSL_CERT_FILE:-/etc/ssl/certs/ca-certificates.crt}

# arguments CASE: sets arguments. Packages one after the other, where their order
# is not what the case is about: else it differs each time.
arguments() {
  case $1 in
    timeout) arguments=(-timeout 1s) ;;
    parallel) arguments=(-p 2 -parallel 4) ;;
    bench) arguments=(-run 'TestPasses' -bench . -benchmem -benchtime 100x) ;;
    race) arguments=(-race) ;;
    shuffle) arguments=(-shuffle 1764000000000000000) ;; # what `on` would have taken from the clock
    skip) arguments=(-short) ;;
    no-tests-to-run) arguments=(-run 'Nothing') ;;
    count2) arguments=(-count=2) ;;
    failfast) arguments=(-failfast) ;;
    coverage) arguments=(-cover) ;;
    fullpath) arguments=(-fullpath) ;;
    unknown-flag) arguments=(-no-such-flag) ;;
    fuzzing) arguments=(-fuzz FuzzFinds -fuzztime 200000x -parallel 1) ;;
    *) arguments=() ;;
  esac
  [[ $1 == parallel ]] || arguments=(-p 1 ${arguments[@]+"${arguments[@]}"})
  arguments+=(./...)
}

# in_builder VERSION CASE COMMAND...
in_builder() {
  local version=$1 case=$2 cgo=0 modules=/cache/mod
  shift 2
  [[ $case != race ]] || cgo=1
  [[ $case != downloading ]] || modules=/tmp/mod # empty
  docker run --rm --user "$user" --workdir /src \
    --mount "type=bind,src=$work,dst=/src" \
    --mount "type=volume,src=$volume,dst=/cache" \
    --mount "type=bind,src=$certificates,dst=/tmp/ca.crt,readonly" \
    --env SSL_CERT_FILE=/tmp/ca.crt --env GOPROXY \
    --env HOME=/tmp --env GOMODCACHE="$modules" --env "GOCACHE=/cache/build-$version" \
    --env GOWORK=off --env CGO_ENABLED=$cgo \
    "golang:$version" "$@"
}

# record VERSION CASE
record() {
  local version=$1 case=$2 exit=0 out=$recordings/$2/$1.jsonl
  arguments "$case"
  mkdir -p "$recordings/$case"
  rm -rf "${work:?}"
  cp -r "$sources/$case" "$work"
  chown -R "$user" "$work"
  if [[ -e $work/go.sum && $case != downloading ]]; then
    in_builder "$version" "$case" go mod download
  fi
  if [[ $case == cached ]]; then
    in_builder "$version" "$case" go test "${arguments[@]}" >/dev/null 2>&1 || true
  else
    in_builder "$version" "$case" go clean -testcache
  fi
  : >"$out"
  {
    in_builder "$version" "$case" go test -json "${arguments[@]}" \
      2> >(LC_ALL=C sed -u 's/^/stderr: /' >>"$out") |
      LC_ALL=C sed -u '' >>"$out"
  } || exit=$?
  sleep 0.2 # the last line of standard error
  [[ $version == "${versions[0]}" ]] && echo "go test -json ${arguments[*]}" >"$recordings/$case/command.txt"
  echo "$version: exit code $exit" >>"$recordings/$case/command.txt"
  say "$case with Go $version: $(wc -l <"$out") lines, exit code $exit"
}

make_scratch
work=$scratch/src
versions=(1.25 1.26)
docker run --rm --mount "type=volume,src=$volume,dst=/cache" golang:1.26 chown "$user" /cache
(($#)) || set -- "$sources"/*/
for case in "$@"; do
  case=$(basename "$case")
  for version in "${versions[@]}"; do record "$version" "$case"; done
done
