package io.github.godocker.container;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.sun.net.httpserver.HttpServer;
import io.github.godocker.Companion;
import io.github.godocker.container.settings.Http;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** On real sockets. */
class ProbeTest {
    private static final String HERE = "127.0.0.1";

    private static long soon() {
        return System.nanoTime() + 5_000_000_000L;
    }

    @Test
    void aPortThatListensAndWaitsIsReady() throws IOException {
        try (ServerSocket server = new ServerSocket(0, 5, InetAddress.getByName(HERE))) {
            assertTrue(Probe.tcp(HERE, server.getLocalPort()).ready());
        }
    }

    @Test
    void aPortThatHangsUpAtOnceIsDockersProxyWithNobodyBehindIt() throws IOException {
        try (ServerSocket server = new ServerSocket(0, 5, InetAddress.getByName(HERE));
                Companion proxy = Companion.start("hangs-up", () -> {
                    try (Socket socket = server.accept()) {
                        // That was all.
                    } catch (IOException e) {
                        throw new IllegalStateException(e);
                    }
                })) {
            Probe.Result result = Probe.tcp(HERE, server.getLocalPort());
            assertFalse(result.ready());
            assertEquals("the connection was closed at once", result.seen());
        }
    }

    @Test
    void aPortThatNobodyHasIsNotReady() throws IOException {
        int port;
        try (ServerSocket server = new ServerSocket(0)) {
            port = server.getLocalPort();
        }
        assertFalse(Probe.tcp(HERE, port).ready());
        assertFalse(Probe.http(HERE, port, new Http(), soon()).ready());
    }

    @Test
    void asksForStatusBodyMethodAndHeaders() throws IOException {
        HttpServer server = HttpServer.create(new InetSocketAddress(HERE, 0), 0);
        server.createContext("/", exchange -> {
            boolean known = "secret".equals(exchange.getRequestHeaders().getFirst("X-Token"))
                    && exchange.getRequestMethod().equals("POST");
            byte[] body = (known ? "all is fine" : "who are you").getBytes();
            exchange.sendResponseHeaders(known ? 200 : 403, body.length);
            exchange.getResponseBody().write(body);
            exchange.close();
        });
        server.start();
        try {
            int port = server.getAddress().getPort();
            Http http = new Http();
            http.path = "/health";
            assertEquals("status 403", Probe.http(HERE, port, http, soon()).seen());
            http.status = "403";
            assertTrue(Probe.http(HERE, port, http, soon()).ready());
            http.body = "fine";
            assertEquals(
                    "status 403, body 'who are you'",
                    Probe.http(HERE, port, http, soon()).seen());
            http.status = "200";
            http.method = "POST";
            http.headers = Map.of("X-Token", "secret");
            assertTrue(Probe.http(HERE, port, http, soon()).ready());
        } finally {
            server.stop(0);
        }
    }

    @Test
    void doesNotWaitForTheEndOfABodyWithoutOne() throws IOException {
        HttpServer server = HttpServer.create(new InetSocketAddress(HERE, 0), 0);
        server.createContext("/", exchange -> {
            exchange.sendResponseHeaders(200, 0);
            try {
                for (int i = 0; i < 100; i++) {
                    exchange.getResponseBody().write("tick ".getBytes());
                    exchange.getResponseBody().flush();
                    Thread.sleep(50);
                }
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
            }
        });
        server.setExecutor(Runnable::run);
        server.start();
        try {
            Http http = new Http();
            http.body = "tock";
            long start = System.nanoTime();
            Probe.Result result = Probe.http(HERE, server.getAddress().getPort(), http, start + 500_000_000L);
            assertFalse(result.ready());
            assertTrue(result.seen().startsWith("status 200, body 'tick tick"), result.seen());
            assertTrue(System.nanoTime() - start < 4_000_000_000L);
        } finally {
            server.stop(0);
        }
    }

    @Test
    void readsRangesOfStatuses() {
        assertTrue(Probe.matches("200..399", 302));
        assertTrue(Probe.matches("200, 404", 404));
        assertFalse(Probe.matches("200..299,404", 403));
    }
}
