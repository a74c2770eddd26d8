package io.github.godocker.check.page;

import io.github.godocker.GoDockerException;
import io.github.godocker.check.coverage.CoverageSummary;
import io.github.godocker.handover.GoalOutcomes;
import io.github.godocker.handover.ImageLayout;
import io.github.godocker.handover.OwnTree;
import io.github.godocker.handover.ReportLayout;
import io.github.godocker.image.ImageRecord;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.function.BiConsumer;
import org.jspecify.annotations.Nullable;

/**
 * All that the page tells, read from what the goals left; what was not measured is null or empty.
 *
 * @param coveragePage whether Go's own page of covered source is there
 * @param goals how each ended, but for that which writes the report
 * @param benchmarks benchstat's table; empty if there is none
 * @param problems what was there and could not be read
 */
public record Report(
        Project project,
        @Nullable TestResults tests,
        @Nullable CoverageSummary coverage,
        boolean coveragePage,
        @Nullable LintResults lint,
        List<Image> images,
        GoalOutcomes goals,
        List<String> benchmarks,
        List<String> problems) {
    private static final int MAX_BENCH_LINES = 400;

    /**
     * Where all of it lies.
     *
     * @param project its directory: files are told relative to it
     * @param images those to show, in this order, where they were built
     */
    public record Sources(Path project, ReportLayout reports, Path surefire, List<ImageLayout> images) {
        public Sources {
            images = List.copyOf(images);
        }
    }

    /**
     * Whose report it is.
     *
     * @param commit empty if it is not known
     * @param time of the build, if the project fixes it; else empty
     */
    public record Project(String name, String id, String version, String commit, String time) {}

    /**
     * An image with its executables.
     *
     * @param binaries {@code linux/amd64 app} with their sizes
     */
    record Image(ImageRecord record, SortedMap<String, Long> binaries) {}

    /** What all comes to. */
    enum Verdict {
        /** Nothing was measured. */
        UNKNOWN,
        GOOD,
        WARNING,
        BAD
    }

    /** A verdict with its reasons, the worst first; where all is well, what was looked at. */
    record Judgement(Verdict verdict, List<String> reasons) {}

    public Report {
        images = List.copyOf(images);
        benchmarks = List.copyOf(benchmarks);
        problems = List.copyOf(problems);
    }

    /** Reads what is there. */
    public static Report read(Project project, Sources sources) {
        List<String> problems = new ArrayList<>();
        BiConsumer<Path, String> unreadable =
                (file, reason) -> problems.add("Cannot read " + shown(file, sources) + ": " + reason + ".");
        ReportLayout reports = sources.reports();
        Optional<CoverageSummary> coverage = CoverageSummary.read(reports.tree(), reports.coverageSummary());
        if (coverage.isEmpty() && reports.tree().isFile(reports.coverageSummary())) {
            unreadable.accept(reports.coverageSummary(), "it holds no figures of covered code");
        }
        return new Report(
                project,
                TestResults.read(
                        reports.tree().containing(sources.surefire()),
                        sources.surefire(),
                        sources.project(),
                        unreadable),
                coverage.orElse(null),
                reports.tree().isFile(reports.coveragePage()),
                LintResults.read(reports.tree(), reports.lint().resolve("lint.sarif"), unreadable),
                images(sources.images(), unreadable),
                goals(reports),
                benchmarks(reports.tree(), reports.bench().resolve("benchstat.txt"), unreadable),
                problems);
    }

    /** What is noted of the goal that writes the page is of the time before. */
    private static GoalOutcomes goals(ReportLayout reports) {
        GoalOutcomes noted = GoalOutcomes.read(reports);
        Map<String, Long> times = new LinkedHashMap<>(noted.times());
        Map<String, String> failures = new LinkedHashMap<>(noted.failures());
        times.keySet().removeIf(name -> isOf("report", name));
        failures.keySet().removeIf(name -> isOf("report", name));
        return new GoalOutcomes(times, failures);
    }

    /** @param name of a goal, with its execution if that is not the default one */
    private static boolean isOf(String goal, String name) {
        return name.equals(goal) || name.startsWith(goal + " (");
    }

    private static String shown(Path file, Sources sources) {
        Path base = sources.project();
        return (file.startsWith(base) ? base.relativize(file) : file).toString().replace('\\', '/');
    }

    private static List<Image> images(List<ImageLayout> layouts, BiConsumer<Path, String> unreadable) {
        List<Image> images = new ArrayList<>();
        for (ImageLayout layout : layouts) {
            OwnTree files = layout.tree();
            if (!files.isFile(layout.record())) {
                continue;
            }
            try {
                images.add(new Image(ImageRecord.read(files, layout.record()), binaries(layout)));
            } catch (IOException e) {
                unreadable.accept(layout.binaries(), GoDockerException.words(e));
            } catch (GoDockerException e) {
                unreadable.accept(layout.record(), e.problem().replaceFirst("\\.$", ""));
            }
        }
        return images;
    }

    private static SortedMap<String, Long> binaries(ImageLayout layout) throws IOException {
        SortedMap<String, Long> sizes = new TreeMap<>();
        OwnTree files = layout.tree();
        for (Path platform : files.list(layout.binaries())) {
            for (Path file : files.list(platform)) {
                if (files.isFile(file)) {
                    sizes.put(
                            platform.getFileName().toString().replace('_', '/') + " " + file.getFileName(),
                            files.size(file));
                }
            }
        }
        return sizes;
    }

    private static List<String> benchmarks(OwnTree files, Path file, BiConsumer<Path, String> unreadable) {
        if (!files.isFile(file)) {
            return List.of();
        }
        try {
            return files.readString(file).lines().limit(MAX_BENCH_LINES).toList();
        } catch (IOException e) {
            unreadable.accept(file, GoDockerException.words(e));
        }
        return List.of();
    }

    /** The Go version that compiled or tested; empty if it is not known. */
    String goVersion() {
        for (Image image : images) {
            if (!image.record().goVersion().isEmpty()) {
                return image.record().goVersion();
            }
        }
        if (tests != null) {
            for (TestResults.Suite suite : tests.suites()) {
                if (!suite.goVersion().isEmpty()) {
                    return suite.goVersion();
                }
            }
        }
        return "";
    }

    /** Whether a goal, of whichever execution, has run since the build directory was last cleaned. */
    boolean ran(String goal) {
        return goals.times().keySet().stream().anyMatch(name -> isOf(goal, name));
    }

    /** Whether it did and failed. */
    boolean failed(String goal) {
        return goals.failures().keySet().stream().anyMatch(name -> isOf(goal, name));
    }

    Judgement judgement() {
        List<String> bad = new ArrayList<>(
                problems.isEmpty()
                        ? List.of()
                        : List.of(some(problems.size(), "report", "reports") + " cannot be read"));
        if (!goals.failures().isEmpty()) {
            bad.add((goals.failures().size() == 1 ? "goal " : "goals ")
                    + String.join(", ", goals.failures().keySet()) + " failed");
        }
        List<String> warnings = new ArrayList<>();
        if (tests != null) {
            int failed = tests.count(TestResults.Status.FAILED);
            int flaky = tests.count(TestResults.Status.FLAKY);
            if (failed > 0) {
                bad.add(some(failed, "test fails", "tests fail"));
            }
            if (flaky > 0) {
                warnings.add(some(flaky, "test is flaky", "tests are flaky"));
            }
        }
        if (coverage != null && belowMinimum()) {
            bad.add("coverage is below its minimum");
        }
        if (lint != null) {
            int called = lint.vulnerabilities(true);
            int errors = lint.count("error");
            int others = lint.count("warning");
            int present = lint.vulnerabilities(false);
            if (called > 0) {
                bad.add(some(called, "vulnerability is called", "vulnerabilities are called"));
            }
            if (errors > 0) {
                bad.add(some(errors, "finding is an error", "findings are errors"));
            }
            if (others > 0) {
                warnings.add(some(others, "warning", "warnings"));
            }
            if (present > 0) {
                warnings.add(some(present, "vulnerability is present", "vulnerabilities are present"));
            }
            int incomplete = (int) lint.tools().stream()
                    .filter(tool -> !tool.problem().isEmpty())
                    .count();
            if (incomplete > 0) {
                warnings.add(some(incomplete, "linter did not finish", "linters did not finish"));
            }
        }
        List<String> reasons = new ArrayList<>(bad);
        reasons.addAll(warnings);
        if (!reasons.isEmpty()) {
            return new Judgement(bad.isEmpty() ? Verdict.WARNING : Verdict.BAD, reasons);
        }
        if (tests == null && coverage == null && lint == null) {
            return new Judgement(Verdict.UNKNOWN, List.of());
        }
        // What was not looked at is not well for that.
        List<String> looked = new ArrayList<>();
        looked.add(
                tests == null ? ran("test") ? "no tests" : "no tests were run" : some(tests.count(), "test", "tests"));
        looked.add(
                coverage == null
                        ? "coverage was not measured"
                        : coverage.total().statements() == 0
                                ? "no statements to cover"
                                : coverage.total().text() + " covered");
        looked.add(lint == null ? "no linter has run" : "no findings");
        return new Judgement(Verdict.GOOD, looked);
    }

    /** The required coverage in percent; negative if nothing is required. */
    double minimum() {
        try {
            return coverage == null || coverage.minimum().isEmpty() ? -1 : Double.parseDouble(coverage.minimum());
        } catch (NumberFormatException e) {
            return -1;
        }
    }

    boolean belowMinimum() {
        return coverage != null && coverage.total().percent() < minimum();
    }

    static String some(long count, String one, String many) {
        return count + " " + (count == 1 ? one : many);
    }
}
