package io.github.godocker.docker.client;

import io.github.godocker.GoDockerException;
import io.github.godocker.docker.client.transport.Connector;
import io.github.godocker.docker.client.transport.HttpTransport;
import io.github.godocker.docker.client.transport.Request;
import io.github.godocker.docker.client.transport.Response;
import io.github.godocker.docker.client.transport.Transport;
import java.io.IOException;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Optional;

/**
 * Asks a daemon for an image's id and nothing else. It exists for builds in which nothing changed, where this is all that
 * is needed of Docker. {@link ImageCalls#find} would cost each of them 0.15 s more in a fresh JVM: two thirds to load a
 * JSON parser, the rest for the question for the API version and what a connection is made of.
 */
public final class ImageLookup {
    private static final Duration LIMIT = Duration.ofSeconds(10);

    private ImageLookup() {}

    /** Whether this daemon can be asked in this way: over a unix socket only. */
    public static boolean canAsk(URI host) {
        return "unix".equals(host.getScheme());
    }

    /** The id, {@code sha256:…}; nothing if there is no such image or no answer, which the ordinary way then explains. */
    public static Optional<String> id(URI host, String reference) {
        try {
            return IdleLimit.request(
                    LIMIT,
                    new IdleLimit.Deed("inspect", "inspecting", "image " + reference),
                    "",
                    () -> ask(host.getPath(), reference));
        } catch (GoDockerException e) {
            return Optional.empty();
        }
    }

    private static Optional<String> ask(String socket, String reference) throws IOException {
        Request request = Request.of("GET", "/images/" + reference + "/json");
        try (Transport transport = new HttpTransport(Connector.unix(Path.of(socket)));
                Response response = transport.execute(request)) {
            String key = "\"Id\":\"";
            String body = new String(response.body().readAllBytes(), StandardCharsets.UTF_8);
            int start = body.indexOf(key) + key.length();
            return response.status() == 200 && start >= key.length()
                    ? Optional.of(body.substring(start, body.indexOf('"', start)))
                    : Optional.empty();
        }
    }
}
