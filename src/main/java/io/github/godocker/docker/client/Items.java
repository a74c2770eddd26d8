package io.github.godocker.docker.client;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.MappingIterator;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.github.dockerjava.transport.DockerHttpClient.Response;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.Reader;
import java.nio.charset.StandardCharsets;
import java.util.function.Consumer;

/** The JSON objects, one after the other, by which the daemon tells how a pull, push, build or load goes. */
final class Items {
    private Items() {}

    /**
     * Passes each on as it comes; each is a sign of life. The first that reports an error ends it: docker-java looks
     * only at the last one, so that a refused push followed by any other item counts as done there.
     */
    static void forEach(Response response, IdleLimit limit, Consumer<JsonNode> action) throws IOException {
        ObjectMapper mapper = new ObjectMapper();
        // A reader, which takes bytes that are no UTF-8 for odd characters and not for the end of everything.
        Reader body = new InputStreamReader(response.getBody(), StandardCharsets.UTF_8);
        try (MappingIterator<JsonNode> items =
                mapper.readerFor(JsonNode.class).readValues(mapper.getFactory().createParser(body))) {
            while (items.hasNextValue()) {
                JsonNode item = items.nextValue();
                limit.progress();
                JsonNode error = item.path("error");
                JsonNode detail = item.path("errorDetail");
                if (!error.isMissingNode() || !detail.isMissingNode()) {
                    String words = detail.path("message").asText(error.asText());
                    throw new DockerErrors.Refusal(words.isBlank() ? "it failed without a word" : words);
                }
                action.accept(item);
            }
        }
    }
}
