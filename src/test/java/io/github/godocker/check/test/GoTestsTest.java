package io.github.godocker.check.test;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.godocker.GoDockerException;
import io.github.godocker.State;
import io.github.godocker.builder.FakeContainer;
import io.github.godocker.builder.GoCommand;
import io.github.godocker.docker.Container;
import io.github.godocker.go.GoModule;
import io.github.godocker.go.GoTest;
import io.github.godocker.handover.OwnTree;
import io.github.godocker.handover.UpToDate;
import io.github.godocker.log.BuilderLog;
import io.github.godocker.log.LinesLog;
import io.github.godocker.log.TestLog;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.BiConsumer;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Running tests, and those that fail again: the builder answers with what go would print. */
class GoTestsTest {
    @TempDir
    Path directory;

    private final LinesLog log = new LinesLog();
    private final Answers answers = new Answers();
    private final FakeContainer container = new FakeContainer(answers::exec);
    private Path reports = Path.of(".");

    @BeforeEach
    void writeModule() throws IOException {
        Files.writeString(directory.resolve("go.mod"), "module example.com/app\n\ngo 1.26\n");
        reports = directory.resolve("target/surefire-reports");
    }

    /** What go says to each command in turn. */
    private static final class Answers {
        record Answer(int exit, List<String> lines) {}

        final Deque<Answer> next = new ArrayDeque<>();

        void add(int exit, String... lines) {
            next.add(new Answer(exit, List.of(lines)));
        }

        int exec(Container.Exec exec, BiConsumer<Container.Stream, String> output) {
            Answer answer = next.remove();
            answer.lines().forEach(line -> output.accept(Container.Stream.STDOUT, line));
            return answer.exit();
        }
    }

    private GoTests.Result run(String selection, int reruns) {
        return run(selection, reruns, null);
    }

    private GoTests.Result run(String selection, int reruns, @Nullable Path profile) {
        GoTest command = new GoTest(
                List.of("./..."),
                List.of(),
                0,
                0,
                "off",
                false,
                false,
                false,
                false,
                0,
                0,
                false,
                Map.of(),
                Map.of(),
                List.of(),
                List.of(),
                List.of("./..."),
                "");
        return new GoTests(
                        new GoCommand(container.builder(directory, log), GoModule.read(directory), new BuilderLog(log)),
                        new TestLog(log))
                .run(command, TestSelection.parse(selection), reruns, output(profile));
    }

    private TestOutput output(@Nullable Path profile) {
        return new TestOutput(
                new OwnTree(directory),
                reports,
                "",
                profile == null ? null : new TestOutput.Coverage(profile, directory.resolve("summary")),
                directory.resolve("target"));
    }

    @Test
    void aReportThatSomebodyChangedIsWrittenAgain() throws Exception {
        answers.add(0, event("run", "TestA", ""), event("pass", "TestA", ""), event("pass", "", ""));
        TestOutput output = output(null);
        State state = output.record(State.of("x"), run("", 0));
        Path report = reports.resolve("TEST-example_com.app.store.xml");
        assertThat(reason(output, state)).isEmpty();

        String written = Files.readString(report);
        Files.writeString(report, written.replace("TestA", "TestB"));
        assertThat(reason(output, state)).contains("TEST-example_com.app.store.xml is not there as it was");

        Path other = Files.writeString(reports.resolve("TEST-other.xml"), "");
        output.removeReports(state);
        assertThat(report).doesNotExist();
        assertThat(other).exists();
        assertThat(reason(output, state)).contains("TEST-example_com.app.store.xml is not there as it was");
    }

    private static Optional<String> reason(TestOutput output, State state) {
        UpToDate check = UpToDate.unlessForced(false);
        output.check(check, state, path -> path.getFileName().toString());
        return check.reason();
    }

    private static String event(String action, String test, String more) {
        return "{\"Action\":\"" + action + "\",\"Package\":\"example.com/app/store\""
                + (test.isEmpty() ? "" : ",\"Test\":\"" + test + "\"") + more + "}";
    }

    private static String output(String test, String text) {
        return event("output", test, ",\"Output\":\"" + text + "\\n\"");
    }

    private String report() throws IOException {
        return Files.readString(reports.resolve("TEST-example_com.app.store.xml"));
    }

    private void failing(String... tests) {
        List<String> lines = new ArrayList<>();
        lines.add(event("run", "TestGood", ""));
        lines.add(event("pass", "TestGood", ""));
        for (String test : tests) {
            lines.add(event("run", test, ""));
            lines.add(output(test, "    /src/store/a_test.go:7: attempt " + answers.next.size()));
            lines.add(event("fail", test, ",\"Elapsed\":0.5"));
        }
        lines.add(event("fail", "", ",\"Elapsed\":1"));
        answers.add(1, lines.toArray(String[]::new));
    }

    private void passing(String... tests) {
        List<String> lines = new ArrayList<>();
        for (String test : tests) {
            lines.add(event("run", test, ""));
            lines.add(output(test, "works now"));
            lines.add(event("pass", test, ""));
        }
        lines.add(event("pass", "", ""));
        answers.add(0, lines.toArray(String[]::new));
    }

    @Test
    void aTestThatPassesInARerunIsAFlake() throws IOException {
        failing("TestBad", "TestWorse");
        failing("TestBad");
        passing("TestBad");
        // TestWorse is not among the answers to the first rerun: it has not become better.
        GoTests.Result result = run("", 2);
        assertThat(result.counts()).isEqualTo(new TestCounts(3, 1, 0, 0, 1));
        assertThat(result.packages()).isEqualTo(1);
        assertThat(result.failedPackages()).isEqualTo(1);
        assertThat(result.notBuilt()).isZero();
        assertThat(container.calls())
                .containsExactly(
                        "go test -json -fullpath ./...",
                        "go test -json -fullpath -count=1 -run=^TestBad$|^TestWorse$ example.com/app/store",
                        "go test -json -fullpath -count=1 -run=^TestBad$|^TestWorse$ example.com/app/store");
        assertThat(report())
                .contains("tests=\"3\" errors=\"0\" skipped=\"0\" failures=\"1\"")
                .containsSubsequence(
                        "<testcase name=\"TestBad\"",
                        "<flakyFailure message=\"a_test.go:7: attempt 0\"",
                        "<flakyFailure message=\"a_test.go:7: attempt 1\"",
                        "<system-out>works now",
                        "<testcase name=\"TestWorse\"",
                        "<failure message=\"a_test.go:7: attempt 0\"")
                .containsOnlyOnce("name=\"TestGood\"");
        JUnitRules.checkAll(reports);
        assertThat(log.text())
                .contains("[INFO] Running TestBad, TestWorse of example.com/app/store again (1 of 2)")
                .containsSubsequence(
                        "[ERROR] Failures:",
                        "[ERROR]   store.TestWorse: a_test.go:7: attempt 0",
                        "[WARNING] Flakes:",
                        "[WARNING]   store.TestBad: a_test.go:7: attempt 0",
                        "[ERROR] Tests run: 3, Failures: 1, Errors: 0, Skipped: 0, Flakes: 1");
    }

    /** It would not compile the second time either. */
    @Test
    void whatDoesNotCompileIsNotRunAgain() throws IOException {
        answers.add(
                1,
                "{\"ImportPath\":\"example.com/app/store\",\"Action\":\"build-output\",\"Output\":"
                        + "\"store/a.go:3:5: undefined: x\\n\"}",
                event("fail", "", ",\"Elapsed\":0,\"FailedBuild\":\"example.com/app/store\""));
        answers.add(0); // none compiles
        GoTests.Result result = run("", 2);
        assertThat(container.calls()).hasSize(2);
        assertThat(result.counts()).isEqualTo(new TestCounts(1, 0, 1, 0, 0));
        assertThat(result.failedPackages()).isEqualTo(1);
        assertThat(result.notBuilt()).isEqualTo(1);
        assertThat(result.refusedByVet()).isZero();
        assertThat(log.text()).contains("[ERROR]   store [build failed]: ");
        JUnitRules.checkAll(reports);
    }

    @Test
    void theOrderOfShuffledTestsIsToldOnce() {
        answers.add(0, output("", "-test.shuffle 42"), event("pass", "TestOpen", ""), event("pass", "", ""));
        assertThat(run("", 0).failedPackages()).isZero();
        assertThat(log.text()).containsOnlyOnce("-Dgo-docker.shuffle=42");
        assertThat(log.text()).contains("[INFO] Testing ./... in golang:1.26");
    }

    @Test
    void onlyWhatFailsRunsAgain() throws IOException {
        failing("TestParent/leaf (1)", "TestParent");
        failing("TestParent/leaf (1)", "TestParent");
        GoTests.Result result = run("", 1);
        assertThat(container.calls().get(1)).contains("-run=^TestParent$/^leaf \\(1\\)$ ");
        assertThat(result.counts()).isEqualTo(new TestCounts(3, 2, 0, 0, 0));
        assertThat(report())
                .containsSubsequence(
                        "<failure message=\"a_test.go:7: attempt 0\"", "<rerunFailure message=\"a_test.go:7")
                .doesNotContain("flaky");
        JUnitRules.checkAll(reports);
    }

    /** The binary ended in TestCrash: nobody knows how TestLater would have done. */
    @Test
    void afterACrashTheWholePackageRunsAgain() throws IOException {
        answers.add(
                1,
                event("run", "TestGood", ""),
                event("pass", "TestGood", ""),
                event("run", "TestCrash", ""),
                output("TestCrash", "panic: boom"),
                event("fail", "", ",\"Elapsed\":1"));
        passing("TestGood", "TestCrash", "TestLater");
        GoTests.Result result = run("Test*", 3);
        assertThat(container.calls())
                .element(1)
                .isEqualTo("go test -json -fullpath -count=1 -run=^Test.*$ example.com/app/store");
        assertThat(result.counts()).isEqualTo(new TestCounts(3, 0, 0, 0, 1));
        assertThat(report())
                .contains("<flakyError message=\"panic: boom\" type=\"panic\">")
                .containsOnlyOnce("name=\"TestGood\"")
                .contains("name=\"TestLater\"");
        JUnitRules.checkAll(reports);
    }

    @Test
    void aPackageThatPassesAsAWholeAfterItDidNotStartIsAFlake() throws IOException {
        answers.add(1, output("", "no database yet"), event("fail", "", ",\"Elapsed\":1"));
        passing("TestOpen");
        GoTests.Result result = run("", 1);
        assertThat(result.counts()).isEqualTo(new TestCounts(2, 0, 0, 0, 1));
        assertThat(report())
                .contains("<flakyError message=\"the test binary failed outside of its tests: no database yet\"");
        JUnitRules.checkAll(reports);
    }

    @Test
    void namedPackagesAreLookedUp() {
        answers.add(0, "example.com/app", "example.com/app/store", "example.com/app/api");
        passing("TestOpen");
        GoTests.Result result = run("store#TestOpen", 0);
        assertThat(container.calls())
                .containsExactly("go list -e ./...", "go test -json -fullpath -run=^TestOpen$ example.com/app/store");
        assertThat(result.counts().tests()).isEqualTo(1);
    }

    @Test
    void eachCommandHasItsProfile() throws IOException {
        answers.add(0, "example.com/app", "example.com/app/store");
        passing("TestOpen");
        passing("TestOpen");
        Path profile =
                Files.createDirectories(directory.resolve("target/cover")).resolve("unit.out");
        Files.writeString(profile, "of the tests before");
        assertThat(run("!store#TestSlow", 0, profile).profiles()).isEmpty(); // the builder wrote none here
        assertThat(profile).doesNotExist();
        assertThat(container.calls()).anyMatch(command -> command.contains("-coverprofile=/src/target/cover/unit.out"));
        assertThat(container.calls())
                .anyMatch(command -> command.contains("-coverprofile=/src/target/cover/1-unit.out"));
    }

    @Test
    void noTestsAreAResult() throws IOException {
        answers.add(0, output("", "?   \\texample.com/app/store\\t[no test files]"), event("skip", "", ""));
        GoTests.Result result = run("", 0);
        assertThat(result.counts()).isEqualTo(TestCounts.NONE);
        assertThat(result.reports()).isEmpty();
        try (Stream<Path> all = Files.list(reports)) {
            assertThat(all).isEmpty();
        }
    }

    @Test
    void whatStopsGoIsOneMessage() {
        answers.add(1, "go: errors parsing go.mod:", "go.mod:5: usage: require module/path v1.2.3");
        assertThatThrownBy(() -> run("", 0))
                .isInstanceOf(GoDockerException.class)
                .hasMessageStartingWith("Cannot run the tests of example.com/app: go test ended with exit code 1.");
        assertThat(log.text()).contains("[ERROR] " + directory.resolve("go.mod") + ":5: usage");
    }

    @Test
    void aFailureThatIsNotTheCodesSaysWhatToDo() {
        answers.add(1, "go: updates to go.mod needed; to update it:", "\tgo mod tidy");
        assertThatThrownBy(() -> run("", 0))
                .isInstanceOf(GoDockerException.class)
                .hasMessageStartingWith("Cannot test example.com/app: go: updates to go.mod needed")
                .hasMessageContaining("go mod tidy");
    }

    /** Nothing of what passes stays in memory or on disk, however much it is. */
    @Test
    void leavesNoScratchFile() throws IOException {
        passing("TestOpen");
        var unused = run("", 0);
        try (Stream<Path> all = Files.list(directory.resolve("target"))) {
            assertThat(all.map(path -> path.getFileName().toString()))
                    .containsExactlyInAnyOrder("go-docker", "surefire-reports");
        }
    }
}
