package io.github.godocker.docker.client;

import com.github.dockerjava.transport.DockerHttpClient;
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
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Function;

/**
 * A daemon without a connection: canned answers by method and path, through docker-java's real parsing. It keeps what
 * it was asked, and counts the answers that nobody has closed.
 */
final class FakeDockerTransport implements DockerHttpClient {
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

    DockerJava connect() {
        return DockerJava.connect(
                this,
                URI.create("unix:///fake.sock"),
                "unix:///fake.sock (test)",
                new Limits(Duration.ofSeconds(10), Duration.ofSeconds(10)));
    }

    int unclosedAnswers() {
        return open.get();
    }

    @Override
    public Response execute(Request request) {
        requests.add(request.method() + " " + request.path());
        InputStream sent = request.body();
        if (sent != null) {
            try {
                bodies.add(sent.readAllBytes());
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        }
        String key = request.method() + " "
                + request.path().replaceFirst("\\?.*", "").replaceFirst("^/v1\\.\\d+", "");
        Answer answer = answers.getOrDefault(
                        key, ignored -> Answer.of(404, "{\"message\":\"page not found: " + key + "\"}"))
                .apply(request);
        open.incrementAndGet();
        return new Response() {
            private boolean closed;

            @Override
            public int getStatusCode() {
                return answer.status();
            }

            @Override
            public Map<String, List<String>> getHeaders() {
                Map<String, List<String>> headers = new LinkedHashMap<>();
                answer.headers().forEach((name, value) -> headers.put(name, List.of(value)));
                return headers;
            }

            @Override
            public InputStream getBody() {
                return answer.body();
            }

            @Override
            public synchronized void close() {
                if (!closed) {
                    closed = true;
                    open.decrementAndGet();
                }
            }
        };
    }

    @Override
    public void close() {}
}
