package io.github.godocker.it;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.StandardProtocolFamily;
import java.net.UnixDomainSocketAddress;
import java.nio.ByteBuffer;
import java.nio.channels.SocketChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.KeyStore;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import javax.net.ssl.KeyManagerFactory;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLServerSocket;
import javax.net.ssl.SSLSocket;
import javax.net.ssl.TrustManagerFactory;

/**
 * A daemon's unix socket behind TLS with client certificates, as {@code dockerd --tlsverify} has it: the bytes pass as
 * they are, and the end of one direction leaves the other open. The keys are made for the one run, by openssl.
 */
public final class TlsRelay implements AutoCloseable {
    private static final char[] PASSWORD = "for-this-run".toCharArray();

    private final Path directory;
    private final Path daemon;
    private final SSLServerSocket server;
    private final Set<AutoCloseable> open = ConcurrentHashMap.newKeySet();

    /** @param directory gets the keys */
    public TlsRelay(Path directory, Path daemon) throws Exception {
        this.directory = Files.createDirectories(directory);
        this.daemon = daemon;
        authority("ca");
        certify("server", "ca", "subjectAltName=IP:127.0.0.1");
        openssl(
                "pkcs12",
                "-export",
                "-in",
                "server.pem",
                "-inkey",
                "server.key",
                "-out",
                "server.p12",
                "-passout",
                "pass:" + new String(PASSWORD));
        openssl("x509", "-in", "ca.pem", "-out", "ca.der", "-outform", "DER");

        KeyStore keys = KeyStore.getInstance("PKCS12");
        try (InputStream in = Files.newInputStream(directory.resolve("server.p12"))) {
            keys.load(in, PASSWORD);
        }
        KeyManagerFactory ourselves = KeyManagerFactory.getInstance(KeyManagerFactory.getDefaultAlgorithm());
        ourselves.init(keys, PASSWORD);
        KeyStore authorities = KeyStore.getInstance("PKCS12");
        authorities.load(null, null);
        try (InputStream in = Files.newInputStream(directory.resolve("ca.der"))) {
            authorities.setCertificateEntry(
                    "ca",
                    java.security.cert.CertificateFactory.getInstance("X.509").generateCertificate(in));
        }
        TrustManagerFactory trusted = TrustManagerFactory.getInstance(TrustManagerFactory.getDefaultAlgorithm());
        trusted.init(authorities);
        SSLContext context = SSLContext.getInstance("TLS");
        context.init(ourselves.getKeyManagers(), trusted.getTrustManagers(), null);
        server = (SSLServerSocket)
                context.getServerSocketFactory().createServerSocket(0, 50, InetAddress.getByName("127.0.0.1"));
        server.setNeedClientAuth(true);
        thread(this::accept);
    }

    public int port() {
        return server.getLocalPort();
    }

    /** What DOCKER_HOST is to be. */
    public String address() {
        return "tcp://127.0.0.1:" + port();
    }

    /** A DOCKER_CERT_PATH whose certificate this daemon accepts. */
    public Path client() throws Exception {
        return files("client", "ca");
    }

    /** One whose certificate was signed by somebody whom it does not know. */
    public Path stranger() throws Exception {
        authority("other");
        return files("stranger", "other");
    }

    private Path files(String name, String authority) throws Exception {
        certify(name, authority, "keyUsage=digitalSignature");
        Path files = Files.createDirectories(directory.resolve(name));
        Files.copy(directory.resolve("ca.pem"), files.resolve("ca.pem"));
        Files.copy(directory.resolve(name + ".pem"), files.resolve("cert.pem"));
        Files.copy(directory.resolve(name + ".key"), files.resolve("key.pem"));
        return files;
    }

    private void authority(String name) throws Exception {
        key(name);
        openssl(
                "req",
                "-x509",
                "-new",
                "-key",
                name + ".key",
                "-subj",
                "/CN=test-only-" + name,
                "-days",
                "2",
                "-out",
                name + ".pem");
    }

    private void certify(String name, String authority, String extension) throws Exception {
        key(name);
        Files.writeString(directory.resolve("extensions"), extension + "\n");
        openssl("req", "-new", "-key", name + ".key", "-subj", "/CN=test-only-" + name, "-out", "request");
        openssl(
                "x509",
                "-req",
                "-in",
                "request",
                "-CA",
                authority + ".pem",
                "-CAkey",
                authority + ".key",
                "-CAcreateserial",
                "-days",
                "2",
                "-extfile",
                "extensions",
                "-out",
                name + ".pem");
    }

    private void key(String name) throws Exception {
        openssl("ecparam", "-name", "prime256v1", "-genkey", "-noout", "-out", name + ".key");
    }

    private void openssl(String... arguments) throws Exception {
        List<String> command = new ArrayList<>(List.of("openssl"));
        command.addAll(List.of(arguments));
        Process process = new ProcessBuilder(command)
                .directory(directory.toFile())
                .redirectErrorStream(true)
                .start();
        process.getOutputStream().close();
        String output = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        if (process.waitFor() != 0) {
            throw new IOException(String.join(" ", command) + ": " + output);
        }
    }

    private void accept() {
        try {
            while (true) {
                SSLSocket client = (SSLSocket) server.accept();
                open.add(client);
                thread(() -> relay(client));
            }
        } catch (IOException e) {
            // Closed.
        }
    }

    private void relay(SSLSocket client) {
        try (client;
                SocketChannel channel = SocketChannel.open(StandardProtocolFamily.UNIX)) {
            client.startHandshake();
            channel.connect(UnixDomainSocketAddress.of(daemon));
            open.add(channel);
            Thread up = thread(() -> {
                try (channel) {
                    ByteBuffer buffer = ByteBuffer.allocate(1 << 16);
                    OutputStream out = client.getOutputStream();
                    while (channel.read(buffer.clear()) >= 0) {
                        out.write(buffer.array(), 0, buffer.position());
                    }
                    client.close();
                } catch (IOException e) {
                    // The client is gone.
                }
            });
            InputStream in = client.getInputStream();
            byte[] bytes = new byte[1 << 16];
            try {
                for (int count = in.read(bytes); count >= 0; count = in.read(bytes)) {
                    ByteBuffer buffer = ByteBuffer.wrap(bytes, 0, count);
                    while (buffer.hasRemaining()) {
                        channel.write(buffer);
                    }
                }
                channel.shutdownOutput();
                up.join();
            } catch (IOException e) {
                channel.close();
            }
        } catch (IOException | InterruptedException e) {
            // Whoever does not shake hands as he should is not let in.
        }
    }

    private static Thread thread(Runnable task) {
        Thread thread = new Thread(task, "tls-relay");
        thread.setDaemon(true);
        thread.start();
        return thread;
    }

    @Override
    public void close() throws Exception {
        server.close();
        for (AutoCloseable connection : open) {
            connection.close();
        }
    }
}
