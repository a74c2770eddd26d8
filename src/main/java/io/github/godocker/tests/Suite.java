package io.github.godocker.tests;

import io.github.godocker.tests.Spool.Range;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.UnaryOperator;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * The tests of one package, in one run of its test binary. What passed is written to the spool at once and forgotten;
 * what failed is kept, because a rerun may make a flake of it.
 */
final class Suite {
    private static final int CHUNK = 1 << 15;

    private static final Pattern TEST_FRAME =
            Pattern.compile(" *(=== (RUN|PAUSE|CONT|NAME) .*|--- (PASS|FAIL|SKIP|BENCH): \\S+( \\(\\d+\\.\\d+s\\))?)");
    /** On the same line where the test printed no line end. */
    private static final Pattern RESULT = Pattern.compile("--- (PASS|FAIL|SKIP): \\S+ \\(\\d+\\.\\d+s\\)$");

    private static final Pattern PACKAGE_FRAME = Pattern.compile(
            "PASS|FAIL|(ok  |FAIL|\\?   )\t.*|coverage: .*|testing: warning: no tests to run|-test\\.shuffle \\d+");
    /** Follows the name of a test that ran before; Go's names have no blanks. */
    private static final String RUN = " (run ";

    private static final String SUBTEST_FAILED = "a subtest failed";
    private static final String SHUFFLE = "-test.shuffle ";

    /**
     * A run of a test.
     *
     * @param failure null if it passed
     * @param output in the spool
     */
    record Attempt(@Nullable Failure failure, double seconds, List<Range> output) {}

    /** A test that failed at least once. */
    record Failed(String name, List<Attempt> attempts) {
        Failed {
            attempts = List.copyOf(attempts);
        }

        boolean flaky() {
            return last().failure() == null;
        }

        /** Whether it failed only because a subtest did, which tells more. */
        boolean isParent() {
            return last().failure() != null
                    && failure().type().equals(Failure.ASSERTION)
                    && failure().message().equals(SUBTEST_FAILED);
        }

        Failed withLast(Failure failure) {
            List<Attempt> changed = new ArrayList<>(attempts);
            changed.set(changed.size() - 1, new Attempt(failure, last().seconds(), last().output()));
            return new Failed(name, changed);
        }

        /** Without the number of its run. */
        String test() {
            int run = name.indexOf(RUN);
            return run < 0 ? name : name.substring(0, run);
        }

        Attempt last() {
            return attempts.get(attempts.size() - 1);
        }

        /** The failure that is shown: that of the first run, which is what a flake has, too. */
        Failure failure() {
            for (Attempt attempt : attempts) {
                if (attempt.failure() != null) {
                    return attempt.failure();
                }
            }
            throw new IllegalStateException(name);
        }
    }

    /** What a running test, or the package outside of its tests, has printed so far. */
    private final class Printed {
        final Diagnosis diagnosis = new Diagnosis(root);
        final List<Range> chunks = new ArrayList<>();
        final StringBuilder buffer = new StringBuilder();
        final StringBuilder partial = new StringBuilder();
        final Pattern frame;
        final boolean asXml;

        Printed(Pattern frame, boolean asXml) {
            this.frame = frame;
            this.asXml = asXml;
        }

        void print(String output) {
            partial.append(output);
            if (output.endsWith("\n")) {
                String line = partial.substring(0, partial.length() - 1);
                partial.setLength(0);
                line(line, "\n");
            }
        }

        private void line(String line, String end) {
            boolean framed = !asXml || line.contains("---") || line.contains("===");
            if (framed && frame.matcher(line).matches()) {
                return;
            }
            Matcher result = asXml && framed ? RESULT.matcher(line) : null;
            String readable =
                    hostPaths.apply(result != null && result.find() ? line.substring(0, result.start()) : line);
            diagnosis.read(readable);
            if (asXml) {
                XmlText.escape(readable, buffer);
            } else {
                buffer.append(readable);
            }
            buffer.append(end);
            if (buffer.length() > CHUNK) {
                Spool.add(chunks, spool.append(buffer));
                buffer.setLength(0);
            }
        }

        /** All of it. */
        List<Range> finish() {
            if (partial.length() > 0) {
                line(partial.toString(), "");
                partial.setLength(0);
            }
            if (buffer.length() > 0) {
                Spool.add(chunks, spool.append(buffer));
                buffer.setLength(0);
            }
            return chunks;
        }
    }

    private final String importPath;
    private final Spool spool;
    private final String root;
    private final String directory;
    private final UnaryOperator<String> hostPaths;
    private final Map<String, List<Attempt>> earlier;
    private final Map<String, Printed> running = new LinkedHashMap<>();
    private final Set<String> failedParents = new LinkedHashSet<>();
    private final List<Range> finished = new ArrayList<>();
    private final List<Failed> failed = new ArrayList<>();
    private final Map<String, Integer> runs = new HashMap<>();
    private final Printed outside;
    private int tests;
    private int skipped;
    private double seconds;
    private boolean cached;
    private boolean crashed;
    private boolean built = true;
    private boolean setup;
    private String seed = "";

    /**
     * @param root the sources' directory on this machine
     * @param directory the module's on this machine, which is left out of messages
     * @param hostPaths turns a line's paths into those of this machine
     * @param earlier attempts of tests that failed in the runs before
     */
    Suite(
            String importPath,
            Spool spool,
            String root,
            String directory,
            UnaryOperator<String> hostPaths,
            Map<String, List<Attempt>> earlier) {
        this.importPath = importPath;
        this.spool = spool;
        this.root = root;
        this.directory = directory;
        this.hostPaths = hostPaths;
        this.earlier = new LinkedHashMap<>(earlier);
        this.outside = new Printed(PACKAGE_FRAME, false);
    }

    void read(Event event) {
        String test = event.test();
        if (test == null) {
            if (event.action().equals("output")) {
                printOutside(event.output());
            }
            return;
        }
        switch (event.action()) {
            case "run" -> running.putIfAbsent(test, new Printed(TEST_FRAME, true));
            case "output" -> printed(test).print(event.output());
            case "pass", "bench" -> ended(test, event.seconds(), null, false);
            case "skip" -> ended(test, event.seconds(), null, true);
            case "fail" -> ended(test, event.seconds(), failure(test, printed(test)), false);
            default -> {
                // pause and cont tell nothing that matters here.
            }
        }
    }

    private void printOutside(String output) {
        if (output.startsWith(SHUFFLE)) {
            seed = output.substring(SHUFFLE.length()).strip();
        } else if (output.startsWith("ok  \t") && output.contains("\t(cached)")) {
            cached = true;
        } else if (output.startsWith("FAIL\t") && output.stripTrailing().endsWith("[setup failed]")) {
            setup = true;
        }
        outside.print(output);
    }

    private Printed printed(String test) {
        return running.computeIfAbsent(test, name -> new Printed(TEST_FRAME, true));
    }

    private Failure failure(String test, Printed printed) {
        var unused = printed.finish();
        Failure failure = printed.diagnosis.failure();
        crashed |= printed.diagnosis.crashed();
        addParents(test);
        if (!failure.isError() && failedParents.contains(test)) {
            // Whatever it printed may be a log line as well as an assertion of its own; that a subtest failed is sure.
            return new Failure(Failure.ASSERTION, SUBTEST_FAILED, "", failure.lines());
        }
        return failure;
    }

    private void addParents(String test) {
        failedParents.addAll(parents(test));
    }

    /** A slash may also be part of a name, so these are more than there are. */
    private static Set<String> parents(String test) {
        Set<String> parents = new HashSet<>();
        for (int slash = test.indexOf('/'); slash > 0; slash = test.indexOf('/', slash + 1)) {
            parents.add(test.substring(0, slash));
        }
        return parents;
    }

    private void ended(String test, double time, @Nullable Failure failure, boolean skip) {
        Printed printed = printed(test);
        running.remove(test);
        int run = runs.merge(test, 1, Integer::sum);
        String name = run == 1 ? test : test + RUN + run + ")"; // by -count
        List<Attempt> before = earlier.remove(test);
        if (failure == null && before == null) {
            finish(name, time, printed, skip);
            return;
        }
        List<Attempt> attempts = new ArrayList<>(before == null ? List.of() : before);
        attempts.add(new Attempt(failure, time, printed.finish()));
        failed.add(new Failed(name, attempts));
    }

    private void finish(String test, double time, Printed printed, boolean skip) {
        tests++;
        skipped += skip ? 1 : 0;
        String start = testcase(test, time);
        var unused = printed.partial.length() > 0 ? printed.finish() : List.of();
        boolean silent = printed.chunks.isEmpty() && printed.buffer.length() == 0;
        if (skip) {
            String reason = printed.diagnosis.lastMessage();
            start += ">\n    <skipped" + (reason.isEmpty() ? "" : " message=\"" + XmlText.attribute(reason) + "\"")
                    + "/>";
        } else if (silent) {
            Spool.add(finished, spool.append(start + "/>\n"));
            return;
        } else {
            start += ">";
        }
        if (silent) {
            Spool.add(finished, spool.append(start + "\n  </testcase>\n"));
            return;
        }
        Spool.add(finished, spool.append(start + "\n    <system-out>"));
        printed.finish().forEach(chunk -> Spool.add(finished, chunk));
        Spool.add(finished, spool.append("</system-out>\n  </testcase>\n"));
    }

    /**
     * The package is done.
     *
     * @param status {@code pass}, {@code fail} or {@code skip}
     * @param build what the compiler said, if it did not compile
     */
    void end(String status, double time, List<String> build) {
        seconds = time;
        var unused = outside.finish();
        Diagnosis crash = outside.diagnosis;
        for (Printed printed : running.values()) {
            var ignored = printed.finish();
            if (printed.diagnosis.crashed()) {
                crash = printed.diagnosis;
            }
        }
        endBenchmarks();
        crashed |= crash.crashed() || !running.isEmpty();
        // Innermost first, so that parents can tell that a subtest failed.
        List<String> unfinished = new ArrayList<>(running.keySet());
        for (int i = unfinished.size() - 1; i >= 0; i--) {
            String test = unfinished.get(i);
            ended(test, time, unfinished(test, crash), false);
        }
        if (status.equals("fail") && (!build.isEmpty() || failed.stream().allMatch(Failed::flaky))) {
            failedOutsideOfTests(build);
        }
        runs.clear();
        blameSubtests();
        // What failed before and was not reached again has not become better.
        earlier.forEach((test, attempts) -> failed.add(new Failed(test, attempts)));
        earlier.clear();
    }

    /** A subtest's panic stands under the outermost test, while the subtest itself fails without a word. */
    private void blameSubtests() {
        for (int i = 0; i < failed.size(); i++) {
            Failed silent = failed.get(i);
            Failure its = silent.last().failure();
            if (its == null || !its.lines().isEmpty() || !its.message().equals(Diagnosis.SILENT)) {
                continue;
            }
            for (int j = 0; j < failed.size(); j++) {
                Failed outer = failed.get(j);
                Failure panic = outer.last().failure();
                if (panic != null
                        && panic.type().equals("panic")
                        && silent.name().startsWith(outer.name() + "/")) {
                    failed.set(i, silent.withLast(panic));
                    failed.set(j, outer.withLast(new Failure(Failure.ASSERTION, SUBTEST_FAILED, "", List.of())));
                }
            }
        }
    }

    /** Benchmarks that measured something have no end of their own; nor have those that only have parts. */
    private void endBenchmarks() {
        Set<String> measured = new HashSet<>();
        running.forEach((test, printed) -> {
            if (test.startsWith("Benchmark") && printed.diagnosis.measured()) {
                measured.add(test);
                measured.addAll(parents(test));
            }
        });
        for (String test : List.copyOf(running.keySet())) {
            if (measured.contains(test)) {
                ended(test, 0, null, false);
            }
        }
    }

    private Failure unfinished(String test, Diagnosis crash) {
        Diagnosis own = printed(test).diagnosis;
        Failure told = crash.crashed() ? crash.failure() : null;
        addParents(test);
        if (told != null && crash.timedOut() && crash.namesRunning(test) && !failedParents.contains(test)) {
            return told;
        }
        if (told != null && !crash.timedOut() && own == crash) {
            return told;
        }
        if (failedParents.contains(test)) {
            return new Failure("aborted", "a subtest did not end", "", List.of());
        }
        if (told != null) {
            return new Failure("aborted", "did not end: " + told.message(), "", List.of());
        }
        return new Failure("exit", "the test binary ended while this test ran" + own.lastWords(), "", own.printed());
    }

    private void failedOutsideOfTests(List<String> build) {
        crashed = true;
        if (!build.isEmpty()) {
            built = false;
            String message = build.stream()
                    .filter(line -> !line.startsWith("#") && !line.isBlank())
                    // An import cycle is told after the way that leads into it.
                    .min(Comparator.comparing(line -> !line.contains(": ")))
                    .orElse("does not compile");
            failed.add(new Failed(
                    setup ? "[setup failed]" : "[build failed]",
                    List.of(new Attempt(
                            new Failure(
                                    setup ? "setup" : "build",
                                    Diagnosis.shortened(message.strip().replace(directory, "")),
                                    position(message),
                                    build),
                            0,
                            List.of()))));
            return;
        }
        Failure told = outside.diagnosis.failure();
        Failure failure = told.isError()
                ? told
                : new Failure(
                        "exit",
                        "the test binary failed outside of its tests" + outside.diagnosis.lastWords(),
                        told.location(),
                        outside.diagnosis.printed());
        failed.add(new Failed("[package]", List.of(new Attempt(failure, seconds, List.of()))));
    }

    private static String position(String line) {
        var match = Pattern.compile("(\\S.*?\\.\\w+:\\d+)(:\\d+)?: .*").matcher(line.strip());
        return match.matches() ? match.group(1) : "";
    }

    /** Takes over how failed tests did in a rerun of them. */
    void merge(Suite rerun) {
        for (Failed again : rerun.failed) {
            failed.replaceAll(one -> one.test().equals(again.name()) ? new Failed(one.name(), again.attempts()) : one);
        }
        crashed = rerun.crashed;
    }

    String importPath() {
        return importPath;
    }

    /** The import path as Java would write it: tools split it at the last dot into package and class. */
    String className() {
        return importPath.replaceAll("[.\\s]", "_").replace('/', '.');
    }

    List<Failed> failed() {
        return failed;
    }

    /** Those that still fail and have no failing subtest, which is the reason then. */
    List<String> failedLeaves() {
        Set<String> parents = new LinkedHashSet<>();
        for (Failed one : failed) {
            for (int slash = one.name().indexOf('/');
                    slash > 0;
                    slash = one.name().indexOf('/', slash + 1)) {
                parents.add(one.name().substring(0, slash));
            }
        }
        return failed.stream()
                .filter(one -> !one.flaky() && !parents.contains(one.name()))
                .map(Failed::test)
                .distinct()
                .toList();
    }

    Map<String, List<Attempt>> attempts() {
        Map<String, List<Attempt>> attempts = new LinkedHashMap<>();
        failed.stream().filter(one -> !one.flaky()).forEach(one -> attempts.put(one.test(), one.attempts()));
        return attempts;
    }

    /** Whether the binary did not come to its end: then there are tests that have not run. */
    boolean crashed() {
        return crashed;
    }

    /** Whether there is a test binary at all. */
    boolean built() {
        return built;
    }

    boolean cached() {
        return cached;
    }

    double seconds() {
        return seconds;
    }

    /** What the tests were shuffled with; empty if they were not. */
    String seed() {
        return seed;
    }

    TestCounts counts() {
        int flakes = 0;
        int errors = 0;
        for (Failed one : failed) {
            if (one.flaky()) {
                flakes++;
            } else if (one.failure().isError()) {
                errors++;
            }
        }
        return new TestCounts(tests + failed.size(), failed.size() - flakes - errors, errors, skipped, flakes);
    }

    /** Writes the report, and what the package printed outside of its tests beside it, as Surefire does. */
    List<Path> write(Path directory, Map<String, String> properties) throws IOException {
        List<Path> written = new ArrayList<>();
        Path report = directory.resolve("TEST-" + className() + ".xml");
        try (OutputStream out = Files.newOutputStream(report)) {
            write(out, properties);
        }
        written.add(report);
        Path printed = directory.resolve(className() + "-output.txt");
        Files.deleteIfExists(printed);
        if (!outside.chunks.isEmpty()) {
            try (OutputStream out = Files.newOutputStream(printed)) {
                spool.copy(outside.chunks, out);
            }
            written.add(printed);
        }
        return written;
    }

    void write(OutputStream out, Map<String, String> properties) throws IOException {
        TestCounts counts = counts();
        StringBuilder text = new StringBuilder();
        text.append("<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n")
                .append("<testsuite xmlns:xsi=\"http://www.w3.org/2001/XMLSchema-instance\" ")
                .append("xsi:noNamespaceSchemaLocation=\"https://maven.apache.org/surefire/maven-surefire-plugin")
                .append("/xsd/surefire-test-report.xsd\" version=\"3.0.2\"")
                .append(" name=\"")
                .append(XmlText.attribute(className()))
                .append("\" time=\"")
                .append(decimal(seconds))
                .append("\" tests=\"")
                .append(counts.tests())
                .append("\" errors=\"")
                .append(counts.errors())
                .append("\" skipped=\"")
                .append(counts.skipped())
                .append("\" failures=\"")
                .append(counts.failures())
                .append("\">\n  <properties>\n");
        Map<String, String> all = new LinkedHashMap<>(properties);
        all.put("go.package", importPath);
        if (!seed.isEmpty()) {
            all.put("go.shuffle", seed);
        }
        all.forEach((name, value) -> text.append("    <property name=\"")
                .append(XmlText.attribute(name))
                .append("\" value=\"")
                .append(XmlText.attribute(value))
                .append("\"/>\n"));
        text.append("  </properties>\n");
        write(out, text);
        for (Failed one : failed) {
            write(out, one);
        }
        spool.copy(finished, out);
        write(out, new StringBuilder("</testsuite>\n"));
    }

    private void write(OutputStream out, Failed test) throws IOException {
        boolean flaky = test.flaky();
        List<Attempt> attempts = test.attempts();
        StringBuilder text = new StringBuilder(testcase(test.name(), test.last().seconds()) + ">\n");
        // The order of the schema: failure, reruns of failures, error, reruns of errors, output.
        for (boolean errors : new boolean[] {false, true}) {
            String kind = errors ? "Error" : "Failure";
            for (int i = 0; i < attempts.size(); i++) {
                Failure failure = attempts.get(i).failure();
                boolean first = failure != null && failure == test.failure();
                // Reruns are in the group of the failure that they belong to, whatever their own kind.
                if (failure == null
                        || (flaky ? failure.isError() : test.failure().isError()) != errors) {
                    continue;
                }
                boolean plain = first && !flaky;
                String element = plain ? (errors ? "error" : "failure") : (flaky ? "flaky" : "rerun") + kind;
                text.append("    <")
                        .append(element)
                        .append(" message=\"")
                        .append(XmlText.attribute(failure.message()))
                        .append("\" type=\"")
                        .append(failure.type())
                        .append("\">");
                String trace = XmlText.escape(
                        failure.lines().isEmpty() ? failure.message() : String.join("\n", failure.lines()));
                if (plain) {
                    text.append(trace);
                } else {
                    text.append("<stackTrace>").append(trace).append("</stackTrace>");
                    text.append("<system-out>");
                    write(out, text);
                    spool.copy(attempts.get(i).output(), out);
                    text.append("</system-out>");
                }
                text.append("</").append(element).append(">\n");
            }
        }
        Attempt shown = flaky ? test.last() : attempts.get(0);
        if (!shown.output().isEmpty()) {
            text.append("    <system-out>");
            write(out, text);
            spool.copy(shown.output(), out);
            text.append("</system-out>\n");
        }
        write(out, text.append("  </testcase>\n"));
    }

    private static void write(OutputStream out, StringBuilder text) throws IOException {
        out.write(text.toString().getBytes(StandardCharsets.UTF_8));
        text.setLength(0);
    }

    private String testcase(String name, double time) {
        return "  <testcase name=\"" + XmlText.attribute(name) + "\" classname=\"" + XmlText.attribute(className())
                + "\" time=\"" + decimal(time) + "\"";
    }

    /** With three digits, as String.format would, which is slow for what is written so often. */
    private static String decimal(double number) {
        long thousandths = Math.round(number * 1000);
        String digits = String.valueOf(1000 + thousandths % 1000);
        return thousandths / 1000 + "." + digits.substring(1);
    }
}
