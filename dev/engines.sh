#!/usr/bin/env bash
# The integration tests that touch the daemon, on other engines than this
# machine's own: the newest Docker with both of its image stores, over TLS, with
# remapped users and rootless, and podman. docs/engines.md has what came of it.
#
#   dev/test.sh --engines [engine...]     default: all of them
#   dev/test.sh --engines docker-containerd -Dinvoker.test=hello
#
# Ends with 1 if a test failed, with 3 if an engine could not be started here.
#
# The engines come from packages of Debian testing, which are unpacked once into
# a root of their own in the cache and never installed. An engine runs in its
# own network, mount and process namespaces, Maven and the registries in that
# network beside it. What it stores is in TMPDIR (default /var/tmp): 4 GB at most.
set -euo pipefail
cd "$(dirname "${BASH_SOURCE[0]}")/.."
self=$PWD/dev/engines.sh # it calls itself in other namespaces, and as another user
. dev/setup.sh
. dev/registry.sh

engines=(docker-containerd docker-overlay2 docker-tls docker-userns docker-rootless podman)

# Builds, tests, builds by Dockerfile, pulls, pushes, and ends: what the daemon has a part in.
its=(
  hello image-files own-dockerfile dockerfile-two-ways extra-files reactor
  test-passes test-network test-docker-socket coverage-integration
  third-party-modules up-to-date interrupted debug-leaks-nothing
  pulls push-login push-faults platforms two-images install-and-deploy
)

# What an engine does not have, so that its test has nothing to say; docs/engines.md tells why.
left_out() {
  case $1 in
    podman) echo 'image-files dockerfile-two-ways push-faults' ;; # compared with BuildKit; it tries again itself
    docker-userns) echo 'test-docker-socket' ;; # nobody in a container may use the socket
    docker-tls) echo 'test-docker-socket' ;;    # it has no socket where containers look for one
  esac
}

suite=testing
cache=${XDG_CACHE_HOME:-$HOME/.cache}/go-docker-dev/engines
root=$cache/$suite
state=        # of the engine that is being tried
keeper=       # the process that holds its namespaces
slirp=

# cannot WHY: this engine is not for this machine.
cannot() {
  printf '%s\n' "$1" >"$state/why"
  exit 3
}

# --- what all engines need -----------------------------------------------------

# Sets up $root: a Debian of its own, as the newest engines need a newer C
# library and a newer runc than many machines have.
ensure_root() {
  # podman's network asks for nft without saying so in its package.
  [[ ! -x $root/usr/sbin/nft ]] || return 0
  local mirror
  mirror=$(can_install && debian_mirror) ||
    fail "The engines can be unpacked only as root on Debian." "Let DOCKER_HOST name another engine and run dev/test.sh."
  command -v debootstrap >/dev/null || apt_install debootstrap
  make_scratch
  say "unpacking the engines of Debian $suite into $root, this takes 2-3 minutes"
  quietly "$scratch/debootstrap.log" debootstrap --variant=minbase \
    --include=ca-certificates,iproute2,iptables,procps,docker.io,runc,rootlesskit,slirp4netns,uidmap,podman,crun,netavark,aardvark-dns,nftables \
    "$suite" "$scratch/root" "$mirror" || fail "debootstrap cannot unpack Debian $suite." "Look at the lines above."
  rm -rf "$scratch"/root/var/{lib/apt/lists,cache/apt}/*
  mkdir -p "$cache"
  rm -rf "$root"
  mv "$scratch/root" "$root"
}

# Sets images: one file with both golang images, as saving them takes a minute.
ensure_tar() {
  local key
  key=$(docker image inspect -f '{{.Id}}' golang:1.26 golang:1.25 | sha256sum | cut -c 1-16)
  images=$cache/golang-$key.tar
  [[ ! -f $images ]] || return 0
  say "saving the golang images"
  mkdir -p "$cache"
  rm -f "$cache"/golang-*.tar
  docker save -o "$images.part" golang:1.26 golang:1.25
  mv "$images.part" "$images"
}

# --- an engine's life ------------------------------------------------------------

# In the engine's namespaces: $root becomes the root, with the directories of
# this machine that are not the system's, and `start` of the engine is run.
inside() {
  local name=$1 new=$state/root d
  ip link set lo up
  mkdir -p "$new" "$state"/{upper,work}
  mount -t overlay overlay -o "lowerdir=$root,upperdir=$state/upper,workdir=$state/work" "$new"
  for d in /dev /sys /*/ /var/tmp /var/cache; do
    d=${d%/}
    case $d in
      # The system is the engine's; what else there is, is where this machine has it.
      /bin | /boot | /etc | /lib* | /lost+found | /proc | /run | /sbin | /usr | /var) ;;
      *) mkdir -p "$new$d" && mount --rbind "$d" "$new$d" ;;
    esac
  done
  mount -t proc proc "$new/proc"
  mount -t tmpfs tmpfs "$new/run"
  cat /etc/resolv.conf >"$new/etc/resolv.conf"
  # Its users are others than root, and nobody else's.
  printf '%s:%s:65536\n' nobody 231072 nogroup 231072 | tee "$new/etc/subuid" >"$new/etc/subgid"
  # crun refuses the mix of both kinds of cgroups; nothing here uses the second kind.
  if [[ -d $new/sys/fs/cgroup/unified && -d $new/sys/fs/cgroup/memory ]]; then umount "$new/sys/fs/cgroup/unified"; fi
  # Not chroot: a process that joins a container's mounts would come out here.
  mkdir -p "$new/.old"
  cd "$new"
  pivot_root . .old
  umount -l /.old
  export PATH=/usr/local/sbin:/usr/local/bin:/usr/sbin:/usr/bin:/sbin:/bin
  unset DOCKER_HOST DOCKER_CONTEXT DOCKER_TLS_VERIFY DOCKER_CERT_PATH
  "start_$name"
}

dockerd_with() {
  exec dockerd --data-root "$state/data" --exec-root "$state/exec" --pidfile "$state/pid" \
    -H "unix://$state/docker.sock" "$@"
}

start_docker-containerd() {
  echo '{"features": {"containerd-snapshotter": true}}' >"$state/daemon.json"
  dockerd_with --config-file "$state/daemon.json"
}
start_docker-overlay2() {
  echo '{"features": {"containerd-snapshotter": false}}' >"$state/daemon.json"
  dockerd_with --config-file "$state/daemon.json" --storage-driver overlay2
}
start_docker-tls() {
  dockerd_with -H tcp://127.0.0.1:2376 --tlsverify --tlscacert "$state/tls/ca.pem" \
    --tlscert "$state/tls/server-cert.pem" --tlskey "$state/tls/server-key.pem"
}
start_docker-userns() { dockerd_with --userns-remap nobody:nogroup; }
start_docker-rootless() {
  mkdir -p "$state/runtime"
  chown nobody:nogroup "$state" "$state/runtime"
  chmod 700 "$state/runtime"
  chmod 666 /dev/net/tun
  exec setpriv --reuid nobody --regid nogroup --clear-groups \
    env HOME="$state" XDG_RUNTIME_DIR="$state/runtime" DOCKERD_ROOTLESS_ROOTLESSKIT_DETACH_NETNS=false \
    sh /usr/share/docker.io/contrib/dockerd-rootless.sh --data-root "$state/data" \
    --exec-root "$state/runtime/exec" --pidfile "$state/pid" -H "unix://$state/docker.sock"
}
start_podman() {
  # Docker takes a registry of this machine without TLS unasked.
  printf '[[registry]]\nlocation = "127.0.0.1"\ninsecure = true\n' >/etc/containers/registries.conf.d/tests.conf
  # Its own default is more than a root without CAP_SYS_RESOURCE may give.
  mkdir -p /etc/containers/containers.conf.d
  printf '[containers]\ndefault_ulimits = ["nofile=%s:%s", "nproc=%s:%s"]\n' \
    "$(ulimit -Sn)" "$(ulimit -Hn)" "$(ulimit -Su)" "$(ulimit -Hu)" | sed 's/unlimited/-1/g' \
    >/etc/containers/containers.conf.d/tests.conf
  exec podman --cgroup-manager cgroupfs --root "$state/data" --runroot "$state/exec" \
    system service --time 0 "unix://$state/docker.sock"
}

# Keys for this run: of an authority, of the daemon and of a client.
make_keys() {
  local dir=$state/tls name
  mkdir -p "$dir"
  openssl req -x509 -newkey rsa:2048 -nodes -subj /CN=test-only-ca -days 2 -keyout "$dir/ca-key.pem" -out "$dir/ca.pem"
  for name in server client; do
    openssl req -newkey rsa:2048 -nodes -subj "/CN=test-only-$name" -keyout "$dir/$name-key.pem" -out "$dir/$name.csr"
    openssl x509 -req -in "$dir/$name.csr" -CA "$dir/ca.pem" -CAkey "$dir/ca-key.pem" -CAcreateserial -days 2 \
      -extfile <(echo "subjectAltName=IP:127.0.0.1") -out "$dir/$name-cert.pem"
  done
  cp "$dir/client-cert.pem" "$dir/cert.pem"
  cp "$dir/client-key.pem" "$dir/key.pem"
}

# start NAME: sets net, the file of the engine's network.
start() {
  local name=$1 i
  net=$state/net
  # The filesystem of an image needs one below it that is no overlay itself.
  [[ $(stat -fc %T "$state") != overlayfs ]] || cannot "$state is on an overlay: let TMPDIR name a directory on a disk"
  touch "$net"
  local separate=(--net="$net")
  [[ $name != docker-rootless ]] || separate=() # it makes its own
  setsid unshare --fork --pid --mount-proc --mount "${separate[@]}" --propagation slave --kill-child \
    "$self" --inside "$name" "$state" >"$state/log" 2>&1 </dev/null 8>&- 9>&- &
  keeper=$!
  at_exit stop
  for ((i = 0; ; i++)); do
    if [[ $name == docker-rootless ]]; then rootless_network; fi
    if [[ -z $slirp && ${#separate[@]} != 0 ]] && mountpoint -q "$net"; then connect; fi
    if engine_answers; then break; fi
    if ((i == 300)) || ! kill -0 "$keeper" 2>/dev/null; then
      tail -n 15 "$state/log" | sed 's/^/[dev] | /' >&2
      cannot "it does not start: $(tail -n 1 "$state/log" | cut -c 1-200)"
    fi
    sleep 0.2
  done
}

# The way out of the engine's network, which leaves this machine's own as it is.
connect() {
  setsid slirp4netns --configure --mtu=65520 --disable-host-loopback --netns-type=path "$net" tap0 \
    >"$state/slirp.log" 2>&1 </dev/null 8>&- 9>&- &
  slirp=$!
}

# Its network is that of the one child of rootlesskit that has another than we.
rootless_network() {
  local engine child
  ! mountpoint -q "$net" || return 0
  engine=$(pgrep -P "$keeper") || return 0
  for child in $(pgrep -P "$engine"); do
    if [[ -e /proc/$child/ns/net && ! /proc/$child/ns/net -ef /proc/self/ns/net ]]; then
      mount --bind "/proc/$child/ns/net" "$net"
    fi
  done
}

engine_answers() {
  mountpoint -q "$net" && nsenter --net="$net" timeout 20 docker version >/dev/null 2>&1
}

stop() {
  local engine i
  # By the engine's own end first: it takes the containers with it.
  if engine=$(pgrep -P "$keeper"); then
    kill "$engine" || true
    for ((i = 0; i < 100; i++)); do
      kill -0 "$keeper" 2>/dev/null || break
      sleep 0.2
    done
  fi
  kill -KILL "$keeper" 2>/dev/null || true # the kernel ends all else in its process namespace
  wait "$keeper" 2>/dev/null || true
  [[ -z $slirp ]] || kill "$slirp" 2>/dev/null || true
  umount "$net" 2>/dev/null || true
}

remove_state() { rm -rf --one-file-system "$state"; }

# --- the tests on it -------------------------------------------------------------

# In the engine's network, in a checkout that is built.
run_its() {
  ready=
  ensure_maven
  start_registries
  maven -B -ntp -Prun-its invoker:run@its "$@"
}

# Whoever has a rootless engine runs Maven as the same user, who has a copy of all.
as_nobody() {
  local copy=$state/checkout
  mkdir -p "$copy" "$state/bin" "$state/home/.m2"
  tar -c --exclude=./.git --exclude=./target/it --exclude=./target/invoker-reports --exclude=./target/engines . | tar -x -C "$copy"
  tar -C "$HOME/.m2" -c . | tar -x -C "$state/home/.m2"
  (find_registry_program && cp "$program" "$state/bin/docker-registry")
  chown -R nobody:nogroup "$copy" "$state/home"
  nsenter --net="$net" setpriv --reuid nobody --regid nogroup --clear-groups \
    env HOME="$state/home" MAVEN_OPTS="-Duser.home=$state/home" PATH="$state/bin:$PATH" \
    "$copy/dev/engines.sh" --its "$@" # Java takes the home from the system's list of users
}

# run_engine NAME: in a process of its own; writes the line of the summary.
run_engine() {
  local name=$1 results=$PWD/target/engines/$1 out=$PWD/target code=0 chosen
  cleanups=()
  trap run_cleanups EXIT
  rm -rf "$results" "$out"/{invoker-reports,it}
  mkdir -p "$results"
  state=$(mktemp -d "${TMPDIR:-/var/tmp}/go-docker-engine.XXXXXX")
  chmod 755 "$state"
  at_exit remove_state
  at_exit keep_log
  export DOCKER_HOST=unix://$state/docker.sock
  unset DOCKER_CONTEXT DOCKER_TLS_VERIFY DOCKER_CERT_PATH
  if [[ $name == docker-tls ]]; then
    quietly "$state/keys.log" make_keys
    export DOCKER_HOST=tcp://127.0.0.1:2376 DOCKER_TLS_VERIFY=1 DOCKER_CERT_PATH=$state/tls
  fi
  say "$name: starting"
  start "$name"
  nsenter --net="$net" docker version -f '{{(index .Server.Components 0).Name}} {{.Server.Version}}' >"$results/version"
  nsenter --net="$net" docker load -q -i "$images" >/dev/null
  chosen=$(printf '%s\n' "${its[@]}" | grep -vxF -f <(left_out "$name" | tr ' ' '\n'; echo -) | paste -sd ,)
  say "$name: $(<"$results/version"), log $results/log"
  if [[ $name == docker-rootless ]]; then
    as_nobody -Dinvoker.test="$chosen" "${maven_arguments[@]}" >"$results/log" 2>&1 || code=$?
    out=$state/checkout/target
  else
    nsenter --net="$net" "$self" --its -Dinvoker.test="$chosen" "${maven_arguments[@]}" >"$results/log" 2>&1 || code=$?
  fi
  cp -r "$out/invoker-reports" "$results/" 2>/dev/null || true
  (cd "$out/it" && tar -c --ignore-failed-read ./*/build.log runs 2>/dev/null) | tar -x -C "$results" || true
  return "$code"
}

keep_log() {
  cp "$state/log" "$PWD/target/engines/${state_of:-unknown}/engine.log" 2>/dev/null || true
  ! [[ -f $state/why ]] || cp "$state/why" "$PWD/target/engines/$state_of/why"
}

# counted NAME CODE: the engine's line of the summary.
counted() {
  local dir=target/engines/$1 passed failed
  if [[ -f $dir/why ]]; then
    echo "not run: $(<"$dir/why")"
    return
  fi
  results() { sed -n 's/.*<build-job project="\([^"]*\)\/pom.xml".* result="\([a-z-]*\)".*/\2 \1/p' "$dir"/invoker-reports/BUILD-*.xml 2>/dev/null; }
  passed=$(results | grep -c '^success ' || true)
  failed=$(results | grep -v '^success ' | cut -d ' ' -f 2 | paste -sd ' ')
  if [[ $2 != 0 && -z $failed ]]; then failed="Maven itself, see $dir/log"; fi
  echo "$(<"$dir/version"): $passed passed${failed:+, FAILED: $failed}$([[ -z $(left_out "$1") ]] || echo ", left out: $(left_out "$1")")"
}

# --- all of it ---------------------------------------------------------------------

case ${1:-} in
  --inside)
    state=$3
    inside "$2"
    ;;
  --its)
    shift
    run_its "$@"
    exit
    ;;
esac

chosen_engines=()
maven_arguments=()
for argument in "$@"; do
  case " ${engines[*]} " in
    *" $argument "*) chosen_engines+=("$argument") ;;
    *)
      [[ $argument == -* ]] || fail "There is no engine $argument." "Engines: ${engines[*]}"
      maven_arguments+=("$argument")
      ;;
  esac
done
((${#chosen_engines[@]})) || chosen_engines=("${engines[@]}")

at_exit stop_dockerd
setup golang:1.26 golang:1.25
[[ $EUID == 0 ]] || fail "Engines with namespaces of their own can be started only by root." "Run this as root."
command -v slirp4netns >/dev/null || apt_install slirp4netns
ensure_root
ensure_tar
maven -B -ntp -q package -DskipTests -Prun-its dependency:unpack@other-mavens invoker:install@install

summary=()
worst=0
for engine in "${chosen_engines[@]}"; do
  code=0
  state_of=$engine
  # Not `( ) || …`: that would switch off -e inside.
  set +e
  (set -e; run_engine "$engine")
  code=$?
  set -e
  line=$(counted "$engine" "$code")
  summary+=("$(printf '%-18s %s' "$engine" "$line")")
  say "${summary[-1]}"
  case $line in
    *FAILED*) worst=1 ;;
    "not run"*) ((worst == 1)) || worst=3 ;;
  esac
done
say "engines:"
for line in "${summary[@]}"; do say "  $line"; done
exit "$worst"
