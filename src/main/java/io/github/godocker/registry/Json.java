package io.github.godocker.registry;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.util.Optional;

/**
 * The one door to Jackson in this package. Loading its classes takes some 150 ms, so nothing comes here before there
 * is a text to read; and its exceptions may quote that text, which holds secrets, so none of them leaves.
 */
final class Json {
    private static final ObjectMapper MAPPER = new ObjectMapper();

    private Json() {}

    /** The object in {@code text}; empty if there is none. */
    static Optional<JsonNode> read(String text) {
        try {
            return Optional.ofNullable(MAPPER.readTree(text)).filter(JsonNode::isObject);
        } catch (JsonProcessingException e) {
            return Optional.empty();
        }
    }

    /** The field's text; empty if there is none. */
    static String text(JsonNode node, String field) {
        return node.path(field).asText("");
    }
}
