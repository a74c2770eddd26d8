# Image acme/app:1.0, written by go-docker-maven-plugin. Complete by itself:
#   docker build -t acme/app:1.0 -f target/go-docker/app/Dockerfile .
# in the directory that holds target/. Where needed, add certificates and logins for modules:
#   --secret id=certificates,src=ca.pem --secret id=netrc,src=$HOME/.netrc
# Maven builds it with --build-arg BINARIES=from-maven: with the binaries that
# its goal `compile` made, by the same command in the same builder image.
ARG BINARIES=from-source

FROM --platform=$BUILDPLATFORM golang:1.26 AS from-source
ENV GOMODCACHE=/cache/mod GOCACHE=/cache/build
WORKDIR /src
ARG TARGETOS TARGETARCH TARGETVARIANT
RUN --mount=type=bind,target=/src \
    --mount=type=cache,target=/cache/mod --mount=type=cache,target=/cache/build \
    --mount=type=secret,id=certificates --mount=type=secret,id=netrc,target=/root/.netrc \
    if [ -e /run/secrets/certificates ]; then cat /etc/ssl/certs/ca-certificates.crt /run/secrets/certificates > /tmp/ca.crt; export SSL_CERT_FILE=/tmp/ca.crt; fi \
 && export CGO_ENABLED=0 GOOS="$TARGETOS" GOARCH="$TARGETARCH"; case "$TARGETARCH" in arm) GOARM="${TARGETVARIANT#v}"; export GOARM="${GOARM:-7}" ;; amd64) export GOAMD64="${TARGETVARIANT:-$GOAMD64}" ;; esac; go build -trimpath -buildvcs=false -ldflags '-s -w' -o /bin-out/app ./cmd/app

FROM scratch AS from-maven
ARG TARGETOS TARGETARCH TARGETVARIANT
COPY target/go-docker/app/bin/${TARGETOS}_${TARGETARCH}${TARGETVARIANT:+_}${TARGETVARIANT}/ /bin-out/

FROM ${BINARIES} AS binaries

FROM debian:bookworm-slim
COPY --from=binaries /bin-out/ /usr/local/bin/
ENTRYPOINT ["/usr/local/bin/app"]
