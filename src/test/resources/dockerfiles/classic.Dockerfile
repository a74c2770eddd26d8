FROM scratch
COPY target/go-docker/app/rootfs/ /
COPY ["target/go-docker/app/files/0/", "/etc/app/"]
COPY ["target/go-docker/app/files/1/", "/srv/"]
COPY target/go-docker/app/bin/linux_arm_v7/ /usr/local/bin/
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
