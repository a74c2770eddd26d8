package io.github.godocker.docker.client.transport;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.SocketTimeoutException;
import java.net.StandardSocketOptions;
import java.net.UnknownHostException;
import java.nio.channels.SocketChannel;
import java.time.Duration;

/**
 * Any of a host's addresses that answers.
 *
 * @param timeOut for each address, and for connecting alone: nothing of it stays on the connection
 */
record TcpConnector(String host, int port, Duration timeOut) implements Connector {
    static final Duration TIME_OUT = Duration.ofSeconds(15);

    @Override
    public String authority() {
        return host + ":" + port;
    }

    @Override
    public ChannelWire connect() throws IOException {
        IOException failure = new UnknownHostException(host);
        for (InetAddress address : InetAddress.getAllByName(host.replaceAll("[\\[\\]]", ""))) {
            SocketChannel channel = SocketChannel.open();
            try {
                channel.socket().connect(new InetSocketAddress(address, port), (int) timeOut.toMillis());
                channel.setOption(StandardSocketOptions.TCP_NODELAY, true);
                // A host that vanished without a word would let a command wait for ever.
                channel.setOption(StandardSocketOptions.SO_KEEPALIVE, true);
                return new ChannelWire(channel);
            } catch (SocketTimeoutException e) {
                channel.close();
                failure = new Unreachable(
                        "no answer from " + address.getHostAddress() + " within " + timeOut.toSeconds() + " s",
                        "Is the host on, and does a firewall let port " + port + " through?",
                        e);
            } catch (IOException e) {
                channel.close();
                failure = e;
            }
        }
        throw failure;
    }
}
