package io.github.godocker.check.test;

import io.github.godocker.GoDockerException;
import io.github.godocker.State;
import io.github.godocker.builder.Builder;
import io.github.godocker.handover.OwnTree;
import io.github.godocker.handover.UpToDate;
import java.io.IOException;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Objects;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * Where the results of tests go. A {@link State} tells which reports were written, so that none outlives its package.
 *
 * @param files the build directory, in which all lies, except perhaps the reports
 * @param reports the directory of reports
 * @param suffix of suites and reports, so that several runs of a module's tests can lie in one directory; may be empty
 * @param coverage null if nobody wants to know it
 * @param spoolDirectory where what tests print lies until it is reported
 */
public record TestOutput(
        OwnTree files,
        Path reports,
        String suffix,
        @Nullable Coverage coverage,
        Path spoolDirectory) {
    private static final String REPORT = "report ";

    /**
     * Where it is written which code the tests execute.
     *
     * @param profile Go's; further ones lie beside it if it takes more than one command
     * @param summary made of profiles later: an old one is of other tests
     */
    public record Coverage(Path profile, Path summary) {}

    /** The files among which the reports lie. */
    OwnTree reportFiles() {
        return files.containing(reports);
    }

    /** Whether all reports are there as they were written. */
    public void check(UpToDate check, State state, Function<Path, String> shown) {
        OwnTree tree = reportFiles();
        stamps(state)
                .forEach((report, stamp) -> check.unless(
                        () -> !tree.stamp(report).equals(stamp), shown.apply(report) + " is not there as it was"));
    }

    /** Of the reports that were written. */
    private Map<Path, String> stamps(State state) {
        Map<Path, String> stamps = new LinkedHashMap<>();
        state.values().forEach((key, value) -> {
            if (key.startsWith(REPORT)) {
                stamps.put(reports.resolve(key.substring(REPORT.length())), value);
            }
        });
        return stamps;
    }

    /**
     * Takes away what would be mistaken for results of the tests that begin now.
     *
     * @param state of the last tests
     */
    public void prepare(Builder builder, State state) {
        removeReports(state);
        if (coverage != null) {
            builder.makeDirectory(
                    files, Objects.requireNonNull(coverage.profile().getParent()));
            remove(coverage.summary());
        }
    }

    /** A report of a package that is gone, or is not tested this time, would be counted once more. */
    public void removeReports(State state) {
        OwnTree tree = reportFiles();
        stamps(state).keySet().forEach(report -> remove(tree, report));
    }

    /** Removes a file of the build directory, if it is there. */
    public void remove(Path old) {
        remove(files, old);
    }

    /** The state with the reports that were written. */
    public State record(State state, GoTests.Result result) {
        OwnTree tree = reportFiles();
        State all = state;
        for (Path report : result.reports()) {
            all = all.with(REPORT + report.getFileName(), tree.stamp(report));
        }
        return all;
    }

    private static void remove(OwnTree files, Path old) {
        try {
            files.delete(old);
        } catch (IOException e) {
            throw new GoDockerException(
                    "Cannot remove the old " + old + ": " + GoDockerException.words(e) + ".",
                    GoDockerException.CLEAN,
                    e);
        }
    }
}
