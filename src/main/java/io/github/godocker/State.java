package io.github.godocker;

import io.github.godocker.handover.OwnTree;
import java.io.IOException;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * What a goal made and the fingerprint of all that went in: lines {@code key=value} in a file of the build directory.
 * A plain text, so that finding nothing to do costs no JSON library (0.15 s to load).
 */
public record State(Map<String, String> values) {
    public static final String FINGERPRINT = "fingerprint";

    public State {
        values = new LinkedHashMap<>(values);
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

    /** Nothing if the file does not exist or makes no sense: then all is done again. */
    public static Optional<State> read(OwnTree files, Path file) {
        try {
            Map<String, String> values = new LinkedHashMap<>();
            for (String line : files.readString(file).lines().toList()) {
                int equals = line.indexOf('=');
                if (equals > 0) {
                    values.put(line.substring(0, equals), line.substring(equals + 1));
                }
            }
            return values.containsKey(FINGERPRINT) ? Optional.of(new State(values)) : Optional.empty();
        } catch (IOException e) {
            return Optional.empty();
        }
    }

    public void write(OwnTree files, Path file) {
        StringBuilder text = new StringBuilder();
        values.forEach(
                (key, value) -> text.append(key).append('=').append(value).append('\n'));
        try {
            files.write(file, text.toString());
        } catch (IOException e) {
            throw GoDockerException.unwritable(file, e);
        }
    }
}
