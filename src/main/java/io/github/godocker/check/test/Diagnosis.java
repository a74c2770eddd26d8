package io.github.godocker.check.test;

import static io.github.godocker.KnownFailure.said;

import io.github.godocker.KnownFailure;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.Optional;
import java.util.regex.MatchResult;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * Reads what one test prints and keeps only what tells why it failed: a bounded part, however much it prints.
 *
 * <p>The forms are those of Go's packages testing and runtime. A log line and an assertion look alike in them; the last
 * one is taken for the reason, as tests log before they fail.
 */
final class Diagnosis {
    /** The message of a test that failed without a word. */
    static final String SILENT = "Failed";

    private static final int MAX_BLOCKS = 10;
    private static final int MAX_TRACE = 120;
    private static final int MAX_LINE = 1000;
    private static final int MAX_MESSAGE = 300;

    /** What {@code t.Error} and {@code t.Log} print; further lines are indented by eight blanks. */
    private static final Pattern BLOCK = Pattern.compile(" {4}(\\S[^:]*?\\.go):(\\d+): ?(.*)");

    private static final Pattern FRAME = Pattern.compile("\\s+(\\S.*\\.\\w+):(\\d+)( \\+0x[0-9a-f]+)?");
    private static final Pattern HEADING = Pattern.compile("(goroutine \\d+|Goroutine \\d+ \\(|\\[signal ).*");
    private static final Pattern FIELD = Pattern.compile("\\s+(\\w[\\w ]*):\\s*\\t(.*)");
    private static final String RULE = "==================";

    private static final String GO = "go 1.26.8";
    private static final String PANICS = "panic: ";
    private static final KnownFailure PANIC = new KnownFailure("a panic", said(GO, PANICS));
    private static final KnownFailure TIMEOUT =
            new KnownFailure("the tests took too long", said(GO, PANICS + "test timed out after "));
    private static final KnownFailure FATAL =
            new KnownFailure("the runtime gave up", said(GO, "fatal error: ", "SIGSEGV: ", "SIGQUIT: "));
    private static final KnownFailure RACE = new KnownFailure("a data race", said(GO, "WARNING: DATA RACE"));
    private static final KnownFailure ENDED = new KnownFailure(
            "how the test binary ended",
            said(GO, Pattern.compile("(exit status \\d+|signal: [a-z][a-z /]*( \\(core dumped\\))?)$")));
    private static final KnownFailure UNKNOWN_FLAG =
            new KnownFailure("the rest is the usage", said(GO, "flag provided but not defined"));
    private static final KnownFailure FUZZED =
            new KnownFailure("fuzzing found an input", said(GO, "    Failing input written"));
    static final KnownFailure NOT_LOADED = new KnownFailure("go cannot load the package", said(GO, "[setup failed]"));

    /** An assertion or a log line. */
    private record Block(String file, String line, List<String> lines) {}

    private final String root;
    private final Deque<Block> blocks = new ArrayDeque<>();
    private final List<String> first = new ArrayList<>();
    private final Deque<String> last = new ArrayDeque<>();
    private boolean gap;
    private final List<String> trace = new ArrayList<>();
    private @Nullable Block open;
    private String type = "";
    private String ended = "";
    private boolean tracing;
    private int leftOut;

    /** @param root the sources' directory on this machine: frames below it are the user's */
    Diagnosis(String root) {
        this.root = root;
    }

    /** @param line without its end, paths as this machine has them */
    void read(String line) {
        String text = line.length() > MAX_LINE ? line.substring(0, MAX_LINE) + " …" : line;
        if (text.contains("exit status ") || text.contains("signal: ")) {
            Optional<MatchResult> end = ENDED.match(text);
            if (end.isPresent()) {
                ended = end.get().group();
                text = text.substring(0, end.get().start()); // what was printed last may have had no line end
                if (text.isEmpty()) {
                    return;
                }
            }
        }
        if (beginsCrash(text)) {
            tracing = true;
            open = null;
        }
        if (tracing) {
            if (trace.size() < MAX_TRACE) {
                trace.add(text);
            }
            if (type.equals("race") && text.equals(RULE)) {
                tracing = false;
            }
            return;
        }
        if (text.equals(RULE)) {
            return;
        }
        boolean goesOn = open != null && (text.startsWith("        ") || text.isBlank());
        Matcher block = goesOn || !text.contains(".go:") ? null : BLOCK.matcher(text);
        if (block != null && block.find()) {
            if (block.start() > 0) {
                addPlain(text.substring(0, block.start())); // printed without a line end
            }
            open = new Block(
                    block.group(1),
                    block.group(2),
                    new ArrayList<>(List.of(block.group().strip())));
            blocks.add(open);
            if (blocks.size() > MAX_BLOCKS) {
                blocks.remove();
                leftOut++;
            }
        } else if (goesOn) {
            if (open != null && open.lines().size() < MAX_TRACE) {
                open.lines().add(text.length() > 4 ? text.substring(4) : text);
            }
        } else {
            open = null;
            addPlain(text);
        }
    }

    /** The first lines and the last ones: a usage begins with what was wrong, a log ends with it. */
    private void addPlain(String line) {
        if (first.size() < MAX_BLOCKS) {
            first.add(line);
        } else {
            last.add(line);
            if (last.size() > MAX_BLOCKS) {
                last.remove();
                gap = true;
            }
        }
    }

    private List<String> plain() {
        List<String> plain = new ArrayList<>(first);
        if (gap) {
            plain.add("…");
        }
        plain.addAll(last);
        return plain;
    }

    private boolean beginsCrash(String text) {
        if (tracing && !type.equals("race")) {
            return false;
        }
        if (PANIC.begins(text)) {
            type = TIMEOUT.begins(text) ? "timeout" : "panic";
        } else if (FATAL.begins(text)) {
            type = "fatal";
        } else if (RACE.begins(text)) {
            type = type.isEmpty() ? "race" : type;
        } else {
            return false;
        }
        return true;
    }

    /** Whether the whole test binary came to its end here: a race alone does not do that. */
    boolean crashed() {
        return !type.isEmpty() && !type.equals("race");
    }

    boolean timedOut() {
        return type.equals("timeout");
    }

    /** Whether a test was still running when the time was up. */
    boolean namesRunning(String test) {
        return trace.stream().anyMatch(line -> line.startsWith("\t\t" + test + " ("));
    }

    /** Whether it is a benchmark that came to its result. */
    boolean measured() {
        return plain().stream().anyMatch(line -> line.contains(" ns/op"));
    }

    /** The message of the last log line; what {@code t.Skip} was given. */
    String lastMessage() {
        Block block = blocks.peekLast();
        return block == null ? "" : message(block);
    }

    /** The line that most likely tells of an end without a reason in the forms that are known, after a colon. */
    String lastWords() {
        if (ended.startsWith("signal: ")) {
            return ": " + ended; // whoever ran out of memory has not printed it
        }
        String words = "";
        for (String line : plain()) {
            words = line.isBlank() || UNKNOWN_FLAG.begins(words) ? words : line.strip();
        }
        words = words.isEmpty() ? ended : words;
        return words.isEmpty() ? "" : shortened(": " + words);
    }

    /** What was printed, for an end without a reason in the forms that are known. */
    List<String> printed() {
        List<String> lines = plain();
        if (!ended.isEmpty()) {
            lines.add(ended);
        }
        return lines;
    }

    Failure failure() {
        if (!type.isEmpty()) {
            List<String> lines = new ArrayList<>();
            blocks.forEach(block -> lines.addAll(block.lines()));
            lines.addAll(trace);
            return new Failure(type, shortened(crashMessage()), ownFrame(trace), lines, brief());
        }
        Block told = blocks.peekLast();
        if (told != null) {
            List<String> lines = new ArrayList<>();
            if (leftOut > 0) {
                lines.add("(" + leftOut + " earlier messages are in the report)");
            }
            blocks.forEach(block -> lines.addAll(withoutLastBlank(block.lines())));
            // What fuzzing found is kept in a file.
            plain().stream().dropWhile(line -> !FUZZED.begins(line)).forEach(lines::add);
            String position = told.file() + ":" + told.line();
            return new Failure(
                    Failure.ASSERTION, shortened(fileName(position) + ": " + message(told)), position, lines);
        }
        List<String> lines = plain();
        String message =
                String.join(" ", lines.stream().map(String::strip).toList()).strip();
        return new Failure(Failure.ASSERTION, shortened(message.isEmpty() ? SILENT : message), "", lines);
    }

    private static List<String> withoutLastBlank(List<String> lines) {
        int end = lines.size();
        while (end > 0 && lines.get(end - 1).isBlank()) {
            end--;
        }
        return lines.subList(0, end);
    }

    private String crashMessage() {
        String crash = trace.get(0);
        return TIMEOUT.begins(crash)
                ? crash.substring(PANICS.length())
                : RACE.begins(crash) ? "data race" : crash.replaceFirst(" \\[recovered.*]$", "");
    }

    /** The trace without goroutines and frames in which there is nothing of the user's. */
    private List<String> brief() {
        List<String> brief = new ArrayList<>();
        String heading = "";
        for (int i = 0; i < trace.size(); i++) {
            String line = trace.get(i);
            String next = i + 1 < trace.size() ? trace.get(i + 1) : "";
            boolean function = FRAME.matcher(next).matches();
            if (function) {
                if (next.strip().startsWith(root)) {
                    if (!heading.isEmpty()) {
                        brief.add(heading);
                        heading = "";
                    }
                    brief.add(line);
                    brief.add(next);
                }
                i++;
            } else if (HEADING.matcher(line).matches()) {
                heading = line;
            } else if (!line.isBlank() && !line.equals(RULE)) {
                brief.add(line);
            }
        }
        return brief;
    }

    /** The first frame of the user's own code, where the panic came from or the race is. */
    private String ownFrame(List<String> lines) {
        for (String line : lines) {
            Matcher frame = FRAME.matcher(line);
            if (frame.matches() && frame.group(1).startsWith(root)) {
                return frame.group(1) + ":" + frame.group(2);
            }
        }
        return "";
    }

    /** One line of a block: its first, or what testify says after {@code Error:}. */
    private static String message(Block block) {
        String first = block.lines().get(0);
        String text = first.substring(
                        first.indexOf(block.line() + ":") + block.line().length() + 1)
                .strip();
        if (!text.isEmpty()) {
            return text;
        }
        StringBuilder message = new StringBuilder();
        boolean inError = false;
        for (String line : block.lines().subList(1, block.lines().size())) {
            Matcher field = FIELD.matcher(line);
            if (field.matches()) {
                inError = field.group(1).equals("Error");
                if (inError) {
                    message.append(field.group(2).strip());
                }
            } else if (inError && !line.isBlank() && message.length() < MAX_MESSAGE) {
                message.append(message.length() == 0 ? "" : " ").append(line.strip());
            }
        }
        if (message.length() == 0) {
            block.lines().stream()
                    .skip(1)
                    .filter(line -> !line.isBlank())
                    .findFirst()
                    .ifPresent(line -> message.append(line.strip()));
        }
        return message.toString();
    }

    private static String fileName(String position) {
        return position.substring(Math.max(position.lastIndexOf('/'), position.lastIndexOf('\\')) + 1);
    }

    static String shortened(String message) {
        return message.length() > MAX_MESSAGE ? message.substring(0, MAX_MESSAGE) + "…" : message;
    }
}
