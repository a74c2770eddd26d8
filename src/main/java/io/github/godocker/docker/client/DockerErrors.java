package io.github.godocker.docker.client;

import static io.github.godocker.KnownFailure.said;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.github.dockerjava.api.exception.DockerException;
import io.github.godocker.KnownFailure;
import io.github.godocker.docker.client.transport.Unreachable;
import java.io.IOException;
import java.net.SocketException;
import java.nio.channels.ClosedByInterruptException;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** What the daemon or the connection to it said, in plain words. */
final class DockerErrors {
    /** docker-java puts it before the answer's body. */
    private static final Pattern STATUS = Pattern.compile("^Status (\\d{3}):\\s*");
    /** Docker writes only this, podman other keys beside it. Possessive: an answer may be long. */
    private static final Pattern JSON_MESSAGE =
            Pattern.compile("^\\{.*?\"message\"\\s*:\\s*\"((?:[^\"\\\\]|\\\\.)*+)", Pattern.DOTALL);

    /** Jackson says at length that it does not show the text. */
    private static final Pattern SOURCE = Pattern.compile("\\s*\\(?(start marker )?at \\[Source.*", Pattern.DOTALL);

    private static final Pattern HEX = Pattern.compile("[0-9a-fA-F]{4}");

    /** In lower case. Whatever the daemon writes, it writes to its own storage. */
    static final KnownFailure DISK_FULL = new KnownFailure(
            "Docker's disk is full", said("docker 20.10.24", "no space left on device", "disk quota exceeded"));

    static final KnownFailure NOT_ALLOWED =
            new KnownFailure("this user may not use the daemon's socket", said("OpenJDK 17.0.15", "Permission denied"));

    static final KnownFailure NO_NETWORK = new KnownFailure(
            "there is no such network as <builderNetwork> names",
            said("docker 20.10.24", Pattern.compile("network ([\\w.-]*\\w)")));

    private DockerErrors() {}

    /** The daemon's own sentence: without docker-java's {@code Status 404: } and JSON around it, without a final dot. */
    static String words(Throwable failure) {
        Throwable root = failure;
        while (root.getCause() != null && !(root instanceof DockerException)) {
            root = root.getCause();
        }
        if (root instanceof JsonProcessingException json) {
            return "its answer cannot be read ("
                    + SOURCE.matcher(json.getOriginalMessage()).replaceFirst("") + ")";
        }
        String message = root.getMessage();
        if (message == null || message.isBlank()) {
            return root.getClass().getSimpleName();
        }
        return clean(message);
    }

    /** What the daemon itself refused, in its words; any other failure is one of the connection to it. */
    static final class Refusal extends IOException {
        private static final long serialVersionUID = 1L;

        private final int status;

        /** One that came after the daemon had begun to answer. */
        Refusal(String words) {
            this(0, words);
        }

        Refusal(int status, String words) {
            super(words);
            this.status = status;
        }

        boolean isNotFound() {
            return status == 404;
        }
    }

    /** Tells a daemon that was lost from one that passes on what a registry said: who has to act is another one. */
    static Exception ofTransfer(Exception failure) {
        Throwable root = failure;
        while (root.getCause() != null) {
            root = root.getCause();
        }
        if (!(root instanceof IOException)
                || root instanceof Refusal
                || root instanceof JsonProcessingException
                || isInterrupt(failure)) {
            return failure;
        }
        IOException lost = new IOException("the connection to Docker was lost: " + words(failure));
        lost.addSuppressed(failure);
        return lost;
    }

    /** The same of a daemon that has answered before, and whose socket does not serve any more. */
    static Exception ofSocket(Exception failure) {
        Throwable root = failure;
        while (root.getCause() != null) {
            root = root.getCause();
        }
        return root instanceof SocketException && !isInterrupt(failure)
                ? Unreachable.lost(words(failure), failure)
                : failure;
    }

    static String clean(String message) {
        String text = message.strip();
        Matcher status = STATUS.matcher(text);
        String nothing = text;
        if (status.find()) {
            nothing = "HTTP status " + status.group(1);
            text = text.substring(status.end());
        }
        return body(text, nothing);
    }

    /** The words of an answer that reports a failure. */
    static String ofAnswer(int status, String body) {
        return body(body.strip(), "HTTP status " + status);
    }

    private static String body(String body, String nothing) {
        Matcher json = JSON_MESSAGE.matcher(body);
        String text = json.find() ? unescape(json.group(1)).strip() : body;
        // A page comes from a proxy between the daemon and us; its status is what it says.
        if (text.isEmpty() || text.startsWith("<")) {
            return nothing;
        }
        return text.endsWith(".") ? text.substring(0, text.length() - 1).strip() : text;
    }

    /** What stands between the quotes of a JSON string. */
    private static String unescape(String json) {
        StringBuilder text = new StringBuilder(json.length());
        for (int i = 0; i < json.length(); i++) {
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
                    String code = json.substring(i + 1, Math.min(i + 5, json.length()));
                    if (HEX.matcher(code).matches()) {
                        text.append((char) Integer.parseInt(code, 16));
                        i += 4;
                    }
                }
                default -> text.append(escaped);
            }
        }
        return text.toString();
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
