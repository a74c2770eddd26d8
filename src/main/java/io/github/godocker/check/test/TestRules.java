package io.github.godocker.check.test;

import io.github.godocker.GoDockerException;
import io.github.godocker.go.GoModule;
import io.github.godocker.go.GoSources;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;

/**
 * When the tests of a module fail the build.
 *
 * @param reruns how often a failed test runs again
 * @param failOnFlakeCount that many flaky tests fail the build; 0 for never
 * @param failIfNoTests whether a module without any test fails
 * @param failIfNoSpecifiedTests whether a selection that means no test fails
 */
public record TestRules(int reruns, int failOnFlakeCount, boolean failIfNoTests, boolean failIfNoSpecifiedTests) {
    /** @throws GoDockerException if a number is negative */
    public TestRules {
        if (reruns < 0 || failOnFlakeCount < 0) {
            throw new GoDockerException(
                    "Cannot run failing tests again " + Math.min(reruns, failOnFlakeCount) + " times.",
                    "Set <rerunFailingTestsCount> and <failOnFlakeCount> to 0 or more.");
        }
    }

    /**
     * What is wrong with this result.
     *
     * @param cgo whether the tests were compiled with cgo
     * @param reports the directory of the reports as the user writes it
     */
    public Optional<GoDockerException> brokenBy(
            GoTests.Result result, TestSelection selection, GoModule module, boolean cgo, String reports) {
        TestCounts counts = result.counts();
        if (!counts.allPassed()) {
            return code(
                    "There are test failures in " + result.failedPackages() + " of " + result.packages()
                            + (result.packages() == 1 ? " package" : " packages") + " of " + module.modulePath() + ".",
                    afterFailures(result, module, cgo, reports));
        }
        if (failOnFlakeCount > 0 && counts.flakes() >= failOnFlakeCount) {
            return code(
                    "There are " + counts.flakes() + " flaky tests, and <failOnFlakeCount> is " + failOnFlakeCount
                            + ".",
                    "The lines above say which; make them dependable, or allow more flakes.");
        }
        if (counts.tests() == 0 && !selection.isAll() && failIfNoSpecifiedTests) {
            return code(
                    "No tests matching '" + selection + "' were found in " + module.modulePath() + ".",
                    "Correct -Dtest, or set -Dsurefire.failIfNoSpecifiedTests=false for modules without such a test.");
        }
        if (counts.tests() == 0 && failIfNoTests) {
            return code(
                    "There are no tests in " + module.modulePath() + ".",
                    "Write one, or leave <failIfNoTests> at false.");
        }
        return Optional.empty();
    }

    private static Optional<GoDockerException> code(String problem, String nextStep) {
        return Optional.of(GoDockerException.code(problem, nextStep));
    }

    private static String afterFailures(GoTests.Result result, GoModule module, boolean cgo, String reports) {
        if (result.refusedByVet() > 0) {
            return "What go vet refuses is not tested: mend it, or set <testFlags>-vet=off</testFlags>.";
        }
        List<Path> left = result.notBuilt() == 0 || cgo ? List.of() : GoSources.needingCgo(module.directory());
        return left.isEmpty()
                ? "The lines above say which; everything they printed is in " + reports + "."
                : "Set <cgo>true</cgo> if they need it: cgo is off, which leaves out " + left.get(0)
                        + (left.size() == 1 ? "" : " and others") + ".";
    }
}
