package io.github.godocker.docker.client.transport;

import java.io.IOException;
import java.net.UnixDomainSocketAddress;
import java.nio.channels.SocketChannel;
import java.nio.file.Path;

/** A way to the daemon. */
public interface Connector extends AutoCloseable {
    /** Opens a connection of its own. */
    Wire connect() throws IOException;

    /** Whether a connection costs so much that it has to serve one request after the other. */
    default boolean isCostly() {
        return false;
    }

    /** What requests name as their host, by which a proxy before the daemon tells sites apart. */
    default String authority() {
        return "docker";
    }

    /** Ends what connections have left. */
    @Override
    default void close() {}

    static Connector unix(Path socket) {
        UnixDomainSocketAddress address = UnixDomainSocketAddress.of(socket);
        return () -> new ChannelWire(SocketChannel.open(address));
    }

    static Connector tcp(String host, int port) {
        return new TcpConnector(host, port, TcpConnector.TIME_OUT);
    }
}
