package io.github.godocker.docker.client;

import java.io.Closeable;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.SocketAddress;
import java.net.StandardSocketOptions;
import java.net.UnixDomainSocketAddress;
import java.net.UnknownHostException;
import java.nio.ByteBuffer;
import java.nio.channels.SocketChannel;
import java.nio.file.Path;

/**
 * One connection to the daemon, which an interrupt of a thread that reads or writes closes at once: that is how a call
 * ends whose time is over. It has no time-out of its own, for a command may be silent for long.
 */
interface Wire extends Closeable {
    /** How many bytes came; -1 at the end. */
    int read(byte[] buffer, int offset, int length) throws IOException;

    /** Sends all. */
    void write(ByteBuffer... buffers) throws IOException;

    /** Says that no more will be sent; what still comes can be read. */
    void endOutput() throws IOException;

    boolean isOpen();

    /** Hangs up, whoever reads or writes. */
    @Override
    void close();

    /** A way to the daemon: each call is a new connection. */
    interface Line {
        Wire dial() throws IOException;
    }

    static Line unix(Path socket) {
        UnixDomainSocketAddress address = UnixDomainSocketAddress.of(socket);
        return () -> new Plain(SocketChannel.open(address));
    }

    static Line tcp(String host, int port) {
        return () -> new Plain(connect(host, port));
    }

    /** Any of the host's addresses that answers. */
    static SocketChannel connect(String host, int port) throws IOException {
        IOException failure = new UnknownHostException(host);
        for (InetAddress address : InetAddress.getAllByName(host.replaceAll("[\\[\\]]", ""))) {
            SocketAddress socket = new InetSocketAddress(address, port);
            SocketChannel channel = SocketChannel.open();
            try {
                channel.connect(socket);
                channel.setOption(StandardSocketOptions.TCP_NODELAY, true);
                // A host that vanished without a word would let a command wait for ever.
                channel.setOption(StandardSocketOptions.SO_KEEPALIVE, true);
                return channel;
            } catch (IOException e) {
                channel.close();
                failure = e;
            }
        }
        throw failure;
    }

    /** Reads and writes the channel itself: streams over one blocking channel lock each other out. */
    record Plain(SocketChannel channel) implements Wire {
        @Override
        public int read(byte[] buffer, int offset, int length) throws IOException {
            return channel.read(ByteBuffer.wrap(buffer, offset, length));
        }

        @Override
        public void write(ByteBuffer... buffers) throws IOException {
            ByteBuffer last = buffers[buffers.length - 1];
            while (last.hasRemaining()) {
                channel.write(buffers);
            }
        }

        @Override
        public void endOutput() throws IOException {
            channel.shutdownOutput();
        }

        @Override
        public boolean isOpen() {
            return channel.isOpen();
        }

        @Override
        public void close() {
            try {
                channel.close();
            } catch (IOException e) {
                // It is given up anyway.
            }
        }
    }
}
