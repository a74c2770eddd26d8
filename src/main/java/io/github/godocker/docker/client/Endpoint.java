package io.github.godocker.docker.client;

import com.github.dockerjava.transport.DockerHttpClient;
import com.github.dockerjava.transport.DockerHttpClient.Request;
import com.github.dockerjava.transport.DockerHttpClient.Response;
import java.io.IOException;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;

/**
 * Raw requests to the daemon: for what docker-java has no command, and for all that answers by a stream. docker-java
 * reads its streams in threads of its own, which an interrupt does not reach and which may go on when the goal that
 * started them is over; here the calling thread reads.
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
            throw new DockerErrors.Refusal(errorOf(response));
        }
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
