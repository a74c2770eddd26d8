package io.github.godocker.check.test;

import io.github.godocker.GoDockerException;
import io.github.godocker.builder.Builder;
import io.github.godocker.builder.GoCommand;
import io.github.godocker.go.GoModule;
import io.github.godocker.go.GoTest;
import io.github.godocker.handover.OwnTree;
import io.github.godocker.log.Heartbeat;
import io.github.godocker.log.TestLog;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Collectors;

/**
 * Runs the tests of a module in the builder and writes a report for each package: {@code TEST-<package>.xml}, as
 * Surefire's schema has it.
 */
public final class GoTests {
    private final GoCommand go;
    private final Builder builder;
    private final GoModule module;
    private final TestLog log;

    /** @param go as every command on this module needs it; what a test command needs is added */
    public GoTests(GoCommand go, TestLog log) {
        this.go = go;
        this.builder = go.builder();
        this.module = go.module();
        this.log = log;
    }

    /**
     * What came of it.
     *
     * @param packages in which tests ran or should have
     * @param failedPackages of those
     * @param refusedByVet of the failed ones
     * @param reports all files that were written
     * @param profiles of covered code, if it was asked for
     */
    public record Result(
            TestCounts counts,
            int packages,
            int failedPackages,
            int refusedByVet,
            int notBuilt,
            List<Path> reports,
            List<Path> profiles) {
        /** That of a module in which there is nothing to test. */
        public static final Result NONE = new Result(TestCounts.NONE, 0, 0, 0, 0, List.of(), List.of());

        public Result {
            reports = List.copyOf(reports);
            profiles = List.copyOf(profiles);
        }
    }

    /**
     * Runs tests, and those that fail once more, up to {@code reruns} times.
     *
     * @throws GoDockerException if no test could be run at all; tests that fail are a result
     */
    public Result run(GoTest command, TestSelection selection, int reruns, TestOutput output) {
        Path reports = output.reports();
        Path profile = output.coverage() == null ? null : output.coverage().profile();
        log.testing(selection.isAll() ? String.join(" ", command.packages()) : selection.toString(), builder.image());
        try (Heartbeat ignored = Heartbeat.start(log, "testing");
                Spool spool = new Spool(output.files(), output.spoolDirectory())) {
            output.reportFiles().createDirectories(reports);
            List<Suite> suites = new ArrayList<>();
            List<Path> profiles = new ArrayList<>();
            for (TestSelection.Group group : groups(command, selection)) {
                GoTest measured = command;
                if (profile != null) {
                    Path one = profiles.isEmpty()
                            ? profile
                            : profile.resolveSibling(profiles.size() + "-" + profile.getFileName());
                    output.files().delete(one);
                    measured = command.withProfile(builder.path(one));
                    profiles.add(one);
                }
                TestRun run = runOnce(measured, group, spool, output.suffix(), Map.of());
                suites.addAll(run.suites());
                for (Suite suite : run.suites()) {
                    if (reruns > 0 && !suite.counts().allPassed() && suite.built()) {
                        suites.set(suites.indexOf(suite), rerun(spool, output.suffix(), command, group, suite, reruns));
                    }
                }
            }
            profiles.forEach(one -> builder.syncOut(output.files(), one));
            profiles.removeIf(one -> !output.files().isFile(one)); // nothing compiled
            return conclude(suites, output, profiles);
        } catch (IOException | UncheckedIOException e) {
            throw GoDockerException.unwritable(
                    "the test reports to " + reports,
                    reports,
                    e instanceof UncheckedIOException within
                            ? Objects.requireNonNull(within.getCause())
                            : (IOException) e,
                    "Make the directory writable, or set <reportsDirectory> to another one.");
        }
    }

    private Result conclude(List<Suite> suites, TestOutput output, List<Path> profiles) throws IOException {
        OwnTree files = output.reportFiles();
        List<Path> written = new ArrayList<>();
        TestCounts counts = TestCounts.NONE;
        List<String> failures = new ArrayList<>();
        List<String> errors = new ArrayList<>();
        List<String> flakes = new ArrayList<>();
        Set<String> seeds = new LinkedHashSet<>();
        int packages = 0;
        int failed = 0;
        int refused = 0;
        int notBuilt = 0;
        for (Suite suite : suites) {
            TestCounts its = suite.counts();
            if (its.tests() == 0) {
                continue; // no file either: Surefire has none for a class without tests
            }
            packages++;
            failed += its.allPassed() ? 0 : 1;
            refused += suite.refusedByVet() ? 1 : 0;
            notBuilt += suite.built() ? 0 : 1;
            counts = counts.plus(its);
            if (!suite.seed().isEmpty()) {
                seeds.add(suite.seed());
            }
            for (FailedTest one : suite.failed()) {
                String line =
                        shortName(suite, one.name()) + ": " + one.failure().message();
                (one.flaky() ? flakes : one.failure().isError() ? errors : failures).add(line);
            }
            written.addAll(suite.write(files, output.reports(), Map.of("go.version", builder.goVersion())));
        }
        log.results(counts.toString(), counts.allPassed(), failures, errors, flakes);
        if (!seeds.isEmpty()) {
            log.shuffled(List.copyOf(seeds));
        }
        return new Result(counts, packages, failed, refused, notBuilt, written, profiles);
    }

    /** With the package's path in the module. */
    private String shortName(Suite suite, String test) {
        String relative = relative(suite.importPath());
        return relative.equals(".") ? test : relative + (test.startsWith("[") ? " " : ".") + test;
    }

    private String relative(String importPath) {
        String path = module.modulePath();
        return importPath.equals(path)
                ? "."
                : importPath.startsWith(path + "/") ? importPath.substring(path.length() + 1) : importPath;
    }

    private List<TestSelection.Group> groups(GoTest command, TestSelection selection) {
        if (!selection.namesPackages()) {
            return List.of(selection.everywhere(command.packages()));
        }
        GoCommand.Answer answer = go.with(command.environment()).ask(command.list(command.packages()));
        if (answer.exit() != 0) {
            throw failure(answer.complaints(), answer.exit());
        }
        Map<String, String> packages = new TreeMap<>();
        answer.lines().forEach(line -> packages.put(line, relative(line)));
        return selection.groups(packages);
    }

    private TestRun runOnce(
            GoTest command,
            TestSelection.Group group,
            Spool spool,
            String suffix,
            Map<String, List<FailedTest.Attempt>> earlier) {
        TestRun run = new TestRun(suffix, spool, builder.root(), module.directory(), go.reading(), earlier, log);
        int exit = go.with(command.environment())
                .run(
                        command.command(go.version(), group.packages(), group.run(), group.skip()),
                        (stream, line) -> run.read(line));
        run.finish(packages -> compiling(command, packages));
        if (exit != 0 && run.suites().stream().allMatch(suite -> suite.counts().allPassed())) {
            throw failure(run.loose(), exit);
        }
        return run;
    }

    /** Those of the packages that compile; asked only after one has failed, and answered from go's cache. */
    private Set<String> compiling(GoTest command, Set<String> packages) {
        return go.with(command.environment()).ask(command.listCompiling(packages)).lines().stream()
                .map(String::strip)
                .collect(Collectors.toSet());
    }

    private Suite rerun(
            Spool spool, String suffix, GoTest command, TestSelection.Group group, Suite first, int reruns) {
        Suite suite = first;
        for (int i = 1; i <= reruns && !suite.counts().allPassed(); i++) {
            // After a crash nobody knows what the tests would have done that have not run.
            boolean whole = suite.crashed();
            List<String> names = suite.failedLeaves();
            log.rerunning(suite.importPath(), whole ? List.of() : names, i, reruns);
            TestSelection.Group failed = new TestSelection.Group(
                    List.of(suite.importPath()), whole ? group.run() : exactly(names), group.skip());
            for (Suite again : runOnce(command.again(), failed, spool, suffix, suite.attempts())
                    .suites()) {
                if (whole) {
                    suite = again;
                } else {
                    suite.merge(again);
                }
            }
        }
        return suite;
    }

    private static String exactly(List<String> names) {
        List<String> patterns = new ArrayList<>();
        for (String name : names) {
            List<String> levels = new ArrayList<>();
            for (String level : name.split("/")) {
                levels.add("^" + level.replaceAll("[\\\\.+*?()|\\[\\]{}^$]", "\\\\$0") + "$");
            }
            patterns.add(String.join("/", levels));
        }
        return String.join("|", patterns);
    }

    private GoDockerException failure(List<String> complaints, int exit) {
        return go.knownFailure("Cannot test " + module.modulePath(), complaints).orElseGet(() -> {
            complaints.forEach(line -> log.complaint(go.readable(line)));
            return GoDockerException.code(
                    "Cannot run the tests of " + module.modulePath() + ": go test ended with exit code " + exit + ".",
                    "The lines of go above say why.");
        });
    }
}
