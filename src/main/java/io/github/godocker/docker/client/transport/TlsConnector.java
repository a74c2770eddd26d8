package io.github.godocker.docker.client.transport;

import static io.github.godocker.KnownFailure.said;

import io.github.godocker.KnownFailure;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.ByteBuffer;
import java.nio.channels.ClosedByInterruptException;
import java.nio.file.Path;
import java.security.cert.CertificateException;
import java.util.concurrent.atomic.AtomicBoolean;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLException;
import javax.net.ssl.SSLParameters;
import javax.net.ssl.SSLSocket;

/** TLS over TCP. What goes wrong before the daemon has said anything is told as what it is: one of certificates. */
public final class TlsConnector implements Connector {
    /** How the JDK says that a certificate is somebody else's. */
    private static final KnownFailure OTHER_NAME = new KnownFailure(
            "the daemon's certificate is made out for another host",
            said("OpenJDK 17.0.15", "No name", "No subject alternative"));

    private static final KnownFailure ALERT =
            new KnownFailure("the daemon speaks TLS and refuses our certificate", said("OpenJDK 17.0.15", "alert"));

    private final TcpConnector tcp;
    private final Path directory;
    private final boolean verify;
    private final SSLContext context;
    /** Who has answered once accepts our certificate. */
    private final AtomicBoolean heard = new AtomicBoolean();

    /**
     * @param directory of ca.pem, cert.pem and key.pem; see {@link TlsFiles}
     * @param verify whether the daemon's certificate has to be signed by one of ca.pem and made out for the host
     */
    public TlsConnector(String host, int port, Path directory, boolean verify) {
        this(new TcpConnector(host, port, TcpConnector.TIME_OUT), directory, verify);
    }

    TlsConnector(TcpConnector tcp, Path directory, boolean verify) {
        this.tcp = tcp;
        this.directory = directory;
        this.verify = verify;
        this.context = new TlsFiles(directory, verify).context();
    }

    @Override
    public String authority() {
        return tcp.authority();
    }

    @Override
    public Wire connect() throws IOException {
        ChannelWire plain = tcp.connect();
        try {
            SSLSocket socket = (SSLSocket)
                    context.getSocketFactory().createSocket(plain.channel().socket(), tcp.host(), tcp.port(), true);
            if (verify) {
                SSLParameters parameters = socket.getSSLParameters();
                parameters.setEndpointIdentificationAlgorithm("HTTPS");
                socket.setSSLParameters(parameters);
            }
            try {
                socket.startHandshake();
            } catch (IOException e) {
                throw told(e);
            }
            return new TlsWire(plain, socket);
        } catch (IOException | RuntimeException e) {
            plain.close();
            throw e;
        }
    }

    private final class TlsWire implements Wire {
        private final Wire plain;
        private final SSLSocket socket;

        TlsWire(Wire plain, SSLSocket socket) {
            this.plain = plain;
            this.socket = socket;
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
            if (t instanceof CertificateException && OTHER_NAME.begins(String.valueOf(t.getMessage()))) {
                return new Unreachable(
                        "its certificate is not made out for '" + tcp.host() + "' (" + t.getMessage() + ")",
                        "Name the daemon by a host that its certificate holds, or have one made that holds this host.",
                        e);
            }
            if (t instanceof CertificateException) {
                return new Unreachable(
                        "its certificate is not to be trusted (" + t.getMessage() + ")",
                        "Check " + files + ": ca.pem has to be of the authority that signed the daemon's certificate.",
                        e);
            }
        }
        String alert = String.valueOf(e.getMessage());
        if (e instanceof SSLException && !ALERT.isIn(alert)) {
            return new Unreachable(
                    "it does not speak TLS (" + alert + ")",
                    "Unset DOCKER_TLS_VERIFY and DOCKER_TLS, or name the port on which the daemon has TLS.",
                    e);
        }
        return new Unreachable(
                e instanceof SSLException
                        ? "it does not accept our certificate (" + alert.replace("Received fatal alert: ", "") + ")"
                        : "it hung up on our certificate (" + alert + ")",
                "Check " + files + ": cert.pem has to be signed by an authority that the daemon trusts.",
                e);
    }
}
