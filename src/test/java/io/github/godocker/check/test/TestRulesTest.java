package io.github.godocker.check.test;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.godocker.GoDockerException;
import io.github.godocker.go.GoModule;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class TestRulesTest {
    private static final TestRules NOTHING_ASKED = new TestRules(0, 0, false, true);

    @TempDir
    Path directory;

    private GoModule module;

    @BeforeEach
    void module() throws IOException {
        Files.writeString(directory.resolve("go.mod"), "module example.com/orders\n\ngo 1.26\n");
        module = GoModule.read(directory, "off");
    }

    @Test
    void ofOnePackageItIsOnePackage() {
        var failed = new GoTests.Result(new TestCounts(1, 1, 0, 0, 0), 1, 1, 0, 0, List.of(), List.of());
        assertThat(broken(NOTHING_ASKED, failed, "").orElseThrow().problem())
                .isEqualTo("There are test failures in 1 of 1 package of example.com/orders.");
    }

    @Test
    void passedTestsBreakNoRule() {
        assertThat(broken(NOTHING_ASKED, result(3, 0, 0), "")).isEmpty();
    }

    @Test
    void failuresAreThoseOfTheCode() {
        GoDockerException failure = broken(NOTHING_ASKED, result(3, 1, 0), "").orElseThrow();

        assertThat(failure.kind()).isEqualTo(GoDockerException.Kind.CODE);
        assertThat(failure.problem()).isEqualTo("There are test failures in 1 of 2 packages of example.com/orders.");
        assertThat(failure.nextStep()).contains("target/surefire-reports");
    }

    @Test
    void whatVetRefusesIsNotBlamedOnTheTests() {
        var refused = new GoTests.Result(new TestCounts(1, 0, 1, 0, 0), 1, 1, 1, 1, List.of(), List.of());

        assertThat(broken(NOTHING_ASKED, refused, "").orElseThrow().nextStep()).contains("-vet=off");
    }

    @Test
    void namesTheFileThatIsLeftOutWithoutCgoWhereTestsWereNotCompiled() throws IOException {
        Files.writeString(directory.resolve("c.go"), "package orders\n\nimport \"C\"\n");
        var notBuilt = new GoTests.Result(new TestCounts(1, 0, 1, 0, 0), 1, 1, 0, 1, List.of(), List.of());

        assertThat(broken(NOTHING_ASKED, notBuilt, "").orElseThrow().nextStep())
                .startsWith("Set <cgo>true</cgo>")
                .endsWith(", which leaves out c.go.");
        assertThat(NOTHING_ASKED
                        .brokenBy(notBuilt, TestSelection.parse(""), module, true, "reports")
                        .orElseThrow()
                        .nextStep())
                .doesNotContain("cgo");
        Files.writeString(directory.resolve("d.go"), "package orders\n\nimport \"C\"\n");
        assertThat(broken(NOTHING_ASKED, notBuilt, "").orElseThrow().nextStep()).endsWith(" and others.");
    }

    @Test
    void flakesFailFromTheirLimitOn() {
        TestRules two = new TestRules(1, 2, false, true);

        assertThat(broken(two, result(3, 0, 1), "")).isEmpty();
        assertThat(broken(two, result(3, 0, 2), "").orElseThrow().problem()).contains("2 flaky tests");
    }

    @Test
    void aSelectionThatMeansNothingFailsUnlessAllowed() {
        TestRules lenient = new TestRules(0, 0, true, false);

        assertThat(broken(NOTHING_ASKED, GoTests.Result.NONE, "TestGone")
                        .orElseThrow()
                        .problem())
                .contains("No tests matching 'TestGone'");
        // It is still a module without tests.
        assertThat(broken(lenient, GoTests.Result.NONE, "TestGone")
                        .orElseThrow()
                        .problem())
                .contains("There are no tests");
    }

    @Test
    void aModuleWithoutTestsFailsOnlyIfThatIsAsked() {
        assertThat(broken(NOTHING_ASKED, GoTests.Result.NONE, "")).isEmpty();
        assertThat(broken(new TestRules(0, 0, true, true), GoTests.Result.NONE, ""))
                .isPresent();
    }

    @Test
    void refusesNegativeNumbers() {
        assertThatCode(() -> new TestRules(0, 0, false, true)).doesNotThrowAnyException();
        assertThatThrownBy(() -> new TestRules(-1, 0, false, true)).hasMessageContaining("-1 times");
        assertThatThrownBy(() -> new TestRules(0, -2, false, true)).hasMessageContaining("-2 times");
    }

    private Optional<GoDockerException> broken(TestRules rules, GoTests.Result result, String selection) {
        return rules.brokenBy(result, TestSelection.parse(selection), module, false, "target/surefire-reports");
    }

    private static GoTests.Result result(int tests, int failures, int flakes) {
        return new GoTests.Result(
                new TestCounts(tests, failures, 0, 0, flakes), 2, failures, 0, 0, List.of(), List.of());
    }
}
