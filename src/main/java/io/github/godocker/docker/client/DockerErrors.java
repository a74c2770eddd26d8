package io.github.godocker.docker.client;

import com.github.dockerjava.api.exception.DockerException;
import java.nio.channels.ClosedByInterruptException;
import org.jspecify.annotations.Nullable;

/** What the daemon or the connection to it said, in plain words. */
final class DockerErrors {
    private static final String JSON_MESSAGE = "{\"message\":\"";

    private DockerErrors() {}

    /** The daemon's own sentence: without docker-java's {@code Status 404: } and JSON around it, without a final dot. */
    static String words(Throwable failure) {
        Throwable root = failure;
        while (root.getCause() != null && !(root instanceof DockerException)) {
            root = root.getCause();
        }
        String message = root.getMessage();
        if (message == null || message.isBlank()) {
            return root.getClass().getSimpleName();
        }
        return clean(message);
    }

    static String clean(String message) {
        String text = message.strip();
        int json = text.indexOf(JSON_MESSAGE);
        if (json >= 0) {
            text = unescape(text.substring(json + JSON_MESSAGE.length()));
        }
        text = text.strip();
        return text.endsWith(".") ? text.substring(0, text.length() - 1) : text;
    }

    /** A JSON string up to its closing quote. */
    private static String unescape(String json) {
        StringBuilder text = new StringBuilder(json.length());
        for (int i = 0; i < json.length() && json.charAt(i) != '"'; i++) {
            char c = json.charAt(i);
            if (c != '\\' || i + 1 == json.length()) {
                text.append(c);
                continue;
            }
            char escaped = json.charAt(++i);
            switch (escaped) {
                case 'n' -> text.append('\n');
                case 't' -> text.append(' ');
                case 'r' -> {}
                case 'u' -> {
                    if (i + 4 < json.length()) {
                        text.append((char) Integer.parseInt(json.substring(i + 1, i + 5), 16));
                        i += 4;
                    }
                }
                default -> text.append(escaped);
            }
        }
        return text.toString();
    }

    static int status(Throwable failure) {
        for (@Nullable Throwable t = failure; t != null; t = t.getCause()) {
            if (t instanceof DockerException docker) {
                return docker.getHttpStatus();
            }
        }
        return 0;
    }

    static boolean isInterrupt(Throwable failure) {
        for (@Nullable Throwable t = failure; t != null; t = t.getCause()) {
            if (t instanceof InterruptedException || t instanceof ClosedByInterruptException) {
                return true;
            }
        }
        return Thread.currentThread().isInterrupted();
    }
}
