package io.github.godocker.docker.client;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.deser.BeanDeserializerFactory;
import com.fasterxml.jackson.databind.introspect.JacksonAnnotationIntrospector;
import com.fasterxml.jackson.databind.ser.BeanSerializerFactory;
import com.fasterxml.jackson.databind.type.TypeFactory;
import com.github.dockerjava.api.command.CreateContainerResponse;
import com.github.dockerjava.api.command.InspectExecResponse;
import com.github.dockerjava.api.command.InspectImageResponse;
import com.github.dockerjava.api.model.HostConfig;
import com.github.dockerjava.api.model.Mount;
import com.github.dockerjava.api.model.VolumeOptions;
import com.github.dockerjava.core.DockerClientConfig;
import com.github.dockerjava.transport.DockerHttpClient;
import io.github.godocker.docker.Container;
import io.github.godocker.docker.ContainerSpec;
import java.io.ByteArrayInputStream;
import java.io.InputStream;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.CancellationException;

/**
 * Goes once through what a build asks of Docker, without Docker: every answer is canned. In a fresh JVM docker-java and
 * its JSON library take half a second to load, about as long as Maven and we need to find out what has changed; done
 * beside that on another processor, it costs nobody time.
 *
 * <p>It must be closed before the goal that started it ends: later its classes may not be there any more, for Maven
 * closes the plugin's class loader. It starts no other thread.
 */
public final class Rehearsal implements AutoCloseable {
    private final List<Piece> pieces;
    private final Thread thread = new Thread(this::play, "go-docker-rehearsal");
    private volatile boolean over;

    /** What is not interrupted: a few hundredths of a second. */
    public interface Piece {
        void play() throws Exception;
    }

    private Rehearsal(List<Piece> pieces) {
        this.pieces = pieces;
    }

    /**
     * Starts it in the background, where there is a second processor.
     *
     * @param more what else to load
     */
    public static Rehearsal start(Piece... more) {
        List<Piece> pieces = new ArrayList<>(jackson());
        pieces.addAll(List.of(more));
        Rehearsal rehearsal = new Rehearsal(pieces);
        if (Runtime.getRuntime().availableProcessors() > 1) {
            rehearsal.thread.setDaemon(true);
            rehearsal.thread.start();
        }
        return rehearsal;
    }

    /** Ends it at its next break, which is never far, and waits for that. */
    @Override
    public void close() {
        over = true;
        boolean interrupted = Thread.interrupted();
        while (thread.isAlive()) {
            try {
                thread.join();
            } catch (InterruptedException e) {
                interrupted = true;
            }
        }
        if (interrupted) {
            Thread.currentThread().interrupt();
        }
    }

    private void play() {
        try {
            for (Piece piece : pieces) {
                pause();
                piece.play();
            }
            talk();
        } catch (Exception e) {
            // Closed, or a piece that fails in earnest as well, and says there why.
        }
    }

    private void pause() {
        if (over) {
            throw new CancellationException();
        }
    }

    /** The JSON library on its own: docker-java loads it in one breath, which is too long a wait. */
    private static List<Piece> jackson() {
        ObjectMapper[] mapper = new ObjectMapper[1];
        return List.of(
                DockerJava::silenceWireLog,
                JsonFactory::new,
                TypeFactory::defaultInstance,
                JacksonAnnotationIntrospector::new,
                () -> Objects.requireNonNull(BeanSerializerFactory.instance),
                () -> Objects.requireNonNull(BeanDeserializerFactory.instance),
                ObjectMapper::new,
                () -> mapper[0] = DockerClientConfig.getDefaultObjectMapper(),
                () -> mapper[0].writeValueAsBytes(Map.of("a", List.of("b"))),
                () -> mapper[0].writeValueAsBytes(new VolumeOptions()),
                () -> mapper[0].writeValueAsBytes(new Mount()),
                () -> mapper[0].writeValueAsBytes(new HostConfig()),
                () -> mapper[0].readValue("{}", CreateContainerResponse.class),
                () -> mapper[0].readValue("{}", InspectExecResponse.class),
                () -> mapper[0].readValue("{}", InspectImageResponse.class));
    }

    private void talk() {
        DockerJava.silenceWireLog();
        try (DockerJava docker = DockerJava.connect(
                new Canned(this::pause),
                URI.create("unix:///rehearsal"),
                "rehearsal",
                new Limits(Duration.ofSeconds(10), Duration.ofSeconds(10)))) {
            ContainerSpec spec = new ContainerSpec(
                    "image",
                    List.of("sh"),
                    List.of(new ContainerSpec.Volume("volume", "/volume", Map.of("label", "value"), false)),
                    Map.of("label", "value"),
                    List.of(),
                    null);
            try (Container container = docker.openContainer(spec, new byte[0], line -> {})) {
                container.exec(new Container.Exec(List.of("go"), Map.of("A", "b"), "0:0", "/"), (stream, line) -> {});
            }
            var unused = docker.findImage("image");
        }
    }

    private record Canned(Runnable pause) implements DockerHttpClient {
        private static final byte[] FRAME = {1, 0, 0, 0, 0, 0, 0, 3, 'o', 'k', '\n'};

        @Override
        public Response execute(Request request) {
            pause.run();
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
