package io.github.godocker.check.test;

import io.github.godocker.check.test.FailedTest.Attempt;
import io.github.godocker.handover.OwnTree;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;

/**
 * The tests of one package, in one run of its test binary. What passed is written to the spool at once and forgotten;
 * what failed is kept, because a rerun may make a flake of it.
 */
final class Suite {
    private static final String SHUFFLE = "-test.shuffle ";

    private final String importPath;
    private final String suffix;
    private final Spool spool;
    private final String root;
    private final String directory;
    private final UnaryOperator<String> hostPaths;
    private final Map<String, List<Attempt>> earlier;
    private final Map<String, Printed> running = new LinkedHashMap<>();
    private final Set<String> failedParents = new LinkedHashSet<>();
    private final List<FailedTest> failed = new ArrayList<>();
    private final Map<String, Integer> runs = new HashMap<>();
    private final Printed outside;
    private int tests;
    private final SurefireReport report;
    private int skipped;
    private double seconds;
    private boolean cached;
    private boolean crashed;
    private boolean built = true;
    private boolean setup;
    private String seed = "";

    /**
     * @param suffix what tells it from the same package's in another run; may be empty
     * @param root the sources' directory on this machine
     * @param directory the module's on this machine, which is left out of messages
     * @param hostPaths turns a line's paths into those of this machine
     * @param earlier attempts of tests that failed in the runs before
     */
    Suite(
            String importPath,
            String suffix,
            Spool spool,
            String root,
            String directory,
            UnaryOperator<String> hostPaths,
            Map<String, List<Attempt>> earlier) {
        this.importPath = importPath;
        this.suffix = suffix;
        this.spool = spool;
        this.root = root;
        this.directory = directory;
        this.hostPaths = hostPaths;
        this.earlier = new LinkedHashMap<>(earlier);
        this.outside = new Printed(spool, root, hostPaths, false);
        this.report = new SurefireReport(spool, className());
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
            case "run" -> running.putIfAbsent(test, new Printed(spool, root, hostPaths, true));
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
        } else if (output.startsWith("FAIL\t") && Diagnosis.NOT_LOADED.isIn(output)) {
            setup = true;
        }
        outside.print(output);
    }

    private Printed printed(String test) {
        return running.computeIfAbsent(test, name -> new Printed(spool, root, hostPaths, true));
    }

    private Failure failure(String test, Printed printed) {
        printed.end();
        Failure failure = printed.diagnosis().failure();
        crashed |= printed.diagnosis().crashed();
        addParents(test);
        if (!failure.isError() && failedParents.contains(test)) {
            // Whatever it printed may be a log line as well as an assertion of its own; that a subtest failed is sure.
            return FailedTest.subtestFailed(failure.lines());
        }
        return failure;
    }

    private void addParents(String test) {
        failedParents.addAll(parents(test));
    }

    /** A slash may also be part of a test's own name: some of these may be no tests at all. */
    private static Set<String> parents(String test) {
        Set<String> parents = new HashSet<>();
        for (int slash = test.indexOf('/'); slash > 0; slash = test.indexOf('/', slash + 1)) {
            parents.add(test.substring(0, slash));
        }
        return parents;
    }

    private void ended(String test, double time, @Nullable Failure failure, boolean skip) {
        Printed printed = printed(test);
        printed.end();
        running.remove(test);
        String name = FailedTest.name(test, runs.merge(test, 1, Integer::sum));
        List<Attempt> before = earlier.remove(test);
        if (failure == null && before == null) {
            tests++;
            if (skip) {
                skipped++;
                report.addSkipped(name, time, printed.diagnosis().lastMessage(), printed);
            } else {
                report.addPassed(name, time, printed);
            }
            return;
        }
        FailedTest former = new FailedTest(name, before == null ? List.of() : before);
        failed.add(former.then(new Attempt(failure, time, printed.output())));
    }

    /**
     * The package is done.
     *
     * @param status {@code pass}, {@code fail} or {@code skip}
     * @param build what go said, if there is no test binary
     * @param vet whether {@code go vet} said so
     */
    void end(String status, double time, List<String> build, boolean vet) {
        seconds = time;
        outside.end();
        Diagnosis crash = outside.diagnosis();
        for (Printed printed : running.values()) {
            printed.end();
            if (printed.diagnosis().crashed()) {
                crash = printed.diagnosis();
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
        if (status.equals("fail") && (!build.isEmpty() || failed.stream().allMatch(FailedTest::flaky))) {
            failedOutsideOfTests(build, vet);
        }
        runs.clear();
        blameSubtests();
        // What failed before and was not reached again has not become better, but for a binary that passes as a whole.
        earlier.forEach((test, attempts) -> {
            FailedTest before = new FailedTest(test, attempts);
            boolean better = test.startsWith("[") && status.equals("pass");
            failed.add(better ? before.then(new Attempt(null, time, List.of())) : before);
        });
        earlier.clear();
    }

    /** A subtest's panic stands under the outermost test, while the subtest itself fails without a word. */
    private void blameSubtests() {
        for (int i = 0; i < failed.size(); i++) {
            FailedTest silent = failed.get(i);
            Failure its = silent.last().failure();
            if (its == null || !its.lines().isEmpty() || !its.message().equals(Diagnosis.SILENT)) {
                continue;
            }
            for (int j = 0; j < failed.size(); j++) {
                FailedTest outer = failed.get(j);
                Failure panic = outer.last().failure();
                if (panic != null
                        && panic.type().equals("panic")
                        && silent.name().startsWith(outer.name() + "/")) {
                    failed.set(i, silent.blamedOn(panic));
                    failed.set(j, outer.blamedOn(FailedTest.subtestFailed(List.of())));
                }
            }
        }
    }

    /** Benchmarks that measured something have no end of their own; nor have those that only have parts. */
    private void endBenchmarks() {
        Set<String> measured = new HashSet<>();
        running.forEach((test, printed) -> {
            if (test.startsWith("Benchmark") && printed.diagnosis().measured()) {
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
        Diagnosis own = printed(test).diagnosis();
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

    private void failedOutsideOfTests(List<String> build, boolean vet) {
        crashed = true;
        if (!build.isEmpty()) {
            built = false;
            String type = setup ? "setup" : vet ? BuildFailure.VET : "build";
            failed.add(new BuildFailure(type, build).failedTest(directory));
            return;
        }
        Failure told = outside.diagnosis().failure();
        Failure failure = told.isError()
                ? told
                : new Failure(
                        "exit",
                        "the test binary failed outside of its tests"
                                + outside.diagnosis().lastWords(),
                        told.location(),
                        outside.diagnosis().printed());
        failed.add(new FailedTest("[package]", List.of(new Attempt(failure, seconds, List.of()))));
    }

    /** Takes over how failed tests did in a rerun of them. */
    void merge(Suite rerun) {
        for (FailedTest again : rerun.failed) {
            failed.replaceAll(
                    one -> one.test().equals(again.name()) ? new FailedTest(one.name(), again.attempts()) : one);
        }
        crashed = rerun.crashed;
    }

    String importPath() {
        return importPath;
    }

    /** The import path as Java would write it: tools split it at the last dot into package and class. */
    private String dotted() {
        return importPath.replaceAll("[.\\s]", "_").replace('/', '.');
    }

    /** The same with what tells it from that of another run, in Surefire's form. */
    String className() {
        return dotted() + (suffix.isEmpty() ? "" : "(" + suffix + ")");
    }

    List<FailedTest> failed() {
        return failed;
    }

    /** Those that still fail and have no failing subtest, which is the reason then. */
    List<String> failedLeaves() {
        Set<String> parents = new HashSet<>();
        failed.forEach(one -> parents.addAll(parents(one.name())));
        return failed.stream()
                .filter(one -> !one.flaky() && !parents.contains(one.name()))
                .map(FailedTest::test)
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

    /** Whether it compiles, and is not tested because {@code go vet} refuses it. */
    boolean refusedByVet() {
        return !built && failed.stream().anyMatch(one -> one.failure().type().equals(BuildFailure.VET));
    }

    /** Whether go could not even load it. */
    boolean setupFailed() {
        return setup;
    }

    boolean cached() {
        return cached;
    }

    /** What the tests were shuffled with; empty if they were not. */
    String seed() {
        return seed;
    }

    TestCounts counts() {
        int flakes = 0;
        int errors = 0;
        for (FailedTest one : failed) {
            if (one.flaky()) {
                flakes++;
            } else if (one.failure().isError()) {
                errors++;
            }
        }
        return new TestCounts(tests + failed.size(), failed.size() - flakes - errors, errors, skipped, flakes);
    }

    /** Writes the report, and what the package printed outside of its tests beside it, as Surefire does. */
    List<Path> write(OwnTree files, Path directory, Map<String, String> properties) throws IOException {
        String name = dotted() + (suffix.isEmpty() ? "" : "-" + suffix);
        List<Path> written = new ArrayList<>();
        Path xml = directory.resolve("TEST-" + name + ".xml");
        files.write(xml, out -> write(out, properties));
        written.add(xml);
        Path printed = directory.resolve(name + "-output.txt");
        if (outside.isEmpty()) {
            files.delete(printed);
        } else {
            files.write(printed, out -> spool.copy(outside.output(), out));
            written.add(printed);
        }
        return written;
    }

    /** @param properties of the run; those of the package are added */
    void write(OutputStream out, Map<String, String> properties) throws IOException {
        Map<String, String> all = new LinkedHashMap<>(properties);
        all.put("go.package", importPath);
        if (!seed.isEmpty()) {
            all.put("go.shuffle", seed);
        }
        report.write(out, counts(), seconds, all, failed);
    }
}
