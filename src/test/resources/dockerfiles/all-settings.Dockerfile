# Image acme/app:1.0, written by go-docker-maven-plugin. Complete by itself:
#   docker build -t acme/app:1.0 -f target/go-docker/app/Dockerfile .
# in the directory that holds target/. Where needed, add certificates and logins for modules:
#   --secret id=certificates,src=ca.pem --secret id=netrc,src=$HOME/.netrc
# Maven builds it with --build-arg BINARIES=from-maven: with the binaries that
# its goal `compile` made, by the same command in the same builder image.
ARG BINARIES=from-source

FROM --platform=$BUILDPLATFORM golang:1.26 AS from-source
ENV GOMODCACHE=/cache/mod GOCACHE=/cache/build
RUN mkdir -p /rootfs/etc/ssl/certs /rootfs/usr/share /rootfs/home/nonroot /rootfs/tmp \
 && chmod 1777 /rootfs/tmp \
 && chmod 755 /rootfs/home/nonroot \
 && cp /etc/ssl/certs/ca-certificates.crt /rootfs/etc/ssl/certs/ \
 && cp "$(go env GOROOT)"/lib/time/zoneinfo.zip /rootfs/usr/share/zoneinfo.zip \
 && printf 'root:x:0:0:root:/root:/sbin/nologin\nnonroot:x:65532:65532:nonroot:/home/nonroot:/sbin/nologin\n' > /rootfs/etc/passwd \
 && printf 'root:x:0:\nnonroot:x:65532:\n' > /rootfs/etc/group
RUN --mount=type=bind,target=/src \
    file() { mkdir -p "${2%/*}" && cp -L "$1" "$2" && chmod "$3" "$2" || exit; } ; \
    file '/src/conf/app.yaml' '/files/0/app.yaml' u=rwX,go=rX ; \
    file '/src/static' '/files/1/static' u=rwX,go=rX
WORKDIR /src
ARG TARGETOS TARGETARCH TARGETVARIANT
RUN --mount=type=bind,target=/src \
    --mount=type=cache,target=/cache/mod --mount=type=cache,target=/cache/build \
    --mount=type=secret,id=certificates --mount=type=secret,id=netrc,target=/root/.netrc \
    if [ -e /run/secrets/certificates ]; then cat /etc/ssl/certs/ca-certificates.crt /run/secrets/certificates > /tmp/ca.crt; export SSL_CERT_FILE=/tmp/ca.crt; fi \
 && export CGO_ENABLED=0 GOOS="$TARGETOS" GOARCH="$TARGETARCH"; case "$TARGETARCH" in arm) GOARM="${TARGETVARIANT#v}"; export GOARM="${GOARM:-7}" ;; amd64) export GOAMD64="${TARGETVARIANT:-$GOAMD64}" ;; esac; go build -trimpath -buildvcs=false -ldflags '-s -w -X main.version=1.0 -X '\''main.by=me and you'\''' -race=false -o /bin-out/app ./cmd/app

FROM scratch AS from-maven
ARG TARGETOS TARGETARCH TARGETVARIANT
COPY target/go-docker/app/rootfs/ /rootfs/
COPY target/go-docker/app/files/ /files/
COPY target/go-docker/app/bin/${TARGETOS}_${TARGETARCH}${TARGETVARIANT:+_}${TARGETVARIANT}/ /bin-out/

FROM ${BINARIES} AS binaries

FROM scratch
COPY --from=binaries /rootfs/ /
COPY --from=binaries ["/files/0/", "/etc/app/"]
COPY --from=binaries ["/files/1/", "/srv/"]
COPY --from=binaries /bin-out/ /usr/local/bin/
ENV ZONEINFO="/usr/share/zoneinfo.zip"
ENV GREETING="hello world"
EXPOSE 8080
EXPOSE 53/udp
VOLUME ["/data", "/var/cache/app"]
LABEL "org.opencontainers.image.title"="app"
WORKDIR /srv
USER 65532:65532
HEALTHCHECK --interval=10s CMD ["/usr/local/bin/app", "health"]
ENTRYPOINT ["/usr/local/bin/app", "serve"]
CMD ["--port", "8080"]
