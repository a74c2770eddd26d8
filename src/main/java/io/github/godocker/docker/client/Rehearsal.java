package io.github.godocker.docker.client;

import com.github.dockerjava.transport.DockerHttpClient;
import io.github.godocker.docker.Container;
import io.github.godocker.docker.ContainerSpec;
import java.io.ByteArrayInputStream;
import java.io.InputStream;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.Map;

/**
 * Goes once through what a build asks of Docker, without Docker: every answer is canned. In a fresh JVM docker-java and
 * its JSON library take half a second to load, about as long as Maven and we need to find out what has changed; done
 * beside that on another processor, it costs nobody time.
 */
public final class Rehearsal {
    private Rehearsal() {}

    /** Starts it in the background, where there is a second processor; nothing waits for it or hears of it. */
    public static void start(Runnable more) {
        if (Runtime.getRuntime().availableProcessors() < 2) {
            return;
        }
        Thread thread = new Thread(
                () -> {
                    run();
                    more.run();
                },
                "go-docker-rehearsal");
        thread.setDaemon(true);
        thread.setUncaughtExceptionHandler((failed, failure) -> {});
        thread.start();
    }

    static void run() {
        DockerJava.silenceWireLog();
        try (DockerJava docker = DockerJava.connect(
                new Canned(),
                URI.create("unix:///rehearsal"),
                "rehearsal",
                new DockerJava.Limits(Duration.ofSeconds(10), Duration.ofSeconds(10)))) {
            ContainerSpec spec = new ContainerSpec(
                    "image",
                    List.of("sh"),
                    List.of(new ContainerSpec.Volume("volume", "/volume", Map.of("label", "value"))),
                    Map.of("label", "value"),
                    List.of(),
                    null);
            try (Container container = docker.openContainer(spec, new byte[0], line -> {})) {
                container.exec(new Container.Exec(List.of("go"), Map.of("A", "b"), "0:0", "/"), (stream, line) -> {});
            }
            var unused = docker.findImage("image");
        }
    }

    private static final class Canned implements DockerHttpClient {
        private static final byte[] FRAME = {1, 0, 0, 0, 0, 0, 0, 3, 'o', 'k', '\n'};

        @Override
        public Response execute(Request request) {
            String path = request.path();
            if (path.equals("/_ping")) {
                return new Answer(200, "OK");
            }
            if (path.contains("/attach") || path.matches(".*/exec/[^/]*/start")) {
                return new Answer(200, new ByteArrayInputStream(FRAME));
            }
            if (path.contains("/create") || path.endsWith("/exec")) {
                return new Answer(201, "{\"Id\":\"0123456789abcdef\",\"Warnings\":[]}");
            }
            if (path.contains("/exec/")) {
                return new Answer(200, "{\"ID\":\"0123456789abcdef\",\"Running\":false,\"ExitCode\":0}");
            }
            if (path.contains("/images/")) {
                return new Answer(200, "{\"Id\":\"sha256:0\",\"Os\":\"linux\",\"Architecture\":\"amd64\",\"Size\":1}");
            }
            return new Answer(204, "");
        }

        @Override
        public void close() {}
    }

    private record Answer(int status, InputStream body) implements DockerHttpClient.Response {
        Answer(int status, String body) {
            this(status, new ByteArrayInputStream(body.getBytes(StandardCharsets.UTF_8)));
        }

        @Override
        public int getStatusCode() {
            return status;
        }

        @Override
        public Map<String, List<String>> getHeaders() {
            return Map.of("Api-Version", List.of("1.41"), "Server", List.of("Docker/0 (linux)"));
        }

        @Override
        public InputStream getBody() {
            return body;
        }

        @Override
        public void close() {}
    }
}
