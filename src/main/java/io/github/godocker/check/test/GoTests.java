package io.github.godocker.check.test;

import io.github.godocker.GoDockerException;
import io.github.godocker.builder.Builder;
import io.github.godocker.docker.Container;
import io.github.godocker.go.GoModule;
import io.github.godocker.go.GoOutput;
import io.github.godocker.go.GoTest;
import io.github.godocker.go.GoVersion;
import io.github.godocker.handover.OwnTree;
import io.github.godocker.log.BuildLog;
import io.github.godocker.log.Downloads;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * Runs the tests of a module in the builder and writes a report for each package: {@code TEST-<package>.xml}, as
 * Surefire's schema has it.
 */
public final class GoTests {
    private final Builder builder;
    private final GoModule module;
    private final Map<String, String> environment;
    private final BuildLog log;
    private final GoOutput reading;
    private final GoVersion go;

    /** @param environment that every go command on this module needs */
    public GoTests(Builder builder, GoModule module, Map<String, String> environment, BuildLog log) {
        this.builder = builder;
        this.module = module;
        this.environment = environment;
        this.log = log;
        this.reading = builder.reading(module.directory());
        this.go = GoVersion.parse(builder.goVersion());
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
     * Where things go.
     *
     * @param files the build directory, in which all lies, except perhaps the reports
     * @param reports the directory of reports
     * @param suffix of suites and reports, so that several runs of a module's tests can lie in one directory; may be
     *     empty
     * @param profile for which code was covered; further ones beside it if it takes more than one command. Null if
     *     nobody wants to know
     * @param scratch a directory for what is gone afterwards
     */
    public record Output(
            OwnTree files,
            Path reports,
            String suffix,
            @Nullable Path profile,
            Path scratch) {}

    /**
     * Runs tests, and those that fail once more, up to {@code reruns} times.
     *
     * @throws GoDockerException if no test could be run at all; tests that fail are a result
     */
    public Result run(GoTest command, TestSelection selection, int reruns, Output output) {
        Path reports = output.reports();
        Path profile = output.profile();
        try (Spool spool = new Spool(output.files(), output.scratch())) {
            output.files().containing(reports).createDirectories(reports);
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
                TestRun run = go(measured, group, spool, output.suffix(), Map.of());
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

    private Result conclude(List<Suite> suites, Output output, List<Path> profiles) throws IOException {
        OwnTree files = output.files().containing(output.reports());
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
        log.testResults(counts.toString(), counts.allPassed(), failures, errors, flakes);
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
        List<String> list = command.list(command.packages());
        Map<String, String> packages = new TreeMap<>();
        List<String> complaints = new ArrayList<>();
        Downloads downloads = builder.downloads(log);
        int exit = builder.run(list, environment(command), module.directory(), (stream, line) -> {
            if (stream == Container.Stream.STDOUT) {
                packages.put(line, relative(line));
            } else if (!downloads.tell(line)) {
                complaints.add(line);
            }
        });
        if (exit != 0) {
            throw failure(complaints, downloads, exit);
        }
        return selection.groups(packages);
    }

    private TestRun go(
            GoTest command,
            TestSelection.Group group,
            Spool spool,
            String suffix,
            Map<String, List<FailedTest.Attempt>> earlier) {
        Downloads downloads = builder.downloads(log);
        TestRun run = new TestRun(suffix, spool, builder.root(), module.directory(), reading, earlier, log, downloads);
        int exit = builder.run(
                command.command(go, group.packages(), group.run(), group.skip()),
                environment(command),
                module.directory(),
                (stream, line) -> run.read(line));
        run.finish(packages -> compiling(command, packages));
        if (exit != 0 && run.suites().stream().allMatch(suite -> suite.counts().allPassed())) {
            throw failure(run.loose(), downloads, exit);
        }
        return run;
    }

    /** Those of the packages that compile; asked only after one has failed, and answered from go's cache. */
    private Set<String> compiling(GoTest command, Set<String> packages) {
        Set<String> compiling = new HashSet<>();
        var unused = builder.run(
                command.listCompiling(packages), environment(command), module.directory(), (stream, line) -> {
                    if (stream == Container.Stream.STDOUT) {
                        compiling.add(line.strip());
                    }
                });
        return compiling;
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
            for (Suite again :
                    go(command.again(), failed, spool, suffix, suite.attempts()).suites()) {
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

    private Map<String, String> environment(GoTest command) {
        Map<String, String> all = new LinkedHashMap<>(environment);
        all.putAll(command.environment());
        return all;
    }

    private GoDockerException failure(List<String> complaints, Downloads downloads, int exit) {
        return reading.knownFailure("Cannot test " + module.modulePath(), complaints, downloads.modules())
                .orElseGet(() -> {
                    complaints.forEach(line -> log.goComplains(reading.rewrite(line)));
                    return GoDockerException.code(
                            "Cannot run the tests of " + module.modulePath() + ": go test ended with exit code " + exit
                                    + ".",
                            "The lines of go above say why.");
                });
    }
}
