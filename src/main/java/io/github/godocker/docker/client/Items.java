package io.github.godocker.docker.client;

import io.github.godocker.Json;
import io.github.godocker.docker.client.transport.Response;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.Reader;
import java.nio.charset.StandardCharsets;

/** The JSON objects, one after the other, by which the daemon tells how a pull, push, build or load goes. */
final class Items {
    private Items() {}

    /**
     * Passes each on as it comes; each is a sign of life. The first that reports an error ends it: a push that was
     * refused may be followed by any other item.
     */
    static void forEach(Response response, IdleLimit limit, Json.Action action) throws IOException {
        // A reader, which takes bytes that are no UTF-8 for odd characters and not for the end of everything.
        Reader body = new InputStreamReader(response.body(), StandardCharsets.UTF_8);
        Json.readAll(body, item -> {
            limit.progress();
            Json error = item.path("error");
            Json detail = item.path("errorDetail");
            if (!error.isMissing() || !detail.isMissing()) {
                String words = detail.path("message").text();
                words = words.isEmpty() ? error.text() : words;
                throw new DockerErrors.Refusal(words.isBlank() ? "it failed without a word" : words);
            }
            action.accept(item);
        });
    }
}
