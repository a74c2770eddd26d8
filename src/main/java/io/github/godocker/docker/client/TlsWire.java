package io.github.godocker.docker.client;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.ByteBuffer;
import java.nio.channels.ClosedByInterruptException;
import java.nio.channels.SocketChannel;
import java.nio.file.Path;
import java.security.cert.CertificateException;
import java.util.concurrent.atomic.AtomicBoolean;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLException;
import javax.net.ssl.SSLParameters;
import javax.net.ssl.SSLSocket;
import org.jspecify.annotations.Nullable;

/** TLS over a channel. What goes wrong before the daemon has said anything is told as what it is: one of certificates. */
final class TlsWire implements Wire {
    private final Wire plain;
    private final SSLSocket socket;
    private final Path directory;
    /** Of the whole line: who has answered once accepts our certificate. */
    private final AtomicBoolean heard;

    private TlsWire(Wire plain, SSLSocket socket, Path directory, AtomicBoolean heard) {
        this.heard = heard;
        this.plain = plain;
        this.socket = socket;
        this.directory = directory;
    }

    /** The two sides do not trust each other; says whose certificate it is about. */
    static final class Distrust extends IOException {
        private static final long serialVersionUID = 1L;

        private final String nextStep;

        Distrust(String words, String nextStep, IOException technical) {
            super(words);
            this.nextStep = nextStep;
            addSuppressed(technical);
        }

        String nextStep() {
            return nextStep;
        }

        static @Nullable Distrust in(Throwable failure) {
            for (Throwable t = failure; t != null; t = t.getCause()) {
                if (t instanceof Distrust distrust) {
                    return distrust;
                }
            }
            return null;
        }
    }

    /**
     * @param files whom to trust and who we are
     * @param directory where they are, for messages
     * @param verify whether the daemon's certificate has to be made out for the host
     */
    static Line line(String host, int port, TlsFiles files, Path directory, boolean verify) {
        SSLContext context = files.getSSLContext();
        AtomicBoolean heard = new AtomicBoolean();
        return () -> {
            SocketChannel channel = Wire.connect(host, port);
            try {
                SSLSocket socket =
                        (SSLSocket) context.getSocketFactory().createSocket(channel.socket(), host, port, true);
                if (verify) {
                    SSLParameters parameters = socket.getSSLParameters();
                    parameters.setEndpointIdentificationAlgorithm("HTTPS");
                    socket.setSSLParameters(parameters);
                }
                TlsWire wire = new TlsWire(new Plain(channel), socket, directory, heard);
                wire.shakeHands();
                return wire;
            } catch (IOException | RuntimeException e) {
                channel.close();
                throw e;
            }
        };
    }

    private void shakeHands() throws IOException {
        try {
            socket.startHandshake();
        } catch (IOException e) {
            throw told(e);
        }
    }

    @Override
    public int read(byte[] buffer, int offset, int length) throws IOException {
        try {
            int count = socket.getInputStream().read(buffer, offset, length);
            if (count > 0) {
                heard.set(true);
            }
            return count;
        } catch (IOException e) {
            throw told(e);
        }
    }

    @Override
    public void write(ByteBuffer... buffers) throws IOException {
        try {
            OutputStream out = socket.getOutputStream();
            for (ByteBuffer buffer : buffers) {
                out.write(buffer.array(), buffer.arrayOffset() + buffer.position(), buffer.remaining());
                buffer.position(buffer.limit());
            }
        } catch (IOException e) {
            throw told(e);
        }
    }

    @Override
    public void endOutput() throws IOException {
        socket.shutdownOutput();
    }

    @Override
    public boolean isOpen() {
        return plain.isOpen();
    }

    /** The channel alone: TLS would say goodbye first, and wait for its turn behind whoever writes. */
    @Override
    public void close() {
        plain.close();
    }

    private IOException told(IOException e) {
        if (Thread.currentThread().isInterrupted()) {
            IOException interrupt = new ClosedByInterruptException();
            interrupt.addSuppressed(e);
            return interrupt;
        }
        if (heard.get()) {
            return e;
        }
        String files = "ca.pem, cert.pem and key.pem in " + directory;
        for (Throwable t = e; t != null; t = t.getCause()) {
            if (t instanceof CertificateException) {
                return new Distrust(
                        "its certificate is not to be trusted (" + t.getMessage() + ")",
                        "Check " + files + ": ca.pem has to be of the authority that signed the daemon's certificate,"
                                + " and that has to name this host.",
                        e);
            }
        }
        String alert = String.valueOf(e.getMessage());
        if (e instanceof SSLException && !alert.contains("alert")) {
            return new Distrust(
                    "it does not speak TLS (" + alert + ")",
                    "Unset DOCKER_TLS_VERIFY and DOCKER_TLS, or name the port on which the daemon has TLS.",
                    e);
        }
        return new Distrust(
                e instanceof SSLException
                        ? "it does not accept our certificate (" + alert.replace("Received fatal alert: ", "") + ")"
                        : "it hung up on our certificate (" + alert + ")",
                "Check " + files + ": cert.pem has to be signed by an authority that the daemon trusts.",
                e);
    }
}
