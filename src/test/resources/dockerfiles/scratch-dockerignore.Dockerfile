**/.git
**/target
!target/go-docker/orders/bin
!target/go-docker/orders/rootfs
