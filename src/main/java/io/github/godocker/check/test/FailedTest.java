package io.github.godocker.check.test;

import io.github.godocker.check.test.Spool.Range;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** A test that failed at least once; what did not run or compile at all has a name in brackets. */
record FailedTest(String name, List<Attempt> attempts) {
    /** Follows the name of a test that ran before, by {@code -count}; Go's names have no blanks. */
    private static final String RUN = " (run ";

    private static final String SUBTEST_FAILED = "a subtest failed";

    /**
     * A run of the test.
     *
     * @param failure null if it passed
     * @param output in the spool
     */
    record Attempt(@Nullable Failure failure, double seconds, List<Range> output) {}

    FailedTest {
        attempts = List.copyOf(attempts);
    }

    static String name(String test, int run) {
        return run == 1 ? test : test + RUN + run + ")";
    }

    /** Without the number of its run. */
    String test() {
        int run = name.indexOf(RUN);
        return run < 0 ? name : name.substring(0, run);
    }

    /** @param printed what it printed itself, which need not be why */
    static Failure subtestFailed(List<String> printed) {
        return new Failure(Failure.ASSERTION, SUBTEST_FAILED, "", printed);
    }

    /** Whether it failed only because a subtest did, which tells more. */
    boolean isParent() {
        return !flaky()
                && failure().type().equals(Failure.ASSERTION)
                && failure().message().equals(SUBTEST_FAILED);
    }

    /** Whether it passed in the end. */
    boolean flaky() {
        return last().failure() == null;
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

    FailedTest blamedOn(Failure failure) {
        List<Attempt> changed = new ArrayList<>(attempts);
        changed.set(changed.size() - 1, new Attempt(failure, last().seconds(), last().output()));
        return new FailedTest(name, changed);
    }

    FailedTest then(Attempt attempt) {
        List<Attempt> more = new ArrayList<>(attempts);
        more.add(attempt);
        return new FailedTest(name, more);
    }
}
