package io.github.godocker.container.settings;

import java.util.Map;
import org.jspecify.annotations.Nullable;

/** {@code <http>/health</http>}: a request is answered as expected. */
public final class Http extends Wait {
    public String path = "/";
    /** A published port of the container; default: its only one. */
    public @Nullable Integer port;

    public String method = "GET";
    /** {@code 200}, {@code 200..399} or several with commas. */
    public String status = "200..399";

    /** A regular expression that is found in the answer's body. */
    public @Nullable String body;

    public @Nullable Map<String, String> headers;
    public boolean https;
    /** Whether any certificate will do. */
    public boolean insecure;

    @Override
    public void set(String text) {
        path = text;
    }
}
