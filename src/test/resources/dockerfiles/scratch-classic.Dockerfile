FROM scratch
COPY target/go-docker/orders/rootfs/ /
COPY target/go-docker/orders/bin/linux_amd64/ /usr/local/bin/
ENV ZONEINFO="/usr/share/zoneinfo.zip"
USER 65532:65532
ENTRYPOINT ["/usr/local/bin/orders"]
