package io.github.godocker.docker.client;

import com.github.dockerjava.transport.DockerHttpClient;
import com.github.dockerjava.transport.DockerHttpClient.Request;
import com.github.dockerjava.transport.DockerHttpClient.Response;
import io.github.godocker.Json;
import java.io.IOException;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.Map;

/**
 * Raw requests to the daemon: for what docker-java has no command, for what every build does, because its commands take
 * 0.2 s to load (ADR 10), and for all that answers by a stream. docker-java reads its streams in threads of its own,
 * which an interrupt does not reach and which may go on when the goal that started them is over; here the calling
 * thread reads.
 *
 * @param apiPath what each path begins with, {@code /v1.41}
 */
record Endpoint(DockerHttpClient http, String apiPath) {
    private static final int MAX_ERROR = 1 << 16;

    Request.Builder get(String path) {
        return Request.builder().method("GET").path(apiPath + path);
    }

    Request.Builder post(String path) {
        return Request.builder().method("POST").path(apiPath + path);
    }

    Request.Builder delete(String path) {
        return Request.builder().method("DELETE").path(apiPath + path);
    }

    /**
     * Sends a request; the caller closes its answer.
     *
     * @throws IOException with the daemon's words if it refuses
     */
    Response open(Request.Builder request) throws IOException {
        Response response = http.execute(request.build());
        if (response.getStatusCode() < 400) {
            return response;
        }
        try (response) {
            throw new DockerErrors.Refusal(response.getStatusCode(), errorOf(response));
        }
    }

    /**
     * Sends a request and reads its answer.
     *
     * @throws IOException with the daemon's words if it refuses
     */
    Json read(Request.Builder request) throws IOException {
        try (Response response = open(request)) {
            return Json.read(new String(response.getBody().readAllBytes(), StandardCharsets.UTF_8));
        }
    }

    /** The id of what the request has made. */
    String readId(Request.Builder request) throws IOException {
        String id = read(request).path("Id").text();
        if (id.isEmpty()) {
            throw new IOException("its answer cannot be read (there is no id in it)");
        }
        return id;
    }

    Request.Builder post(String path, Map<String, Object> body) {
        return post(path)
                .putHeader("Content-Type", "application/json")
                .bodyBytes(Json.write(body).getBytes(StandardCharsets.UTF_8));
    }

    /** Why the daemon refused, in its words. */
    static String errorOf(Response response) {
        try {
            String body = new String(response.getBody().readNBytes(MAX_ERROR), StandardCharsets.UTF_8);
            return DockerErrors.ofAnswer(response.getStatusCode(), body);
        } catch (IOException e) {
            return "HTTP status " + response.getStatusCode();
        }
    }

    static String encode(String value) {
        return URLEncoder.encode(value, StandardCharsets.UTF_8);
    }
}
