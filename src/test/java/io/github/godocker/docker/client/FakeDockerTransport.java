package io.github.godocker.docker.client;

import io.github.godocker.docker.client.transport.Request;
import io.github.godocker.docker.client.transport.Response;
import io.github.godocker.docker.client.transport.Transport;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Function;

/**
 * A daemon without a connection: canned answers by method and path. It keeps what
 * it was asked, and counts the answers that nobody has closed.
 */
final class FakeDockerTransport implements Transport {
    private final Map<String, Function<Request, Answer>> answers = new ConcurrentHashMap<>();
    private final AtomicInteger open = new AtomicInteger();

    /** Method and path with query of every request. */
    final List<String> requests = new CopyOnWriteArrayList<>();
    /** The bodies of the requests that had one. */
    final List<byte[]> bodies = new CopyOnWriteArrayList<>();

    record Answer(int status, Map<String, String> headers, InputStream body) {
        static Answer of(int status, String body) {
            return new Answer(status, Map.of(), new ByteArrayInputStream(body.getBytes(StandardCharsets.UTF_8)));
        }
    }

    FakeDockerTransport() {
        on("GET /_ping", Map.of("Api-Version", "1.41", "Server", "Docker/20.10.24 (linux)"), "OK");
    }

    /** A recorded stream of src/test/resources/streams. */
    static String recorded(String name) {
        try (InputStream in = FakeDockerTransport.class.getResourceAsStream("/streams/" + name + ".jsonl")) {
            return new String(in.readAllBytes(), StandardCharsets.UTF_8);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    FakeDockerTransport on(String methodAndPath, Function<Request, Answer> answer) {
        answers.put(methodAndPath, answer);
        return this;
    }

    FakeDockerTransport on(String methodAndPath, int status, String body) {
        return on(methodAndPath, request -> Answer.of(status, body));
    }

    FakeDockerTransport on(String methodAndPath, int status, byte[] body) {
        return on(methodAndPath, request -> new Answer(status, Map.of(), new ByteArrayInputStream(body)));
    }

    FakeDockerTransport on(String methodAndPath, Map<String, String> headers, String body) {
        return on(
                methodAndPath,
                request -> new Answer(200, headers, new ByteArrayInputStream(body.getBytes(StandardCharsets.UTF_8))));
    }

    HttpDocker connect() {
        return HttpDocker.connect(
                this,
                URI.create("unix:///fake.sock"),
                "unix:///fake.sock (test)",
                new Limits(Duration.ofSeconds(10), Duration.ofSeconds(10)));
    }

    int unclosedAnswers() {
        return open.get();
    }

    @Override
    public Response execute(Request request) throws IOException {
        requests.add(request.method() + " " + request.path());
        InputStream sent = request.body();
        if (sent != null) {
            bodies.add(sent.readAllBytes());
        }
        String key = request.method() + " "
                + request.path().replaceFirst("\\?.*", "").replaceFirst("^/v1\\.\\d+", "");
        Answer answer = answers.getOrDefault(
                        key, ignored -> Answer.of(404, "{\"message\":\"page not found: " + key + "\"}"))
                .apply(request);
        open.incrementAndGet();
        Map<String, List<String>> headers = new LinkedHashMap<>();
        answer.headers().forEach((name, value) -> headers.put(name, List.of(value)));
        AtomicBoolean closed = new AtomicBoolean();
        return new Response(answer.status(), headers, answer.body(), null, () -> {
            if (closed.compareAndSet(false, true)) {
                open.decrementAndGet();
            }
        });
    }

    @Override
    public void close() {}
}
