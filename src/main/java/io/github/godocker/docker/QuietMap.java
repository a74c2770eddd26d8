package io.github.godocker.docker;

import java.io.Serial;
import java.util.LinkedHashMap;
import java.util.Map;

/** A map whose values may be secret (a proxy's URL holds its password), so that no text ever shows them. */
public final class QuietMap extends LinkedHashMap<String, String> {
    @Serial
    private static final long serialVersionUID = 1L;

    public QuietMap(Map<String, String> values) {
        super(values);
    }

    /** The names only. */
    @Override
    public String toString() {
        return keySet().toString();
    }
}
