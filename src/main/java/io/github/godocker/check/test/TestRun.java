package io.github.godocker.check.test;

import io.github.godocker.go.GoOutput;
import io.github.godocker.log.TestLog;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.UnaryOperator;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** Reads the lines of one {@code go test -json} as they come, and tells the log of packages as they end. */
final class TestRun {
    /** So much of what is no event is kept to explain a failure with. */
    private static final int MAX_LOOSE = 400;

    private final String suffix;
    private final Spool spool;
    private final String root;
    private final String directory;
    private final GoOutput reading;
    private final Map<String, List<FailedTest.Attempt>> earlier;
    private final TestLog log;
    private final Map<String, Suite> suites = new LinkedHashMap<>();
    private final Set<String> ended = new LinkedHashSet<>();
    private final Map<String, List<String>> builds = new LinkedHashMap<>();
    private final List<String> loose = new ArrayList<>();
    private final List<Undecided> undecided = new ArrayList<>();
    private @Nullable String looseBuild;

    /** A package that does not compile, or compiles and is refused by vet: go's events are the same for both. */
    private record Undecided(Suite suite, double seconds, List<String> build) {}

    /**
     * @param suffix what tells its suites from those of another run; may be empty
     * @param root the sources' directory on this machine
     * @param module the module's
     * @param earlier attempts of tests that failed in the runs before
     */
    TestRun(
            String suffix,
            Spool spool,
            Path root,
            Path module,
            GoOutput reading,
            Map<String, List<FailedTest.Attempt>> earlier,
            TestLog log) {
        this.suffix = suffix;
        this.spool = spool;
        this.root = root.toString();
        this.directory = module + module.getFileSystem().getSeparator();
        this.reading = reading;
        this.earlier = earlier;
        this.log = log;
    }

    /** Of the packages that go began with, in that order. */
    Collection<Suite> suites() {
        return suites.values();
    }

    /** What was no event. */
    List<String> loose() {
        return loose;
    }

    void read(String line) {
        Event event = Event.parse(line);
        if (event == null) {
            readLoose(line);
        } else if (event.action().equals("build-output")) {
            String output = event.output().stripTrailing();
            addBuild(event.importPath(), output.startsWith("#") ? output : reading.rewrite(output));
        } else if (!event.action().startsWith("build-") && !event.importPath().isEmpty()) {
            Suite suite = suites.computeIfAbsent(
                    event.importPath(),
                    path -> new Suite(path, suffix, spool, root, directory, reading::hostPaths, earlier));
            suite.read(event);
            if (event.test() == null
                    && (event.action().equals("pass")
                            || event.action().equals("fail")
                            || event.action().equals("skip"))) {
                end(suite, event);
            }
        }
    }

    /** What is no event: the compiler's words before Go 1.24; what a test's child process wrote. */
    private void readLoose(String line) {
        if (loose.size() < MAX_LOOSE) {
            loose.add(line);
        }
        if (line.startsWith("# ")) {
            looseBuild = line.substring(2).replaceFirst(" \\[.*", "");
        }
        if (looseBuild != null) {
            addBuild(looseBuild, line.startsWith("#") ? line : reading.rewrite(line));
        }
    }

    private void addBuild(String key, String line) {
        List<String> lines = builds.computeIfAbsent(key, path -> new ArrayList<>());
        if (lines.size() < MAX_LOOSE) {
            lines.add(line);
        }
    }

    private void end(Suite suite, Event event) {
        ended.add(suite.importPath());
        String failed = event.failedBuild() == null ? event.importPath() : event.failedBuild();
        List<String> build =
                builds.getOrDefault(failed, event.failedBuild() == null ? List.of() : List.of("does not compile"));
        // Tests are compiled with their package as `package [package.test]`, and the compiler says that name; vet and
        // cgo say the plain one, go then both. Without such tests there is but the plain one.
        boolean mayBeVet = failed.equals(event.importPath()) || build.stream().anyMatch(line -> line.startsWith("# ["));
        if (event.action().equals("fail") && !build.isEmpty() && mayBeVet && !suite.setupFailed()) {
            undecided.add(new Undecided(suite, event.seconds(), List.copyOf(build)));
        } else {
            end(suite, event.action(), event.seconds(), build, false);
        }
    }

    /**
     * go has ended, perhaps before the packages' tests have.
     *
     * @param compiling tells which of these packages compile
     */
    void finish(UnaryOperator<Set<String>> compiling) {
        if (!undecided.isEmpty()) {
            Set<String> compile = compiling.apply(
                    undecided.stream().map(one -> one.suite().importPath()).collect(Collectors.toSet()));
            for (Undecided one : undecided) {
                end(
                        one.suite(),
                        "fail",
                        one.seconds(),
                        one.build(),
                        compile.contains(one.suite().importPath()));
            }
        }
        for (Suite suite : suites.values()) {
            if (!ended.contains(suite.importPath())) {
                end(suite, "fail", 0, List.of(), false);
            }
        }
    }

    private void end(Suite suite, String status, double seconds, List<String> build, boolean vet) {
        ended.add(suite.importPath());
        suite.end(status, seconds, build, vet);
        TestCounts counts = suite.counts();
        if (counts.tests() == 0) {
            return;
        }
        log.testedPackage(suite.importPath(), counts.toString(), counts.allPassed(), duration(seconds), suite.cached());
        if (!earlier.isEmpty()) {
            return; // a rerun fails as the first run did, or there is a flake to tell of at the end
        }
        for (FailedTest one : suite.failed()) {
            if (!one.isParent()) {
                log.testFailed(
                        suite.importPath(),
                        one.name(),
                        duration(one.last().seconds()),
                        one.failure().isError(),
                        shown(one.failure()));
            }
        }
    }

    private static Duration duration(double seconds) {
        return Duration.ofMillis(Math.round(seconds * 1000));
    }

    private static List<String> shown(Failure failure) {
        List<String> lines = new ArrayList<>(failure.brief());
        switch (failure.type()) {
            case "build", "setup", BuildFailure.VET -> lines.removeIf(line -> line.startsWith("# "));
            case "exit" -> lines.add(0, failure.message());
            default -> {
                // They tell all there is to tell.
            }
        }
        return lines.isEmpty() ? List.of(failure.message()) : lines;
    }
}
