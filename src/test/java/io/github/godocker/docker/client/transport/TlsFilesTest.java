package io.github.godocker.docker.client.transport;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.github.godocker.GoDockerException;
import java.io.IOException;
import java.net.InetAddress;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import javax.net.ssl.SSLServerSocket;
import javax.net.ssl.SSLSocket;
import org.assertj.core.api.ThrowableAssertAlternative;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Real handshakes, with keys that openssl makes for this one run. */
@Timeout(60)
class TlsFilesTest {
    @TempDir
    @SuppressWarnings("NullAway.Init")
    static Path directory;

    @SuppressWarnings("NullAway.Init")
    private static SSLServerSocket daemon;

    @BeforeAll
    static void makeDaemon() throws Exception {
        assumeTrue(hasOpenssl());
        Path server = Files.createDirectories(directory.resolve("server"));
        openssl("ecparam -name prime256v1 -genkey -noout -out " + directory + "/ca.key");
        openssl("req -x509 -new -key " + directory + "/ca.key -subj /CN=test-only-ca -days 2 -out " + directory
                + "/ca.pem");
        openssl("ecparam -name prime256v1 -genkey -noout -out " + server + "/key.pem");
        certify(server, "subjectAltName=IP:127.0.0.1");

        daemon = (SSLServerSocket) new TlsFiles(server, true)
                .context()
                .getServerSocketFactory()
                .createServerSocket(0, 10, InetAddress.getLoopbackAddress());
        daemon.setNeedClientAuth(true);
        Thread thread = new Thread(TlsFilesTest::serve);
        thread.setDaemon(true);
        thread.start();
    }

    @AfterAll
    static void close() throws IOException {
        if (daemon != null) {
            daemon.close();
        }
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "genpkey -algorithm RSA -pkeyopt rsa_keygen_bits:2048 -out KEY", // PKCS #8
                "genrsa -traditional -out KEY 2048", // PKCS #1
                "ecparam -name secp384r1 -genkey -out KEY", // SEC 1, after a block of parameters
                "ecparam -name prime256v1 -genkey -noout -out KEY",
                "genpkey -algorithm EC -pkeyopt ec_paramgen_curve:P-256 -out KEY",
                "genpkey -algorithm ED25519 -out KEY",
            })
    void showsTheDaemonWhoWeAre(String makeKey) throws Exception {
        Path client = client(makeKey);

        assertThat(ping(client, true)).isEqualTo("CN=test-only-client");
    }

    @Test
    void trustsNobodyButTheAuthorityInTheFile() throws Exception {
        Path client = client("ecparam -name prime256v1 -genkey -noout -out KEY");
        openssl("req -x509 -new -key " + client + "/key.pem -subj /CN=test-only-other -days 2 -out " + client
                + "/ca.pem");

        assertThatThrownBy(() -> ping(client, true)).hasStackTraceContaining("PKIX");
        assertThat(ping(client, false)).isEqualTo("CN=test-only-client");

        Files.delete(client.resolve("ca.pem"));
        assertThatThrownBy(() -> ping(client, true)).hasStackTraceContaining("PKIX");
    }

    @Test
    void reachesADaemonThatAsksForNothingWithoutFiles() throws Exception {
        Path empty = Files.createTempDirectory(directory, "empty");

        assertThat(new TlsFiles(empty, true).context()).isNotNull();
        assertThat(new TlsFiles(empty.resolve("absent"), false).context()).isNotNull();
        assertFailure(empty.resolve("absent"))
                .withMessage("Cannot use the TLS files in " + empty + "/absent: there is no such directory.\n"
                        + "Set DOCKER_CERT_PATH to the directory of ca.pem, cert.pem and key.pem.");
    }

    @Test
    void saysWhichFileIsOfNoUse() throws Exception {
        Path client = client("ecparam -name prime256v1 -genkey -noout -out KEY");
        Path key = client.resolve("key.pem");
        String pem = Files.readString(key);
        String convert = "\nConvert it: openssl pkcs8 -topk8 -nocrypt -in " + key + " -out key8.pem.";

        Files.writeString(key, "");
        assertFailure(client).withMessage("Cannot use " + key + ": it holds no private key in PEM form." + convert);
        Files.writeString(key, pem.replaceFirst("\\R.{10}", "\nAAAAAAAAAA"));
        assertFailure(client).withMessage("Cannot use " + key + ": it is no private key of the kind EC." + convert);
        Files.writeString(key, "-----BEGIN PRIVATE KEY-----\nAAAAA\n-----END PRIVATE KEY-----\n");
        assertFailure(client).withMessageStartingWith("Cannot use " + key + ": its PRIVATE KEY is damaged.\n");
        openssl("genpkey -algorithm ED25519 -out " + key);
        assertFailure(client).withMessage("Cannot use " + key + ": it is no private key of the kind EC." + convert);
        openssl("genpkey -algorithm ED25519 -aes128 -pass pass:test -out " + key);
        assertFailure(client).withMessage("Cannot use " + key + ": it is protected by a password." + convert);
        openssl("genrsa -traditional -aes128 -passout pass:test -out " + key + " 2048");
        assertFailure(client).withMessage("Cannot use " + key + ": it is protected by a password." + convert);
        Files.delete(key);
        assertFailure(client).withMessageStartingWith("Cannot use " + key + ": NoSuchFileException.\n");

        Files.writeString(client.resolve("cert.pem"), pem);
        assertFailure(client)
                .withMessageStartingWith("Cannot use " + client.resolve("cert.pem") + ": it holds no certificate");
    }

    private static ThrowableAssertAlternative<GoDockerException> assertFailure(Path files) {
        return assertThatExceptionOfType(GoDockerException.class).isThrownBy(() -> new TlsFiles(files, true).context());
    }

    private static void serve() {
        while (!daemon.isClosed()) {
            try (SSLSocket socket = (SSLSocket) daemon.accept()) {
                String client = socket.getSession().getPeerPrincipal().toString();
                byte[] answer = ("HTTP/1.1 200 OK\r\nConnection: close\r\nContent-Length: " + client.length()
                                + "\r\n\r\n" + client)
                        .getBytes(StandardCharsets.US_ASCII);
                if (socket.getInputStream().read(new byte[8192]) > 0) {
                    socket.getOutputStream().write(answer);
                }
            } catch (IOException e) {
                // A client that does not trust us, or the end of the test.
            }
        }
    }

    private static String ping(Path files, boolean verify) throws IOException {
        try (Transport http = new HttpTransport(new TlsConnector("127.0.0.1", daemon.getLocalPort(), files, verify));
                Response response = http.execute(Request.of("GET", "/_ping"))) {
            return new String(response.body().readAllBytes(), StandardCharsets.US_ASCII);
        }
    }

    private static Path client(String makeKey) throws Exception {
        Path client = Files.createTempDirectory(directory, "client");
        openssl(makeKey.replace("KEY", client + "/key.pem"));
        certify(client, "keyUsage=digitalSignature");
        return client;
    }

    /** Makes cert.pem for key.pem, signed by the authority, and copies ca.pem beside it. */
    private static void certify(Path files, String extension) throws Exception {
        Path extensions = Files.writeString(files.resolve("extensions"), extension + "\n");
        String name = files.endsWith("server") ? "server" : "client";
        openssl("req -new -key " + files + "/key.pem -subj /CN=test-only-" + name + " -out " + files + "/request");
        openssl("x509 -req -in " + files + "/request -CA " + directory + "/ca.pem -CAkey " + directory
                + "/ca.key -CAcreateserial -days 2 -extfile " + extensions + " -out " + files + "/cert.pem");
        Files.copy(directory.resolve("ca.pem"), files.resolve("ca.pem"));
    }

    private static boolean hasOpenssl() throws InterruptedException {
        try {
            return new ProcessBuilder("openssl", "version").start().waitFor() == 0;
        } catch (IOException e) {
            return false;
        }
    }

    private static void openssl(String arguments) throws Exception {
        List<String> command = new ArrayList<>(List.of("openssl"));
        command.addAll(List.of(arguments.split(" ", -1)));
        Process process = new ProcessBuilder(command).redirectErrorStream(true).start();
        String output = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        // An openssl before 3 writes this form without being asked, and does not know the word.
        assumeTrue(!output.contains("traditional"));
        assertThat(process.waitFor(30, TimeUnit.SECONDS)).isTrue();
        assertThat(process.exitValue()).as(output).isZero();
    }
}
