package io.github.godocker.log;

import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.function.Consumer;

/**
 * What happened, as events: what the code reports is the fact, how it reads is decided here alone. The four abstract
 * methods are Maven's levels.
 */
public abstract class BuildLog {
    private static final int MAX_FAILURE_LINES = 25;
    private static final int SHORT_ID = "sha256:".length() + 12;

    protected abstract void debug(String line);

    protected abstract void info(String line);

    protected abstract void warn(String line);

    protected abstract void error(String line);

    /** Whether a person watches: percentages are shown only then. */
    protected abstract boolean interactive();

    public void connected(String engine, String address) {
        debug("Docker " + engine + " at " + address);
    }

    /** @param file that names it, as {@code main.go:12} */
    public void notInImage(String name, String file) {
        info("Hint: " + file + " names " + name
                + ", which is not in the image: put it below src/main/image or name it in"
                + " <files>, with <workingDirectory> where its path is a relative one, or embed it by //go:embed");
    }

    public void skipped(String reason) {
        info("Skipped: " + reason);
    }

    public void pulling(String image) {
        info("Pulling " + image);
    }

    public void pulled(String image, Duration time) {
        info("Pulled " + image + " in " + seconds(time));
    }

    /** A transfer that goes on; the caller throttles. */
    public void transferring(String image, long done, long total) {
        if (interactive() && total > 0) {
            info("  " + image + ": " + (100 * done / total) + " % of " + size(total));
        }
    }

    public void builderStarted(String image, String goVersion, String sources, Duration time) {
        debug("Builder " + image + " (" + goVersion + ", " + sources + ") started in " + seconds(time));
    }

    /** A command begins: as it can be pasted into a shell of the builder. */
    public void running(String commandLine) {
        debug("Running " + commandLine);
    }

    /** It has ended. */
    public void ran(String title, int exit, Duration time) {
        debug("Exit code " + exit + " after " + seconds(time) + " of " + title);
    }

    public void cachesStayVolumes(String directory) {
        warn("Go's caches stay in volumes, not in <cacheDirectory>: the Docker daemon does not see " + directory);
    }

    public void copiedSources(int files, Duration time) {
        info("Copied " + files + " changed files to the builder in " + seconds(time)
                + ": the Docker daemon does not see this directory");
    }

    /** The {@code go} line is so old that it names no release to compile with. */
    public void compilesOlderLanguage(String source, String version, String builderImage) {
        boolean written = !source.contains("without");
        info((written ? source + " says go " + version : source + " means go " + version) + ", the language; "
                + builderImage + " compiles it, <goVersion> chooses another");
    }

    public void compiling(List<String> mains, String platform, String builderImage) {
        info("Compiling " + String.join(" ", mains) + " for " + platform + " in " + builderImage);
    }

    public void compilingLibrary(String platform, String builderImage) {
        info("Compiling ./... (a library) for " + platform + " in " + builderImage);
    }

    public void compiledLibrary(String module, Duration time) {
        info("Compiled " + module + " in " + seconds(time));
    }

    /** Main packages where no convention looks for them; there may be dozens. */
    public void mainsOfLibrary(List<String> mains) {
        String first = mains.get(0);
        info("  " + (mains.size() == 1 ? first + " makes" : first + " and " + (mains.size() - 1) + " more make")
                + " no image; to have one: <mains>" + first + "</mains>");
    }

    public void noImage(String module) {
        info("No image: " + module + " is a library");
    }

    public void nothingToPush(String module) {
        info("Nothing to push: " + module + " is a library");
    }

    /** A module that go fetches; dozens of them are one line. */
    public void downloading(String module, boolean first) {
        if (first) {
            info("  Downloading modules");
        }
        debug("  " + module);
    }

    /** A line of go's that says why it failed. */
    public void goComplains(String line) {
        error(line);
    }

    public void compiled(String binary, long bytes, Duration time) {
        info("Compiled " + binary + " (" + size(bytes) + ") in " + seconds(time));
    }

    public void testing(String packages, String builderImage) {
        info("Testing " + packages + " in " + builderImage);
    }

    /** A package's tests have ended; the words are Surefire's. */
    public void testedPackage(String importPath, String counts, boolean passed, Duration time, boolean cached) {
        String line = counts + ", Time elapsed: " + testTime(time) + (passed ? "" : " <<< FAILURE!") + " -- in "
                + importPath + (cached ? " (cached)" : "");
        if (passed) {
            info(line);
        } else {
            error(line);
        }
    }

    /** A test that failed, with what tells why; all that it printed is in its report. */
    public void testFailed(String importPath, String test, Duration time, boolean isError, List<String> lines) {
        error(importPath + "." + test + " -- Time elapsed: " + testTime(time) + " <<< "
                + (isError ? "ERROR!" : "FAILURE!"));
        lines.stream().limit(MAX_FAILURE_LINES).forEach(this::error);
        if (lines.size() > MAX_FAILURE_LINES) {
            error("    … " + (lines.size() - MAX_FAILURE_LINES) + " more lines are in the report");
        }
    }

    public void rerunning(String importPath, List<String> tests, int run, int of) {
        info("Running " + (tests.isEmpty() ? "the tests" : String.join(", ", tests)) + " of " + importPath + " again ("
                + run + " of " + of + ")");
    }

    public void testResults(
            String counts, boolean passed, List<String> failures, List<String> errors, List<String> flakes) {
        info("");
        info("Results:");
        info("");
        list("Failures:", failures, this::error);
        list("Errors:", errors, this::error);
        list("Flakes:", flakes, this::warn);
        if (!passed) {
            error(counts);
        } else if (!flakes.isEmpty()) {
            warn(counts);
        } else {
            info(counts);
        }
        info("");
    }

    private static void list(String title, List<String> lines, Consumer<String> level) {
        if (!lines.isEmpty()) {
            level.accept(title);
            lines.forEach(line -> level.accept("  " + line));
        }
    }

    /** The order in which tests ran, and how to have it again. */
    public void shuffled(List<String> seeds) {
        info("Tests were shuffled; the same order again: -Dgo-docker.shuffle=" + String.join(" or ", seeds));
    }

    public void testFailuresIgnored(String problem) {
        error(problem + " The build goes on, because maven.test.failure.ignore is set.");
    }

    public void noTests() {
        info("No tests to run");
    }

    public void testsUpToDate(String counts) {
        info(counts + " -- nothing changed since");
    }

    private static String testTime(Duration time) {
        return String.format(Locale.ROOT, "%.3f s", time.toMillis() / 1000.0);
    }

    public void upToDate(String what) {
        info(what + " is up to date");
    }

    /** @param files of the module that import "C" */
    public void withoutCgo(List<String> files) {
        warn("Cgo is off, and so "
                + (files.size() == 1 ? "" : files.size() + " files with C code are left out, such as ")
                + files.get(0) + (files.size() == 1 ? ", which imports \"C\", is left out" : "")
                + ": set <cgo>true</cgo> if the program needs it");
    }

    /** Why a goal has something to do. */
    public void outOfDate(String reason) {
        debug("Not up to date, because " + reason);
    }

    public void wrote(String what, String path) {
        info("Wrote " + what + " " + path);
    }

    public void buildingImage(String reference, String base, String platform) {
        info("Building image " + reference + " from " + base + " for " + platform);
    }

    public void buildStep(String text) {
        debug("  " + text);
    }

    public void buildWarning(String text) {
        warn("Dockerfile: " + text);
    }

    /** @param starts the program; empty if it is not known */
    public void builtImage(String reference, String id, long bytes, String starts, Duration time) {
        info("Built " + reference + " (" + size(bytes) + ", " + shortId(id)
                + (starts.isEmpty() ? "" : ", starts " + starts) + ") in " + seconds(time));
    }

    public void tagged(String reference) {
        info("Tagged " + reference);
    }

    public void pushing(String reference, String credentials) {
        info("Pushing " + reference + " " + credentials);
    }

    public void pushed(String reference, String digest, Duration time) {
        info("Pushed " + reference + " (" + digest + ") in " + seconds(time));
    }

    /** Something that a registry or the way to it could not do for now. */
    public void retrying(String doing, String cause, Duration wait, int retry, int of) {
        warn("Cannot " + doing + " yet: " + cause + "; trying again in " + seconds(wait) + " (" + retry + " of " + of
                + ")");
    }

    public void benchmarking(String packages, int count, String builderImage) {
        info("Benchmarking " + packages + " in " + builderImage + ", each " + (count == 1 ? "once" : count + " times"));
    }

    /** A result as go prints it. */
    public void benchmark(String line) {
        info("  " + line.replace('\t', ' '));
    }

    /** What else go or a benchmark prints. */
    public void benchmarkSays(String line, boolean failure) {
        if (failure) {
            error(line);
        } else {
            info("  " + line);
        }
    }

    public void benchTable(List<String> lines) {
        info("");
        lines.forEach(this::info);
        info("");
    }

    public void savedBaseline(String path) {
        info("Stored these results as the baseline " + path);
    }

    public void noBaseline(String path) {
        info("There is no baseline " + path + " to compare with; store one by -Dgo-docker.bench.saveBaseline=true");
    }

    public void ranWithCoverage(int runs) {
        info("Coverage of " + runs + (runs == 1 ? " run" : " runs") + " of instrumented programs");
    }

    /** One line of the table that {@link #covered} ends. */
    public void coveredPackage(String path, long covered, long statements) {
        info(String.format(
                Locale.ROOT, "  %6s %9s  %s", percent(covered, statements), covered + "/" + statements, path));
    }

    public void covered(long covered, long statements, String directory, Duration time) {
        if (statements == 0) {
            warn("Coverage: no statements, or all are excluded");
        } else {
            info("Coverage: " + percent(covered, statements) + " of statements (" + covered + " of " + statements
                    + "), reports in " + directory + " after " + seconds(time));
        }
    }

    public void stillWorking(String doing, Duration time) {
        info("Still " + doing + " after " + time.toMinutes() + " min");
    }

    public void linting(String module, List<String> linters) {
        info("Linting " + module + " with " + String.join(", ", linters));
    }

    /** One linter begins. */
    public void lintingWith(String linter) {
        info("  Linting with " + linter);
    }

    public void buildingTool(String tool, String version) {
        info("  Building " + tool + " " + version + ", which is kept in a volume");
    }

    public void builtTool(String tool, String version, Duration time) {
        debug("  Built " + tool + " " + version + " in " + seconds(time));
    }

    /**
     * What a linter objects to.
     *
     * @param level as in Maven: error, warning, note
     * @param position with an absolute path, so that an IDE opens it; empty if there is none
     * @param details further lines
     */
    public void finding(String level, String position, String message, String source, List<String> details) {
        String first = (position.isEmpty() ? "" : position + ": ") + message + " (" + source + ")";
        for (int i = 0; i <= details.size(); i++) {
            String line = i == 0 ? first : "    " + details.get(i - 1);
            switch (level) {
                case "error" -> error(line);
                case "warning" -> warn(line);
                default -> info(line);
            }
        }
    }

    /** One linter is done. */
    public void linted(String linter, int errors, int warnings, int notes, int known, Duration time) {
        StringBuilder found = new StringBuilder();
        List.of(count(errors, "error"), count(warnings, "warning"), count(notes, "note")).stream()
                .filter(count -> !count.startsWith("0 "))
                .forEach(count -> found.append(found.length() == 0 ? "" : ", ").append(count));
        String all = found.length() == 0 ? "no findings" : found.toString();
        info("  " + linter + ": " + all + (known > 0 ? ", " + known + " more in the baseline" : "") + " in "
                + seconds(time));
    }

    public void linterLeftOut(String linter, String why) {
        warn("  " + linter + " is left out: " + why);
    }

    /** Lines of the baseline that nothing matches any more. */
    public void staleBaseline(String file, List<String> entries) {
        info(file + " has " + count(entries.size(), "entry", "entries") + " that no linter finds any more:");
        entries.forEach(entry -> info("    " + entry));
    }

    private static String count(int number, String noun) {
        return count(number, noun, noun + "s");
    }

    private static String count(int number, String one, String many) {
        return number + " " + (number == 1 ? one : many);
    }

    public void warning(String text) {
        warn(text);
    }

    public void detail(String text) {
        debug(text);
    }

    /** As Go writes it. */
    private static String percent(long part, long whole) {
        return whole == 0 ? "-" : String.format(Locale.ROOT, "%.1f%%", 100.0 * part / whole);
    }

    public static String shortId(String id) {
        return id.length() > SHORT_ID ? id.substring(0, SHORT_ID) : id;
    }

    public static String seconds(Duration time) {
        return String.format(Locale.ROOT, time.toMillis() < 10_000 ? "%.2f s" : "%.1f s", time.toMillis() / 1000.0);
    }

    public static String size(long bytes) {
        if (bytes < 1_000_000) {
            return Math.max(1, bytes / 1000) + " kB";
        }
        return String.format(Locale.ROOT, "%.1f MB", bytes / 1e6);
    }
}
