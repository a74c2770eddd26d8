package io.github.godocker.docker.client;

import io.github.godocker.Json;
import io.github.godocker.docker.client.transport.Request;
import io.github.godocker.docker.client.transport.Response;
import io.github.godocker.docker.client.transport.Transport;
import java.io.IOException;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;

/**
 * Raw requests to the daemon. The calling thread reads their answers, streams too: an interrupt reaches it, and nothing
 * goes on when the goal that asked is over. docker-java reads streams in threads of its own, and its commands take 0.2 s
 * to load (ADR 10).
 *
 * @param apiPath what each path begins with, {@code /v1.41}
 */
record Endpoint(Transport transport, String apiPath) {
    private static final int MAX_ERROR = 1 << 16;

    Request get(String path) {
        return Request.of("GET", apiPath + path);
    }

    /** A list of those that pass the filters, each a name with the values of which one has to match. */
    Request list(String path, Map<String, List<String>> filters) {
        return get(path + (path.contains("?") ? "&" : "?") + "filters=" + encode(Json.write(filters)));
    }

    Request post(String path) {
        return Request.of("POST", apiPath + path);
    }

    Request put(String path) {
        return Request.of("PUT", apiPath + path);
    }

    Request delete(String path) {
        return Request.of("DELETE", apiPath + path);
    }

    /**
     * Sends a request; the caller closes its answer.
     *
     * @throws IOException with the daemon's words if it refuses
     */
    Response open(Request request) throws IOException {
        Response response = transport.execute(request);
        if (response.status() < 400) {
            return response;
        }
        try (response) {
            throw new DockerErrors.Refusal(response.status(), errorOf(response));
        }
    }

    /**
     * Sends a request and reads its answer.
     *
     * @throws IOException with the daemon's words if it refuses
     */
    Json read(Request request) throws IOException {
        try (Response response = open(request)) {
            return Json.read(new String(response.body().readAllBytes(), StandardCharsets.UTF_8));
        }
    }

    /** The id of what the request has made. */
    String readId(Request request) throws IOException {
        return id(read(request));
    }

    static String id(Json answer) throws IOException {
        String id = answer.path("Id").text();
        if (id.isEmpty()) {
            throw new IOException("its answer cannot be read (there is no id in it)");
        }
        return id;
    }

    Request post(String path, Map<String, Object> body) {
        return post(path).json(Json.write(body));
    }

    /** Why the daemon refused, in its words. */
    static String errorOf(Response response) {
        try {
            String body = new String(response.body().readNBytes(MAX_ERROR), StandardCharsets.UTF_8);
            return DockerErrors.ofAnswer(response.status(), body);
        } catch (IOException e) {
            return "HTTP status " + response.status();
        }
    }

    static String encode(String value) {
        return URLEncoder.encode(value, StandardCharsets.UTF_8);
    }
}
