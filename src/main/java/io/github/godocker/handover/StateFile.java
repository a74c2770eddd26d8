package io.github.godocker.handover;

import io.github.godocker.GoDockerException;
import io.github.godocker.State;
import java.io.IOException;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * Where a {@link State} is kept: lines {@code key=value} in a file of the build directory. A plain text, so that finding
 * nothing to do costs no JSON library (0.15 s to load).
 *
 * @param tree that the file lies in
 */
public record StateFile(OwnTree tree, Path path) {
    /** {@link State#NONE} if the file does not exist or makes no sense: then all is done again. */
    public State read() {
        Map<String, String> values = new LinkedHashMap<>();
        try {
            for (String line : tree.readString(path).lines().toList()) {
                int equals = line.indexOf('=');
                if (equals > 0) {
                    values.put(line.substring(0, equals), line.substring(equals + 1));
                }
            }
        } catch (IOException e) {
            return State.NONE;
        }
        return values.containsKey(State.FINGERPRINT) ? new State(values) : State.NONE;
    }

    public void write(State state) {
        StringBuilder text = new StringBuilder();
        state.values()
                .forEach((key, value) ->
                        text.append(key).append('=').append(value).append('\n'));
        try {
            tree.write(path, text.toString());
        } catch (IOException e) {
            throw GoDockerException.unwritable(path, e);
        }
    }
}
