package io.github.godocker.check.test;

import io.github.godocker.check.test.Spool.Range;
import java.util.ArrayList;
import java.util.List;
import java.util.function.UnaryOperator;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** What a running test, or a package outside of its tests, has printed so far: in the spool, but for the last of it. */
final class Printed {
    private static final int CHUNK = 1 << 15;

    /** What go prints about a test among what the test prints. */
    private static final Pattern TEST_FRAME =
            Pattern.compile(" *(=== (RUN|PAUSE|CONT|NAME) .*|--- (PASS|FAIL|SKIP|BENCH): \\S+( \\(\\d+\\.\\d+s\\))?)");

    /** The same on a line that the test did not end. */
    private static final Pattern RESULT = Pattern.compile("--- (PASS|FAIL|SKIP): \\S+ \\(\\d+\\.\\d+s\\)$");

    private static final Pattern PACKAGE_FRAME = Pattern.compile(
            "PASS|FAIL|(ok  |FAIL|\\?   )\t.*|coverage: .*|testing: warning: no tests to run|-test\\.shuffle \\d+");

    private final Spool spool;
    private final UnaryOperator<String> hostPaths;
    private final boolean ofTest;
    private final Diagnosis diagnosis;
    private final List<Range> chunks = new ArrayList<>();
    private final StringBuilder buffer = new StringBuilder();
    private final StringBuilder partial = new StringBuilder();

    /**
     * @param root the sources' directory on this machine
     * @param hostPaths turns a line's paths into those of this machine
     * @param ofTest whether it is a test's, which becomes text of XML, or the package's, which stays as it is
     */
    Printed(Spool spool, String root, UnaryOperator<String> hostPaths, boolean ofTest) {
        this.spool = spool;
        this.hostPaths = hostPaths;
        this.ofTest = ofTest;
        this.diagnosis = new Diagnosis(root);
    }

    /** @param output a line with its end, or a part of one */
    void print(String output) {
        partial.append(output);
        if (output.endsWith("\n")) {
            String line = partial.substring(0, partial.length() - 1);
            partial.setLength(0);
            line(line, "\n");
        }
    }

    private void line(String line, String end) {
        boolean framed = !ofTest || line.contains("---") || line.contains("===");
        if (framed && (ofTest ? TEST_FRAME : PACKAGE_FRAME).matcher(line).matches()) {
            return;
        }
        Matcher result = ofTest && framed ? RESULT.matcher(line) : null;
        String readable = hostPaths.apply(result != null && result.find() ? line.substring(0, result.start()) : line);
        diagnosis.read(readable);
        if (ofTest) {
            XmlText.escape(readable, buffer);
        } else {
            buffer.append(readable);
        }
        buffer.append(end);
        if (buffer.length() > CHUNK) {
            flush();
        }
    }

    private void flush() {
        if (buffer.length() > 0) {
            Spool.add(chunks, spool.append(buffer));
            buffer.setLength(0);
        }
    }

    /** No more is printed. */
    void end() {
        if (partial.length() > 0) {
            line(partial.toString(), "");
            partial.setLength(0);
        }
    }

    boolean isEmpty() {
        return chunks.isEmpty() && buffer.length() == 0;
    }

    /** All of it. */
    List<Range> output() {
        flush();
        return chunks;
    }

    Diagnosis diagnosis() {
        return diagnosis;
    }
}
