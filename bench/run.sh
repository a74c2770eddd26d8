#!/usr/bin/env bash
# Times this plugin against other ways to the same image, in one run on the same
# service (examples/orders), and says whether the goals for its speed are met.
#
#   bench/run.sh [-n ROUNDS] [--cold ROUNDS] [--reactor] [--write] [--no-install]
#   bench/run.sh --profile [--no-install]
#
#   -n ROUNDS       warm rounds, of which the medians are shown; default 5
#   --cold ROUNDS   cold rounds, some minutes each; default 3, and fewer do not decide about the goal
#   --reactor       also 16 modules with -T2; some minutes more
#   --profile       instead of the table, where the time of one build goes: what the plugin says and when,
#                   and a recording of Java Flight Recorder in target/bench
#   --write         the tables go into docs/speed.md as well, below what is there before "Measured by"
#   --no-install    the plugin is in the local repository already
#
# All ways take turns in each round, and another one begins in the next, so that a machine that gets slower
# meanwhile is unfair to nobody. Each gives the same binary, bit for bit, and that is checked:
#
#   plugin     mvn package -DskipTests with this plugin
#   fabric8    mvn package with fabric8's docker-maven-plugin and the Dockerfile
#              that most Go projects have (bench/tools/fabric8)
#   buildkit   docker build, with cache mounts, without Maven (bench/tools/buildkit)
#   ko         ko build into the engine, in a running container, without Maven; its base is in a registry of this machine
#   warm       as plugin, but in one JVM that has built before: mvnsh of Maven 4
#   validate   mvn validate of the plugin's project: Maven alone
#   floor      the same in the JVM of warm
#   gobuild    docker exec go build in a running container: Go alone
#   watch      mvn go-docker:watch with this plugin: from the save of a file to the first line of the new program
#   test       mvn go-docker:test with this plugin
#   gotest     docker exec go test -json in a running container: Go alone
#   reports    bench/tools/reports.sh: 10,000 tests read and reported, in a JVM of its own
#
# Nobody's caches are touched: a cold round gives each way new caches of its own,
# the plugin's being directories inside of its volumes. The service is compiled once
# before, so that files of Go in memory and modules in caches of the network are
# equally warm for all. Maven's own artifacts, the golang image and ko are there before
# anything is timed; ko is compiled once and kept in ~/.cache/go-docker-dev. Everything
# else that is made is removed at the end.
set -euo pipefail
cd "$(dirname "${BASH_SOURCE[0]}")/.."
. dev/setup.sh
. dev/registry.sh
. bench/tools/report.sh
. bench/tools/ko.sh
. bench/tools/warm.sh
. bench/tools/watch.sh
. bench/tools/profile.sh
export LC_ALL=C
unset GOFLAGS # the plugin would pass it on, the others do not

rounds=5
cold_rounds=3
reactor=
profile=
write=
install=yes
modules=16

usage() {
  sed -n '2,/^set -e/{s/^# \{0,1\}//p}' "${BASH_SOURCE[0]}"
  exit "$1"
}

while (($#)); do
  case $1 in
    -n | --cold)
      [[ ${2:-} =~ ^[1-9][0-9]*$ ]] || fail "$1 needs a number from 1." "For example: bench/run.sh $1 3"
      if [[ $1 == -n ]]; then rounds=$2; else cold_rounds=$2; fi
      shift
      ;;
    --reactor) reactor=yes ;;
    --profile) profile=yes ;;
    --write) write=yes ;;
    --no-install) install= ;;
    -h | --help) usage 0 ;;
    *) usage 2 >&2 ;;
  esac
  shift
done

run=bench-$$-$(date +%s) # in the name or a label of all that is made
golang=                  # the builder image of go.mod
cache=                   # the name of the caches in use

# --- the ways ----------------------------------------------------------------

image_of() { echo "$([[ $1 != ko ]] || echo ko.local/)$run-$1:1"; }

run_plugin() { maven -q -B -ntp -f "$scratch/plugin/pom.xml" -DskipTests package; }

run_fabric8() { maven -q -B -ntp -f "$scratch/fabric8/pom.xml" package; }

run_buildkit() { "${buildkit[@]}" -q -t "$(image_of buildkit)" "$scratch/buildkit"; }

run_warm() { warm_maven -DskipTests package; }

run_floor() { warm_maven validate; }

run_validate() { maven -q -B -ntp -f "$scratch/plugin/pom.xml" validate; }

run_test() {
  maven -q -B -ntp -f "$scratch/plugin/pom.xml" "io.github.godocker:go-docker-maven-plugin:$plugin:test"
}

run_gotest() { go_exec "$scratch/gobuild" "CGO_ENABLED=0 go test -json ./..."; }

run_reports() { bench/tools/reports.sh "$scratch/reports" 10000; }

run_gobuild() { go_exec "$scratch/gobuild" "$(go_build /tmp/out)"; }

run_reactor() { maven -q -B -ntp -T2 -f "$scratch/reactor/pom.xml" -DskipTests package; }

run_sequence() {
  go_exec "$scratch/sequence" "for m in */; do (cd \$m && $(go_build "/tmp/reactor/\$m")) || exit; done"
}

# What the plugin runs; the Dockerfiles have it too.
go_build() {
  echo "CGO_ENABLED=0 go build -trimpath -buildvcs=false" \
    "-ldflags '-s -w -X main.version=1.0.0-SNAPSHOT' -o $1/ ./cmd/orders"
}

# go_exec DIRECTORY SHELL-COMMAND: in the running container
go_exec() {
  docker exec -w "$1" -e GOMODCACHE="/cache/mod/$cache" -e GOCACHE="/cache/build/$cache" \
    "$run" sh -c "$2"
}

# --- what they need ----------------------------------------------------------

# On many company networks a proxy signs TLS with a private authority. The plugin
# makes go trust what this machine trusts; the others get it here, for nothing.
make_golang() {
  local container changes=(-c "LABEL bench=$run") bundle variable
  for bundle in "${SSL_CERT_FILE:-}" /etc/ssl/certs/ca-certificates.crt /etc/pki/tls/certs/ca-bundle.crt; do
    if [[ -r $bundle ]]; then break; fi
  done
  for variable in GOPROXY GOSUMDB GONOSUMDB GOPRIVATE GOINSECURE HTTP_PROXY HTTPS_PROXY NO_PROXY; do
    if [[ -n ${!variable:-} ]]; then changes+=(-c "ENV $variable=${!variable}"); fi
  done
  container=$(docker create --label "bench=$run" "$golang")
  docker cp "$container:/etc/ssl/certs/ca-certificates.crt" "$scratch/ca.crt" >/dev/null
  if [[ -r $bundle ]]; then cat "$bundle" >>"$scratch/ca.crt"; fi
  docker cp "$scratch/ca.crt" "$container:/etc/ssl/certs/ca-certificates.crt" >/dev/null
  docker commit "${changes[@]}" "$container" "$(image_of golang)" >/dev/null
  docker rm "$container" >/dev/null
}

# Maven itself is asked, so that the mirrors and proxies of its settings hold.
newest_fabric8() {
  (cd "$scratch" && maven -B -ntp io.fabric8:docker-maven-plugin:help) |
    sed -n 's/.*--- docker[a-z-]*:\([0-9][^:]*\):help .*/\1/p' | head -n 1 | grep .
}

plugin_version() {
  sed -n '/<artifactId>go-docker-maven-plugin</,$s|.*<version>\(.*\)</version>.*|\1|p' pom.xml | head -n 1
}

# copy_service DIRECTORY [FILE...]: the service as a git repository, with other files added
copy_service() {
  mkdir -p "$1"
  tar -C examples/orders --exclude=./target -c . | tar -C "$1" -x
  cp bench/tools/dockerignore "$1/.dockerignore"
  cp bench/tools/dockerignore "$1/.maven-dockerignore"
  if (($# > 1)); then cp "${@:2}" "$1"; fi
}

commit_all() {
  git -C "$1" init -q
  git -C "$1" add -A
  git -C "$1" -c user.name=bench -c user.email=bench@localhost -c commit.gpgsign=false commit -q -m Start
}

# plugin_pom POM IMAGE: lets the pom of the example make that image, with caches of our own
plugin_pom() {
  sed -i -e "s|<go-docker.version>.*<|<go-docker.version>$plugin<|" \
    -e "/<configuration>/r bench/tools/configuration.xml" "$1"
  sed -i -e "s|@IMAGE@|$2|" -e "s|@RUN@|$run|g" "$1"
  grep -q "<image>$2</image>" "$1" || fail "The pom of examples/orders has no <configuration>." "Adapt bench/run.sh."
}

prepare_services() {
  copy_service "$scratch/plugin"
  plugin_pom "$scratch/plugin/pom.xml" "$(image_of plugin)"
  copy_service "$scratch/fabric8" bench/tools/fabric8/*
  copy_service "$scratch/buildkit" bench/tools/buildkit/*
  copy_service "$scratch/ko" bench/tools/ko/.ko.yaml
  copy_service "$scratch/warm"
  plugin_pom "$scratch/warm/pom.xml" "$(image_of warm)"
  copy_service "$scratch/watch"
  plugin_pom "$scratch/watch/pom.xml" "$(image_of watch)"
  copy_service "$scratch/gobuild"
  sed -i -e "s|@FABRIC8@|$fabric8|" -e "s|@IMAGE@|$(image_of fabric8)|" "$scratch/fabric8/pom.xml"
  sed -i -e "s|@GOLANG@|$(image_of golang)|" -e "s|@RUN@|$run|g" "$scratch"/*/Dockerfile
  local way
  for way in plugin warm watch fabric8 buildkit ko gobuild; do
    cp "$scratch/$way/pom.xml" "$scratch/$way.pom"
    commit_all "$scratch/$way"
  done
  for way in fabric8 buildkit; do cp "$scratch/$way/Dockerfile" "$scratch/$way.Dockerfile"; done
  # Everything of Maven's is downloaded before the clock runs.
  quietly "$scratch/log" maven -q -B -ntp -f "$scratch/plugin/pom.xml" -Dgo-docker.skip=true package
  quietly "$scratch/log" maven -q -B -ntp -f "$scratch/fabric8/pom.xml" -Ddocker.skip=true package
}

prepare_reactor() {
  local i name
  mkdir -p "$scratch/reactor" "$scratch/sequence"
  {
    sed '/<\/project>/d' bench/tools/reactor.xml
    echo "  <modules>"
    for ((i = 1; i <= modules; i++)); do echo "    <module>orders$i</module>"; done
    printf '  </modules>\n</project>\n'
  } >"$scratch/reactor/pom.xml"
  for ((i = 1; i <= modules; i++)); do
    name=orders$i
    copy_service "$scratch/reactor/$name"
    # Each has packages of its own, as services have.
    grep -rl 'example.com/orders' "$scratch/reactor/$name" | xargs sed -i "s|example.com/orders|example.com/$name|"
    sed -i "s|<artifactId>orders<|<artifactId>$name<|" "$scratch/reactor/$name/pom.xml"
    cp -r "$scratch/reactor/$name" "$scratch/sequence/$name"
    plugin_pom "$scratch/reactor/$name/pom.xml" "$run-reactor-$i:1"
    sed -i "s|@CACHE@|$cache|g" "$scratch/reactor/$name/pom.xml"
  done
  commit_all "$scratch/reactor"
}

start_container() {
  docker run -d --name "$run" --label "bench=$run" -v "$scratch:$scratch:ro" \
    -v "$run-mod:/cache/mod" -v "$run-build:/cache/build" "$(image_of golang)" sleep infinity >/dev/null
  docker exec "$run" test -e "$scratch/gobuild/go.mod" ||
    fail "The Docker engine does not see the files of this machine." "Run this on the engine's own machine."
}

# fresh_caches NAME: nothing that was built or downloaded up to now is found again
fresh_caches() {
  local way
  cache=$run-$1
  for way in plugin fabric8; do sed "s|@CACHE@|$cache|g" "$scratch/$way.pom" >"$scratch/$way/pom.xml"; done
  # What one compiles must not be there for the other.
  sed "s|@CACHE@|$cache-warm|g" "$scratch/warm.pom" >"$scratch/warm/pom.xml"
  for way in fabric8 buildkit; do
    sed "s|@CACHE@|$cache|g" "$scratch/$way.Dockerfile" >"$scratch/$way/Dockerfile"
  done
  rm -rf "$scratch"/{plugin,warm,fabric8}/target
}

# --- all is removed ----------------------------------------------------------

uid=$(id -u)
volumes_before=

# The plugin's volumes are of all its projects; only what this run put there goes.
remove_plugin_caches() {
  local kind volume
  have_image "$(image_of golang)" || return 0
  for kind in mod build; do
    volume=go-docker-$kind-$uid
    docker volume inspect "$volume" >/dev/null 2>&1 || continue
    docker run --rm --label "bench=$run" -v "$volume:/cache" "$(image_of golang)" sh -c "rm -rf /cache/$run-*"
    [[ " $volumes_before " == *" $volume "* ]] || docker volume rm "$volume" >/dev/null
  done
}

remove_made() {
  say "removing what was made"
  docker ps -aq --filter "label=bench=$run" | xargs -r docker rm -f -v >/dev/null
  remove_plugin_caches || true
  docker volume rm "$run-mod" "$run-build" >/dev/null 2>&1
  docker images --filter "label=bench=$run" --format '{{.Repository}}:{{.Tag}}' |
    grep -v -e '<none>' -e "^$(image_of golang)$" | xargs -r docker rmi >/dev/null 2>&1
  docker image prune -f --filter "label=bench=$run" >/dev/null
  docker rmi "$(image_of golang)" >/dev/null 2>&1
  remove_build_cache
}

# BuildKit's records have no labels: those are ours that came while we built.
build_cache() { docker system df -v --format '{{range .BuildCache}}{{println .ID}}{{end}}' | tr -d '*' | sort; }

note_build_cache() {
  [[ -e $scratch/build-cache.before ]] || return 0
  build_cache | comm -13 "$scratch/build-cache.before" - >>"$scratch/build-cache"
  rm "$scratch/build-cache.before"
}

remove_build_cache() {
  local id before=-1 left=0
  note_build_cache
  [[ -e $scratch/build-cache ]] || return 0
  sort -u -o "$scratch/build-cache" "$scratch/build-cache"
  while ((left != before)); do # a record goes only after those that are built on it
    before=$left
    build_cache | comm -12 "$scratch/build-cache" - >"$scratch/build-cache.left"
    left=$(wc -l <"$scratch/build-cache.left")
    while read -r id; do
      docker builder prune -a -f --filter "id=$id" >/dev/null 2>&1 </dev/null
    done <"$scratch/build-cache.left"
  done
}

# --- the clock ---------------------------------------------------------------

# timed WAY SITUATION
timed() {
  local log=$scratch/log start end
  if [[ $1 == buildkit ]]; then build_cache >"$scratch/build-cache.before"; fi
  sync # what the one before wrote is not paid by this one
  start=${EPOCHREALTIME/./}
  "run_$1" >"$log" 2>&1 </dev/null || {
    tail -n 30 "$log" | sed 's/^/[dev] | /' >&2
    fail "$1 fails ($2)." "Look at its output above."
  }
  end=${EPOCHREALTIME/./}
  note_build_cache
  record "$1" "$2" $((end - start))
  say "$(printf '%-9s %-8s %7.2f s' "$1" "$2" "$(seconds $((end - start)))")"
}

# change TEXT DIRECTORY...: one line of the service, such that its binary changes
change() {
  local text=$1 directory main
  shift
  for directory in "$@"; do
    main=$directory/cmd/orders/main.go
    sed -i "s/log.Info(\"listening[^\"]*\"/log.Info(\"listening, $text\"/" "$main"
    grep -q "\"listening, $text\"" "$main" || fail "$main no longer logs 'listening'." "Adapt bench/run.sh."
  done
}

# check TEXT WAY...: each way has made the same binary, and from the newest sources
check() {
  local text=$1 way container binary
  shift
  docker cp "$run:/tmp/out/orders" "$scratch/expected" >/dev/null
  grep -q -a "listening, $text" "$scratch/expected" || fail "gobuild has not compiled the newest change." "Adapt bench/run.sh."
  for way; do
    if [[ $way == gobuild ]]; then continue; fi
    binary=/usr/local/bin/orders
    if [[ $way == ko ]]; then binary=/ko-app/orders; fi
    container=$(docker create --label "bench=$run" "$(image_of "$way")")
    docker cp "$container:$binary" "$scratch/actual" >/dev/null
    docker rm "$container" >/dev/null
    cmp -s "$scratch/expected" "$scratch/actual" ||
      fail "The binary of $way is not that of gobuild." "Are the flags the plugin's, in run.sh and in bench/tools?"
  done
}

check_reactor() {
  local i container
  for ((i = 1; i <= modules; i += modules - 1)); do
    docker cp "$run:/tmp/reactor/orders$i/orders" "$scratch/expected" >/dev/null
    container=$(docker create --label "bench=$run" "$run-reactor-$i:1")
    docker cp "$container:/usr/local/bin/orders" "$scratch/actual" >/dev/null
    docker rm "$container" >/dev/null
    if ! grep -q -a "listening, $1" "$scratch/expected" || ! cmp -s "$scratch/expected" "$scratch/actual"; then
      fail "The reactor's binary $i is not that of the sequence, or not new." "Adapt bench/run.sh."
    fi
  done
}

# in_turn ROUND WAY...: prints the ways, in each round another one first
in_turn() {
  local first=$(($1 % ($# - 1)))
  shift
  echo "${@:first+1}" "${@:1:first}"
}

# --- the run -----------------------------------------------------------------

at_exit stop_dockerd
golang=golang:$(sed -n 's/^go \([0-9]*\.[0-9]*\).*/\1/p' examples/orders/go.mod)
setup "$golang"
ensure_buildkit
engine=$(docker version --format '{{.Server.Version}}')
make_scratch
plugin=$(plugin_version)
if [[ -n $install ]]; then
  say "installing the plugin $plugin"
  quietly "$scratch/log" maven -B -ntp -q install -DskipTests -Dinvoker.skip ||
    fail "The plugin cannot be built." "Look at the lines above."
fi
fabric8=$(newest_fabric8) || fail "Maven finds no io.fabric8:docker-maven-plugin." "Let it reach a Maven repository."
volumes_before=$(docker volume ls -q | xargs)
at_exit remove_made
make_golang
prepare_services
start_container
cold=(plugin fabric8 buildkit ko gobuild)
warm=(plugin fabric8 buildkit ko warm gobuild)
all=("${warm[@]/#/$scratch/}")

read -r load _ </proc/loadavg || load=unknown
say "load of this machine: $load; the less it does beside this, the better the numbers"

say "compiling once, so that the first one in the table has no more to fetch than the others"
fresh_caches first
quietly "$scratch/log" run_gobuild || fail "gobuild fails." "Look at the lines above."
if [[ -n $profile ]]; then
  profile
  exit
fi
start_ko
start_warm
say "plugin $plugin, fabric8 $fabric8, BuildKit by $buildkit_version, ko $ko, engine $engine"

quietly "$scratch/log" bench/tools/reports.sh "$scratch/reports" 1 || fail "reports.sh fails." "Look at the lines above."
for ((round = 1; round <= cold_rounds; round++)); do
  fresh_caches "cold$round"
  change "cold $round" "${all[@]}"
  for way in $(in_turn "$round" "${cold[@]}"); do timed "$way" cold; done
  check "cold $round" "${cold[@]}"
done
for way in test gotest; do timed "$way" first; done # compiles the tests
for ((round = 1; round <= warm_up; round++)); do
  if ((round % 2)); then change "warm-up $round" "$scratch/warm"; fi
  timed warm first
done
note_warm
start_watch
watch_text="warm-up"
timed watch first
for ((round = 1; round <= rounds; round++)); do
  watch_text="warm $round"
  change "warm $round" "${all[@]}"
  for way in $(in_turn "$round" "${warm[@]}" watch) validate floor test gotest; do timed "$way" changed; done
  check "warm $round" "${warm[@]}"
  for way in $(in_turn "$round" "${warm[@]}") validate floor test gotest; do timed "$way" nothing; done
  timed reports all
done
check_warm
if [[ -n $reactor ]]; then
  say "$modules modules"
  prepare_reactor
  all=("$scratch"/{reactor,sequence}/orders*)
  for ((round = 0; round <= rounds; round++)); do # the first one fills the caches
    change "reactor $round" "${all[@]}"
    for way in reactor sequence; do timed "$way" "$( ((round)) && echo changed || echo first)"; done
    check_reactor "reactor $round"
  done
fi

report "$(nproc) CPUs, Docker $engine, Maven $(maven_version "$maven_command"), ${ready%%,*}, load at the start $load" >"$scratch/report.md"
if [[ -n $write ]]; then
  { sed '/^Measured by/,$d' docs/speed.md && cat "$scratch/report.md"; } >"$scratch/speed.md"
  cp "$scratch/speed.md" docs/speed.md
fi
cat "$scratch/report.md"
