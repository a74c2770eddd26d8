# shellcheck shell=bash disable=SC2154 # run.sh sets what is not set here
# ko beside the others; part of bench/run.sh. It runs in a container with the Go that all use, so that nobody needs Go
# on the machine and the binaries are the same. Its base comes from a registry of this machine, the nearest there is.
# Its KOCACHE stays off, as it is unless one sets it: "nothing changed" takes half the time then, one line takes more.

ko=      # its version
ko_base= # an image with certificates, as the others make

start_ko() {
  local kept=${XDG_CACHE_HOME:-$HOME/.cache}/go-docker-dev socket
  socket=${DOCKER_HOST:-$(docker context inspect --format '{{.Endpoints.docker.Host}}')}
  [[ $socket == unix://* ]] || fail "ko cannot reach the Docker engine at $socket from a container." \
    "Run this with an engine that has a socket."
  ko=$(docker run --rm --label "bench=$run" "$(image_of golang)" \
    go list -m -f '{{.Version}}' github.com/google/ko@latest 2>"$scratch/log") ||
    fail "Go finds no github.com/google/ko: $(tail -n 1 "$scratch/log")" "Let GOPROXY name a proxy for Go's modules."
  if [[ ! -x $kept/ko-$ko ]]; then make_ko "$kept"; fi

  start_registries
  ko_base=$GO_DOCKER_TEST_REGISTRY/$run-base:1
  mkdir -p "$scratch/base/etc/ssl/certs"
  cp "$scratch/ca.crt" "$scratch/base/etc/ssl/certs/ca-certificates.crt"
  tar -C "$scratch/base" -c . | docker import -c "LABEL bench=$run" - "$ko_base" >/dev/null
  docker push -q "$ko_base" >/dev/null

  # The network of this machine, for the registry.
  docker run -d --name "$run-ko" --label "bench=$run" --network host \
    -v "$scratch:$scratch:ro" -v "$run-mod:/cache/mod" -v "$run-build:/cache/build" \
    -v "$kept/ko-$ko:/usr/local/bin/ko:ro" -v "${socket#unix://}:/var/run/docker.sock" \
    "$(image_of golang)" sleep infinity >/dev/null
}

# make_ko DIRECTORY
make_ko() {
  say "compiling ko $ko, which is kept in $1"
  mkdir -p "$1"
  quietly "$scratch/log" docker run --name "$run-make-ko" --label "bench=$run" -e CGO_ENABLED=0 \
    "$(image_of golang)" go install -trimpath "github.com/google/ko@$ko" ||
    fail "Go cannot compile ko $ko." "Look at the lines above."
  docker cp "$run-make-ko:/go/bin/ko" "$1/.$run" >/dev/null
  mv "$1/.$run" "$1/ko-$ko"
  docker rm -v "$run-make-ko" >/dev/null
}

run_ko() {
  docker exec -w "$scratch/ko" -e GOMODCACHE="/cache/mod/$cache-ko" -e GOCACHE="/cache/build/$cache-ko" \
    -e KO_DOCKER_REPO="ko.local/$run-ko" -e KO_DEFAULTBASEIMAGE="$ko_base" \
    "$run-ko" ko build --bare --sbom none --tags 1 --image-label "bench=$run" ./cmd/orders
}
