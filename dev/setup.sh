#!/usr/bin/env bash
# Makes a machine ready to build and test the plugin: a JDK, Maven, a Docker
# engine and the images that are asked for. What is there already is used as it is; what is
# missing is installed only on Debian or Ubuntu, and only as root.
#
#   dev/setup.sh [image...]        default: golang:1.26
#
# Other scripts source this file and call `setup [image...]`; from then on
# `maven` runs Maven. What they start themselves they end through `at_exit`.
set -euo pipefail

repo=$(cd "$(dirname "${BASH_SOURCE[0]}")/.." && pwd)
lock=${TMPDIR:-/tmp}/go-docker-setup.$UID.lock
dockerd_pid=              # set where this run started the engine
maven_command=mvn

say() { printf '[dev] %s\n' "$*"; }

# fail WHAT-WENT-WRONG NEXT-STEP
fail() {
  printf '[dev] error: %s\n[dev] next:  %s\n' "$1" "$2" >&2
  exit 1
}

# Two locks: 9 is held by the one run that sets up, 8 is shared by all runs as
# long as they live. A daemon must inherit neither, as it would keep them.

# quietly LOG COMMAND...: the output goes to the log; its end is shown on failure.
quietly() {
  local log=$1
  shift
  "$@" >"$log" 2>&1 </dev/null 8>&- 9>&- || {
    local code=$?
    tail -n 15 "$log" | sed 's/^/[dev] | /' >&2
    return "$code"
  }
}

# at_exit FUNCTION: called when the script ends, however it ends; last one first.
cleanups=()
at_exit() { cleanups=("$1" ${cleanups[@]+"${cleanups[@]}"}); }
run_cleanups() {
  local cleanup
  for cleanup in ${cleanups[@]+"${cleanups[@]}"}; do "$cleanup" || true; done
}
trap run_cleanups EXIT

scratch=
make_scratch() {
  [[ -z $scratch ]] || return 0
  # Not /tmp: that is often small, and mounted so that debootstrap cannot work.
  scratch=$(mktemp -d "${TMPDIR:-/var/tmp}/go-docker-setup.XXXXXX")
  at_exit remove_scratch
}
remove_scratch() {
  # An interrupted debootstrap leaves its mounts behind.
  awk -v dir="$scratch/" 'index($2, dir) == 1 {print $2}' /proc/mounts | sort -r | xargs -r umount
  rm -rf --one-file-system "$scratch"
}

can_install() { [[ $EUID == 0 ]] && command -v apt-get >/dev/null; }

apt_install() {
  say "installing $*"
  make_scratch
  # One broken third-party source must not stop us: the install tells.
  quietly "$scratch/update.log" apt-get update || true
  DEBIAN_FRONTEND=noninteractive quietly "$scratch/install.log" \
    apt-get -o DPkg::Lock::Timeout=300 install -y --no-install-recommends "$@" ||
    fail "apt-get cannot install $*." "Look at the lines above, and install it by hand."
}

# --- JDK and Maven -----------------------------------------------------------

ensure_jdk() {
  local javac=${JAVA_HOME:+$JAVA_HOME/bin/}javac version
  version=$("$javac" -version 2>&1) || version=
  version=${version##*javac }
  [[ ${version%%[.-]*} =~ ^[0-9]+$ && ${version%%[.-]*} -ge 17 ]] ||
    fail "No JDK 17 or newer ($javac: ${version:-not found})." \
      "Install one (Debian: apt-get install default-jdk-headless), or let JAVA_HOME name it."
  ready="JDK $version"
}

maven() { "$maven_command" "$@"; }

maven_version() { "$1" -B -v 2>/dev/null | sed -n 's/.*Apache Maven \([0-9.]*\).*/\1/p'; }

# Maven of the machine, else the wrapper's, else the distribution's.
ensure_maven() {
  local version=
  if command -v mvn >/dev/null; then
    version=$(maven_version mvn) || true
  fi
  if [[ $(printf '%s\n' 3.6.3 "${version:-0}" | sort -V | head -n 1) != 3.6.3 ]]; then
    maven_command=$repo/mvnw
    version=$(maven_version "$maven_command") || true
  fi
  if [[ -z $version ]] && can_install; then
    apt_install maven
    maven_command=/usr/bin/mvn
    version=$(maven_version "$maven_command") || true
  fi
  [[ -n $version ]] ||
    fail "No Maven: there is no mvn 3.6.3 or newer, and ./mvnw cannot download one." \
      "Install Maven, or let MVNW_REPOURL name a Maven repository that this machine reaches."
  ready+=", Maven $version ($maven_command)"
}

# --- the Docker engine -------------------------------------------------------

docker_answers() { timeout 20 docker version --format '{{.Server.Version}}' 2>&1; }

ensure_docker() {
  local answer context
  if ! command -v docker >/dev/null; then
    can_install || fail "No docker command." "Install Docker Engine, or run this as root on Debian."
    install_docker
  fi
  if ! answer=$(docker_answers); then
    context=$(docker context inspect --format '{{.Name}}' 2>/dev/null) || context=
    [[ -z ${DOCKER_HOST:-} && $context == default ]] ||
      fail "Docker does not answer at ${DOCKER_HOST:-context ${context:-${DOCKER_CONTEXT:-unknown}}}: ${answer##*$'\n'}" \
        "Start that engine, or unset DOCKER_HOST and DOCKER_CONTEXT to use the one of this machine."
    [[ $EUID == 0 ]] ||
      fail "Docker does not answer: ${answer##*$'\n'}" \
        "Start it, and give $(id -un) access to its socket; or run this as root."
    command -v dockerd >/dev/null || {
      can_install || fail "No Docker engine: ${answer##*$'\n'}" "Install and start Docker Engine."
      install_docker
    }
    start_dockerd
    answer=$(docker_answers)
  fi
  ready+=", Docker $answer"
}

install_docker() {
  local packages=(docker.io iptables)
  # Newer releases have the command in a package of its own.
  quietly /dev/null apt-get update || true
  if apt-cache show docker-cli >/dev/null 2>&1; then packages+=(docker-cli); fi
  apt_install "${packages[@]}"
}

start_dockerd() {
  local log=/var/log/go-docker-dockerd.log i
  if docker_answers >/dev/null; then return; fi # the package's own service has started it
  if [[ -d /run/systemd/system ]]; then
    systemctl start docker || fail "systemctl cannot start docker." "Look at: journalctl -u docker"
    return
  fi
  say "starting dockerd, its log is $log"
  setsid dockerd >"$log" 2>&1 </dev/null 8>&- 9>&- &
  dockerd_pid=$!
  for ((i = 0; i < 300; i++)); do
    if docker_answers >/dev/null; then return; fi
    kill -0 "$dockerd_pid" 2>/dev/null || break
    sleep 0.2
  done
  tail -n 15 "$log" | sed 's/^/[dev] | /' >&2
  fail "dockerd does not answer." "Look at $log: it often needs iptables, cgroups, or a machine with more rights."
}

# Ends the engine that this run started, unless somebody uses it by now.
stop_dockerd() {
  [[ -n $dockerd_pid ]] || return 0
  if flock -n 8 && [[ -z $(docker ps -q) ]]; then
    kill "$dockerd_pid"
    wait "$dockerd_pid" || true
  else
    say "dockerd stays, it is in use; to end it: kill $dockerd_pid"
  fi
}

# --- the images --------------------------------------------------------------

. "$repo/dev/standins.sh"

have_image() { docker image inspect "$1" >/dev/null 2>&1; }

ensure_images() {
  local image answer missing=()
  for image in "$@"; do
    if have_image "$image" && ! is_old_standin "$image"; then continue; fi
    say "pulling $image"
    if answer=$(docker pull -q "$image" 2>&1 </dev/null); then continue; fi
    has_standin "$image" ||
      fail "Cannot pull $image: ${answer##*$'\n'}" "Load it into the engine by other means (docker load)."
    say "no registry (${answer##*$'\n'})"
    missing+=("$image")
  done
  if ((${#missing[@]})); then make_standins "${missing[@]}"; fi
  ready+=", $*"
}

# The Debian mirror that apt on this machine uses, from either kind of its source
# files; whose mirror is Debian's is known only after an update.
debian_mirror() {
  find_debian_mirror && return
  quietly /dev/null apt-get update || true
  find_debian_mirror
}

find_debian_mirror() {
  local codename
  codename=$(sed -n 's/^VERSION_CODENAME=//p' /etc/os-release)
  # shellcheck disable=SC2016 # these are apt's own variables
  apt-get indextargets --format '$(ORIGIN)|$(CODENAME)|$(REPO_URI)' 'Created-By: Packages' |
    awk -F '|' -v codename="$codename" '$1 == "Debian" && $2 == codename {print $3; exit}' | grep .
}

# --- a docker command with BuildKit: only for comparisons ---------------------

# Sets `buildkit`, the command that builds with the engine's BuildKit.
ensure_buildkit() {
  find_buildkit && return
  if can_install; then
    quietly /dev/null apt-get update || true
    if apt-cache show docker-buildx >/dev/null 2>&1; then apt_install docker-buildx; fi
  fi
  find_buildkit || fail "No docker command that builds with BuildKit." \
    "Install the buildx plugin of the docker command (Debian: docker-buildx)."
}

find_buildkit() {
  local clis cli version
  hash -r # else type shows only the one that was used already
  mapfile -t clis < <(type -aP docker)
  for cli in "${clis[@]}"; do
    if version=$("$cli" buildx version 2>/dev/null); then
      # The builder that is the engine itself, the only one that has local images.
      buildkit=("$cli" buildx build --load --builder "$("$cli" context inspect --format '{{.Name}}')")
      buildkit_version="buildx $(awk '{print $2}' <<<"$version")"
      return
    fi
  done
  for cli in "${clis[@]}"; do
    version=$("$cli" version --format '{{.Client.Version}}')
    if ((${version%%.*} < 23)); then # from 23 on the command has no BuildKit of its own
      buildkit=(env DOCKER_BUILDKIT=1 "$cli" build)
      buildkit_version="docker $version"
      return
    fi
  done
  return 1
}

# --- a browser: for the page of reports ---------------------------------------

# Lets GO_DOCKER_TEST_BROWSER name a browser that works.
ensure_browser() {
  local browser=${GO_DOCKER_TEST_BROWSER:-}
  if [[ -z $browser ]]; then find_browser || { if can_install; then apt_install chromium; fi; }; fi
  [[ -n $browser ]] || find_browser ||
    fail "No browser to test the report page in." \
      "Install chromium (Debian: apt-get install chromium), or let GO_DOCKER_TEST_BROWSER name a Chrome or Chromium."
  command -v "$browser" >/dev/null ||
    fail "There is no browser $browser, which GO_DOCKER_TEST_BROWSER names." "Correct or unset it."
  export GO_DOCKER_TEST_BROWSER=$browser
}

find_browser() {
  hash -r
  browser=$(command -v chromium || command -v chromium-browser || command -v google-chrome)
}

# --- all of it ---------------------------------------------------------------

setup() {
  ready=
  # Of two runs at once, one works; the other waits and then finds it done.
  exec 8>"$lock.users" 9>"$lock"
  flock -s 8
  flock 9
  ensure_jdk
  ensure_maven
  ensure_docker
  ensure_images "${@:-golang:1.26}"
  exec 9>&-
  say "ready: $ready"
}

if [[ ${BASH_SOURCE[0]} == "$0" ]]; then
  setup "$@"
  if [[ -n $dockerd_pid ]]; then say "dockerd runs on; to end it: kill $dockerd_pid"; fi
fi
