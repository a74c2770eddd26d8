package io.github.godocker.docker.client.transport;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.godocker.docker.client.FaultyDaemon;
import java.io.ByteArrayInputStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.channels.ClosedByInterruptException;
import java.nio.file.Path;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** The contract of a transport, over real sockets; what calls make of its failures is in DaemonFaultsTest. */
@Timeout(30)
class HttpTransportTest {
    private static final String UPGRADED =
            "HTTP/1.1 101 UPGRADED\r\nContent-Type: application/vnd.docker.raw-stream\r\nConnection: Upgrade\r\n"
                    + "Upgrade: tcp\r\n\r\n";

    @TempDir
    @SuppressWarnings("NullAway.Init")
    Path directory;

    @SuppressWarnings("NullAway.Init")
    private FaultyDaemon daemon;

    @SuppressWarnings("NullAway.Init")
    private Transport http;

    private final AtomicInteger connections = new AtomicInteger();

    @BeforeEach
    void start() throws IOException {
        daemon = new FaultyDaemon(directory);
        http = new HttpTransport(Connector.unix(daemon.socket()));
    }

    @AfterEach
    void stop() throws IOException {
        http.close();
        daemon.close();
    }

    private static final Request ATTACH = Request.of("POST", "/attach").upgrade("tcp");

    @Test
    void whatCameWithTheHeadOfAnUpgradeIsNotLost() throws Exception {
        AtomicReference<String> head = new AtomicReference<>();
        daemon.on("POST /attach", exchange -> {
            head.set(exchange.head);
            exchange.write(UPGRADED + "at once");
            assertThat(exchange.read(4)).asString(US_ASCII).isEqualTo("ping");
            exchange.write("pong");
            assertThatThrownBy(exchange::read).isInstanceOf(EOFException.class);
            exchange.write("after the end of the other direction");
        });

        try (Response response = http.execute(Request.of("POST", "/attach").upgrade("h2c"))) {
            assertThat(response.status()).isEqualTo(101);
            InputStream in = response.body();
            assertThat(in.readNBytes(7)).asString(US_ASCII).isEqualTo("at once");
            OutputStream out = response.output();
            out.write("ping".getBytes(US_ASCII));
            assertThat(in.readNBytes(4)).asString(US_ASCII).isEqualTo("pong");
            out.close();
            out.close();
            assertThat(in.readAllBytes()).asString(US_ASCII).isEqualTo("after the end of the other direction");
        }
        assertThat(head.get()).contains("\r\nUpgrade: h2c\r\nConnection: Upgrade\r\n");
        assertThat(daemon.notes).isEmpty();
    }

    @Test
    void anOldDaemonHandsTheConnectionOverWithoutAWord() throws Exception {
        daemon.on("POST /attach", exchange -> {
            exchange.write("HTTP/1.1 200 OK\r\nContent-Type: application/vnd.docker.raw-stream\r\n\r\n");
            exchange.write(exchange.read(4));
        });

        try (Response response = http.execute(ATTACH)) {
            response.output().write("echo".getBytes(US_ASCII));
            assertThat(response.body().readAllBytes()).asString(US_ASCII).isEqualTo("echo");
        }
    }

    @Test
    void anAnswerIsNoUpgrade() throws Exception {
        daemon.on("POST /attach", 404, "{\"message\":\"no such container\"}");
        try (Response response = http.execute(ATTACH)) {
            assertThat(response.raw()).isNull();
            assertThat(response.body().readAllBytes()).asString(US_ASCII).contains("no such container");
            assertThatThrownBy(response::output)
                    .isInstanceOf(IOException.class)
                    .hasMessage("the daemon, or a proxy before it, did not hand the connection over"
                            + " (HTTP status 404)");
        }
        daemon.on("POST /attach", 200, "{}");
        try (Response response = http.execute(ATTACH)) {
            assertThatThrownBy(response::output).hasMessageContaining("status 200");
        }
    }

    @Test
    void closingAnUpgradeEndsWhoeverReadsIt() throws Exception {
        daemon.on("POST /attach", exchange -> exchange.write(UPGRADED).hang());
        Response response = http.execute(ATTACH);
        AtomicReference<Exception> ended = new AtomicReference<>();
        Thread reader = new Thread(() -> {
            try {
                response.body().read();
            } catch (IOException e) {
                ended.set(e);
            }
        });
        reader.start();
        FaultyDaemon.await("the reader", () -> reader.getState() != Thread.State.NEW);
        Thread.sleep(50);

        response.close();

        reader.join(2000);
        assertThat(ended.get()).isInstanceOf(IOException.class);
        FaultyDaemon.await("the client to hang up", () -> daemon.openConnections() == 0);
    }

    @Test
    void anInterruptEndsTheWaitForABodyThatDoesNotCome() throws Exception {
        CountDownLatch answered = new CountDownLatch(1);
        daemon.on("GET /logs", exchange -> {
            exchange.write(FaultyDaemon.OK + "Content-Length: 5\r\n\r\n");
            answered.countDown();
            exchange.hang();
        });
        AtomicReference<Exception> ended = new AtomicReference<>();
        Thread caller = new Thread(() -> {
            try (Response response = http.execute(Request.of("GET", "/logs"))) {
                response.body().readAllBytes();
            } catch (IOException e) {
                ended.set(e);
            }
        });
        caller.start();
        answered.await();

        caller.interrupt();
        caller.join(2000);

        assertThat(ended.get()).isInstanceOf(ClosedByInterruptException.class);
        FaultyDaemon.await("the client to hang up", () -> daemon.openConnections() == 0);
    }

    @Test
    void aBodyThatIsCutIsNotTheEnd() throws Exception {
        daemon.on("GET /logs", exchange -> exchange.write(FaultyDaemon.CHUNKED).write("10\r\nhalf"));
        try (Response response = http.execute(Request.of("GET", "/logs"))) {
            assertThat(response.body().readNBytes(4)).asString(US_ASCII).isEqualTo("half");
            assertThatThrownBy(() -> response.body().read())
                    .isInstanceOf(EOFException.class)
                    .hasMessage("the daemon closed the connection before its answer was complete");
        }
    }

    @Test
    void theAnswerToHeadHasNoBody() throws Exception {
        daemon.on(
                "HEAD /archive",
                exchange -> exchange.write(FaultyDaemon.OK + "Content-Length: 5\r\nX-Stat: eA==\r\n\r\n"));
        try (Response response = http.execute(Request.of("HEAD", "/archive"))) {
            assertThat(response.body().readAllBytes()).isEmpty();
            assertThat(response.header("x-stat")).isEqualTo("eA==");
            assertThat(response.header("x-other")).isNull();
        }
    }

    @Test
    void aRequestShowsNoHeaders() {
        assertThat(Request.of("POST", "/push").header("X-Registry-Auth", "secret"))
                .hasToString("POST /push");
    }

    /** Serves one request after the other on each connection. */
    private Transport costly() {
        Connector counted = new Connector() {
            @Override
            public Wire connect() throws IOException {
                connections.incrementAndGet();
                return Connector.unix(daemon.socket()).connect();
            }

            @Override
            public boolean isCostly() {
                return true;
            }
        };
        return new HttpTransport(counted);
    }

    private String get(Transport transport, Request request) throws IOException {
        try (Response response = transport.execute(request)) {
            return new String(response.body().readAllBytes(), US_ASCII);
        }
    }

    /** Answers in one form after the other, on one connection. */
    private void answerAll(String... answers) {
        daemon.on("GET /x", exchange -> {
            for (int i = 0; i < answers.length; i++) {
                if (i > 0) {
                    new FaultyDaemon.Exchange(exchange.channel).readBody();
                }
                exchange.write(answers[i]);
            }
            exchange.hang();
        });
    }

    private static final String SIZED = FaultyDaemon.OK + "Content-Length: 3\r\n\r\nyes";

    @Test
    void aCostlyConnectionServesTheNextRequest() throws Exception {
        answerAll(SIZED, FaultyDaemon.CHUNKED + "3\r\nyes\r\n0\r\n\r\n", "HTTP/1.1 204 No Content\r\n\r\n", SIZED);
        Request get = Request.of("GET", "/x");
        Request put = Request.of("PUT", "/x").stream(new ByteArrayInputStream(new byte[100_000]));
        try (Transport transport = costly()) {
            assertThat(get(transport, get)).isEqualTo("yes");
            assertThat(get(transport, get)).isEqualTo("yes");
            assertThat(get(transport, get)).isEmpty();
            assertThat(get(transport, put)).isEqualTo("yes");
            assertThat(connections).hasValue(1);
        }
        FaultyDaemon.await("the client to hang up", () -> daemon.openConnections() == 0);
    }

    @Test
    void aConnectionOfWhichSomethingIsLeftServesNobodyElse() throws Exception {
        try (Transport transport = costly()) {
            answerAll(SIZED);
            try (Response response = transport.execute(Request.of("GET", "/x"))) {
                assertThat(response.body().read()).isEqualTo('y');
            }
            answerAll(SIZED + "and more");
            assertThat(get(transport, Request.of("GET", "/x"))).isEqualTo("yes");
            answerAll(FaultyDaemon.OK + "Connection: close\r\nContent-Length: 3\r\n\r\nyes");
            assertThat(get(transport, Request.of("GET", "/x"))).isEqualTo("yes");
            assertThat(connections).hasValue(3);
            FaultyDaemon.await("the client to hang up", () -> daemon.openConnections() == 0);
        }
    }
}
