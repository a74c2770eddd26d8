#!/usr/bin/env bash
# Stand-ins for official images, for machines that reach a Debian mirror but no
# image registry: golang, postgres and redis. They are made of the packages of
# one Debian release and stay in the engine, so each is made once. Sourced by
# setup.sh.
#
#   has_standin IMAGE         whether there is a recipe for it
#   is_old_standin IMAGE      whether the engine's was made by another recipe
#   make_standins IMAGE...
set -euo pipefail

standin_release=trixie
standin_by=go-docker-maven-plugin/dev/setup.sh
standin_path=/usr/local/sbin:/usr/local/bin:/usr/sbin:/usr/bin:/sbin:/bin

has_standin() { [[ $1 =~ ^golang:1\.[0-9]+$ || $1 == postgres:17 || $1 == redis:8 ]]; }

# The golang stand-ins take minutes and never change; those of services follow their recipe.
is_old_standin() {
  [[ $1 == postgres:* || $1 == redis:* ]] || return 1
  [[ $(docker image inspect -f '{{index .Config.Labels "made-by"}}' "$1") == "$standin_by" &&
    $(docker image inspect -f '{{index .Config.Labels "recipe"}}' "$1") != "$(service_recipe "$1")" ]]
}

# What a service's stand-in is made of, as a key.
service_recipe() {
  { declare -f "make_${1%%:*}"; cat "$repo/dev/standins/${1%%:*}-entrypoint.sh"; } | sha256sum | cut -c 1-16
}

make_standins() {
  local mirror base image
  mirror=$(can_install && debian_mirror) ||
    fail "$1 cannot be pulled, and a stand-in can be made only as root on Debian." \
      "Let the engine reach a registry, or load the image by other means (docker load)."
  command -v debootstrap >/dev/null || apt_install debootstrap
  make_scratch

  say "making stand-ins for $* from Debian packages, this takes 1-2 minutes"
  base=$scratch/base
  quietly "$scratch/debootstrap.log" debootstrap --variant=minbase --include=ca-certificates \
    "$standin_release" "$base" "$mirror" ||
    fail "debootstrap cannot unpack Debian $standin_release." "Look at the lines above."
  for image in "$@"; do "make_${image%%:*}" "${image#*:}"; done
}

# install_in ROOT PACKAGE...: apt-get install in a copy of the base.
install_in() {
  local root=$1
  shift
  DEBIAN_FRONTEND=noninteractive quietly "$scratch/apt.log" chroot "$root" apt-get install -y --no-install-recommends "$@"
}

# import_root ROOT [IMAGE] CHANGE...: makes an image of a root, prints its id, and removes the root.
import_root() {
  local root=$1 image=() change changes=()
  shift
  if [[ $1 == *:* && $1 != *' '* ]]; then
    image=("$1")
    shift
  fi
  for change in "$@" "LABEL made-by=$standin_by"; do changes+=(-c "$change"); done
  rm -rf "$root"/var/lib/apt/lists/* "$root"/var/cache/apt/* "$root"/var/log/* "$root"/etc/{resolv.conf,hostname}
  tar -C "$root" --one-file-system -c . | docker import "${changes[@]}" - "${image[@]}"
  rm -rf --one-file-system "$root"
}

# --- golang: the same Debian release, Go in the same place, the same environment ---

# Only Debian's own certificates are in it, as there.
make_golang() {
  local version=$1 compilers=$scratch/compilers root=$scratch/golang full
  if [[ ! -d $compilers ]]; then
    cp -a --reflink=auto "$base" "$compilers"
    echo "deb $mirror $standin_release-backports main" >"$compilers/etc/apt/sources.list.d/backports.list"
    quietly "$scratch/apt.log" chroot "$compilers" apt-get update ||
      fail "The Debian mirror has no $standin_release-backports." "Look at the lines above."
    install_in "$compilers" git gcc libc6-dev || fail "Debian has no compiler." "Look at the lines above."
  fi
  cp -a --reflink=auto "$compilers" "$root"
  install_in "$root" -t "$standin_release-backports" "golang-$version-go" ||
    fail "Debian has no golang-$version-go." "Use one of: $(golang_versions "$compilers")"
  ln -s "../lib/go-$version" "$root/usr/local/go"
  mkdir -p "$root"/go/{bin,src}
  chmod -R 1777 "$root/go"
  full=$(chroot "$root" sed -n '1s/^go//p' /usr/local/go/VERSION)
  import_root "$root" "golang:$version" "ENV PATH=/go/bin:/usr/local/go/bin:$standin_path" \
    "ENV GOLANG_VERSION=$full" 'ENV GOTOOLCHAIN=local' 'ENV GOPATH=/go' 'WORKDIR /go' 'CMD ["bash"]' >/dev/null
  say "golang:$version is Go $full from Debian packages"
}

golang_versions() {
  chroot "$1" apt-cache search '^golang-1\.[0-9]+-go$' | sed 's/golang-\(.*\)-go .*/golang:\1/' | sort -V | xargs
}

# --- services: they begin as root, become their own user, and mind the same variables ---

# service_root PACKAGE...: sets root.
service_root() {
  root=$scratch/service
  cp -a --reflink=auto "$base" "$root"
  quietly "$scratch/apt.log" chroot "$root" apt-get update || fail "The Debian mirror does not answer." "Look at the lines above."
  # What nobody reads in a container, and nothing that wants to be started by an init.
  printf 'path-exclude=/usr/share/%s/*\n' doc man locale >"$root/etc/dpkg/dpkg.cfg.d/small"
  printf '#!/bin/sh\nexit 101\n' >"$root/usr/sbin/policy-rc.d"
  chmod 755 "$root/usr/sbin/policy-rc.d"
}

# service_image NAME VERSION SIGNAL CHANGE...: its entrypoint is dev/standins/NAME-entrypoint.sh.
service_image() {
  local name=$1 version=$2 signal=$3 id
  shift 3
  install -m 755 "$repo/dev/standins/$name-entrypoint.sh" "$root/usr/local/bin/docker-entrypoint.sh"
  id=$(import_root "$root" "$@" 'ENTRYPOINT ["docker-entrypoint.sh"]' "LABEL recipe=$(service_recipe "$name:$version")")
  # An import cannot say how it is stopped.
  mkdir -p "$scratch/signal"
  printf 'FROM %s\nSTOPSIGNAL %s\n' "$id" "$signal" >"$scratch/signal/Dockerfile"
  DOCKER_BUILDKIT=0 quietly "$scratch/build.log" docker build -t "$name:$version" "$scratch/signal"
  say "$name:$version is made from Debian packages"
}

make_postgres() {
  local version=$1 root
  service_root
  mkdir -p "$root/etc/postgresql-common"
  echo 'create_main_cluster = false' >"$root/etc/postgresql-common/createcluster.conf"
  install_in "$root" "postgresql-$version" || fail "Debian has no postgresql-$version." "Look at the lines above."
  # Compiled queries, which come with 120 MB of LLVM; the public alpine image is without them as well.
  rm -rf "$root"/usr/lib/postgresql/"$version"/lib/{llvmjit*,bitcode} "$root"/usr/lib/*/libLLVM*
  mkdir -p "$root/docker-entrypoint-initdb.d"
  install -d -o 0 -g 0 -m 1777 "$root/var/lib/postgresql/data"
  service_image postgres "$version" SIGINT "ENV PATH=$standin_path:/usr/lib/postgresql/$version/bin" \
    'ENV LANG=C.UTF-8' "ENV PG_MAJOR=$version" 'ENV PGDATA=/var/lib/postgresql/data' \
    'VOLUME /var/lib/postgresql/data' 'EXPOSE 5432' 'CMD ["postgres"]'
}

make_redis() {
  local version=$1 root
  service_root
  install_in "$root" redis-server || fail "Debian has no redis-server." "Look at the lines above."
  install -d -m 1777 "$root/data"
  service_image redis "$version" SIGTERM "ENV PATH=$standin_path" 'VOLUME /data' 'WORKDIR /data' 'EXPOSE 6379' 'CMD ["redis-server"]'
}
