package io.github.godocker.check.lint;

import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** A place in a file of the module, as {@link Finding} has it. */
record Position(String file, int line, int column) {
    private static final Pattern POSITION = Pattern.compile("(.+?):(\\d+)(?::(\\d+))?(?:-\\d+)?");
    private static final Pattern LINE = Pattern.compile("(?:vet: )?(\\S[^:]*\\.\\w+):(\\d+)(?::(\\d+))?: (.*)");

    /** Of {@code /src/app/main.go:10:2}. */
    static Position parse(String text, SourcePaths paths) {
        Matcher matcher = POSITION.matcher(text);
        return matcher.matches()
                ? new Position(paths.relative(matcher.group(1)), number(matcher.group(2)), number(matcher.group(3)))
                : new Position(paths.relative(text), 0, 0);
    }

    /** A line of a compiler: {@code main.go:3:5: undefined: x}. */
    record Complaint(Position position, String message) {
        static @Nullable Complaint parse(String line, SourcePaths paths) {
            Matcher matcher = LINE.matcher(line);
            return matcher.matches()
                    ? new Complaint(
                            new Position(
                                    paths.relative(matcher.group(1)),
                                    number(matcher.group(2)),
                                    number(matcher.group(3))),
                            matcher.group(4))
                    : null;
        }
    }

    private static int number(@Nullable String digits) {
        return digits == null ? 0 : Integer.parseInt(digits);
    }
}
