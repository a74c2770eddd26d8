package io.github.godocker.docker;

import java.util.Map;

/** A network of the daemon's. */
public record Network(String id, String name, Map<String, String> labels) {
    public Network {
        labels = Map.copyOf(labels);
    }
}
