package io.github.godocker.docker.client;

import io.github.godocker.docker.Container.Exec;
import io.github.godocker.docker.Container.Stream;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import java.util.function.Consumer;
import java.util.regex.Pattern;

/**
 * Tells the end of a command's output from an early end of the connection: the daemon sends output as a raw stream, which
 * just ends, and a proxy between can end it too. So a shell around the command prints a mark at the end of both streams.
 */
final class EndMark {
    static final String TEXT = "go-docker: all output of this command is above\u0004";

    private static final String SCRIPT = "\"$@\"; code=$?; echo \"$0\"; echo \"$0\" >&2; exit $code";

    /** Of variables with other names some shells pass nothing on. */
    private static final Pattern VARIABLE = Pattern.compile("[A-Za-z_][A-Za-z0-9_]*");

    private final boolean asked;
    private final Set<Stream> ended = EnumSet.noneOf(Stream.class);

    EndMark(Exec exec) {
        this.asked = exec.environment().keySet().stream()
                .allMatch(name -> VARIABLE.matcher(name).matches());
    }

    /** The command with the shell around it. */
    Exec around(Exec exec) {
        if (!asked) {
            return exec;
        }
        List<String> words = new ArrayList<>(List.of("sh", "-c", SCRIPT, TEXT));
        words.addAll(exec.command());
        return new Exec(words, exec.environment(), exec.user(), exec.directory());
    }

    /** The lines of a stream without its mark, which a last line without an end has in it. */
    Lines lines(Stream stream, Consumer<String> sink) {
        return new Lines(line -> {
            if (!line.endsWith(TEXT)) {
                sink.accept(line);
                return;
            }
            ended.add(stream);
            String last = line.substring(0, line.length() - TEXT.length());
            if (!last.isEmpty()) {
                sink.accept(last.endsWith("\r") ? last.substring(0, last.length() - 1) : last);
            }
        });
    }

    /** Whether both streams have come to their end; true also where that cannot be known. */
    boolean hasCome() {
        return !asked || ended.size() == Stream.values().length;
    }
}
