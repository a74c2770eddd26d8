package io.github.godocker;

import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** What a goal made and the fingerprint of all that went in; {@code handover.StateFile} keeps it for the next build. */
public record State(Map<String, String> values) {
    public static final String FINGERPRINT = "fingerprint";

    /** That of a goal that has made nothing yet, or of which nothing is known. */
    public static final State NONE = of("");

    public State {
        values = Collections.unmodifiableMap(new LinkedHashMap<>(values));
    }

    public static State of(String fingerprint) {
        return new State(Map.of(FINGERPRINT, fingerprint));
    }

    public State with(String key, String value) {
        Map<String, String> more = new LinkedHashMap<>(values);
        more.put(key, value);
        return new State(more);
    }

    /** The value, or an empty text. */
    public String get(String key) {
        return values.getOrDefault(key, "");
    }

    /** A list that was joined by spaces. */
    public List<String> list(String key) {
        String value = get(key);
        return value.isEmpty() ? List.of() : List.of(value.split(" "));
    }
}
