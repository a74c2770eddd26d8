package io.github.godocker.check.test;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What is kept of a test that prints without end, and forms that no recording has. */
class DiagnosisTest {
    private static final String ROOT = "/home/me/app";

    private static Diagnosis of(List<String> lines) {
        Diagnosis diagnosis = new Diagnosis(ROOT);
        lines.forEach(diagnosis::read);
        return diagnosis;
    }

    private static Failure failure(String... lines) {
        return of(List.of(lines)).failure();
    }

    private static List<String> numbered(String text, int from, int to) {
        return IntStream.rangeClosed(from, to).mapToObj(i -> text + i).toList();
    }

    private static String message(int number) {
        return "    " + ROOT + "/a_test.go:" + number + ": message " + number;
    }

    private static List<String> messages(int from, int to) {
        return IntStream.rangeClosed(from, to)
                .mapToObj(DiagnosisTest::message)
                .map(String::strip)
                .toList();
    }

    @Test
    void theLastTenMessagesTell() {
        List<String> lines = new ArrayList<>(
                IntStream.rangeClosed(1, 10).mapToObj(DiagnosisTest::message).toList());
        assertThat(of(lines).failure().lines()).isEqualTo(messages(1, 10));
        lines.add(message(11));
        lines.add(message(12));
        Failure failure = of(lines).failure();
        assertThat(failure.lines().get(0)).isEqualTo("(2 earlier messages are in the report)");
        assertThat(failure.lines().subList(1, 11)).isEqualTo(messages(3, 12));
        assertThat(failure.message()).isEqualTo("a_test.go:12: message 12");
        assertThat(failure.location()).isEqualTo(ROOT + "/a_test.go:12");
    }

    @Test
    void aMessageGoesOnInTheLinesBelowAndEndsBeforeBlankOnes() {
        assertThat(failure(message(1), "        got 1", "", "        want 2", "", "", message(3))
                        .lines())
                .containsExactly(
                        ROOT + "/a_test.go:1: message 1",
                        "    got 1",
                        "",
                        "    want 2",
                        ROOT + "/a_test.go:3: message 3");
        List<String> lines = new ArrayList<>(List.of(message(1)));
        lines.addAll(numbered("        line ", 2, 200));
        assertThat(of(lines).failure().lines()).hasSize(120).endsWith("    line 120");
    }

    @Test
    void whatIsPrintedBeforeAMessageOnItsLineIsNoPartOfIt() {
        Diagnosis diagnosis = of(List.of("working..." + message(7)));
        assertThat(diagnosis.failure().message()).isEqualTo("a_test.go:7: message 7");
        assertThat(diagnosis.printed()).containsExactly("working...");
    }

    @Test
    void ofOtherLinesTheFirstAndTheLastAreKept() {
        assertThat(of(numbered("line ", 1, 20)).failure().lines()).isEqualTo(numbered("line ", 1, 20));
        List<String> some = new ArrayList<>(numbered("line ", 1, 10));
        some.add("…");
        some.addAll(numbered("line ", 12, 21));
        assertThat(of(numbered("line ", 1, 21)).failure().lines()).isEqualTo(some);
    }

    @Test
    void longLinesAndMessagesAreCut() {
        String thousand = "x".repeat(1000);
        Failure whole = failure(thousand);
        assertThat(whole.lines()).containsExactly(thousand);
        assertThat(failure(thousand + "y").lines()).containsExactly(thousand + " …");
        assertThat(whole.message()).isEqualTo("x".repeat(300) + "…");
        assertThat(failure("x".repeat(300)).message()).isEqualTo("x".repeat(300));
    }

    @Test
    void aTraceIsCut() {
        List<String> lines = new ArrayList<>(List.of("panic: boom"));
        lines.addAll(numbered("line ", 2, 200));
        assertThat(of(lines).failure().lines()).hasSize(120).endsWith("line 120");
    }

    /** What a test has found out before the race was, too, is told; a panic after it ended the tests. */
    @Test
    void aRaceIsNoEnd() {
        List<String> race = List.of(
                message(1),
                "==================",
                "WARNING: DATA RACE",
                "Read at 0x01 by goroutine 7:",
                "  example.com/app.Add()",
                "      " + ROOT + "/add.go:5 +0x2a",
                "==================",
                "goes on");
        Diagnosis diagnosis = of(race);
        assertThat(diagnosis.crashed()).isFalse();
        assertThat(diagnosis.printed()).containsExactly("goes on");
        assertThat(diagnosis.failure().type()).isEqualTo("race");
        assertThat(diagnosis.failure().message()).isEqualTo("data race");
        assertThat(diagnosis.failure().location()).isEqualTo(ROOT + "/add.go:5");
        diagnosis.read("panic: boom [recovered, repanicked]");
        assertThat(diagnosis.crashed()).isTrue();
        assertThat(diagnosis.failure().type()).isEqualTo("panic");
        // Another one within the trace of a panic changes nothing.
        Diagnosis panic = of(List.of("panic: boom [recovered]", "WARNING: DATA RACE", "panic: other"));
        assertThat(panic.failure().type()).isEqualTo("panic");
        assertThat(panic.failure().message()).isEqualTo("panic: boom");
    }

    /** Goroutines in which there is nothing of the user's are left out of the log. */
    @Test
    void theLogShowsFramesOfTheUsers() {
        Failure failure = failure(
                "panic: boom",
                "",
                "goroutine 7 [running]:",
                "testing.tRunner.func1()",
                "\t/usr/local/go/src/testing/testing.go:1734 +0x2b",
                "example.com/app.open(...)",
                "\t" + ROOT + "/open.go:9 +0x1f",
                "goroutine 8 [select]:",
                "runtime.gopark()",
                "\t/usr/local/go/src/runtime/proc.go:424 +0x1",
                "exit text");
        assertThat(failure.brief())
                .containsExactly(
                        "panic: boom",
                        "goroutine 7 [running]:",
                        "example.com/app.open(...)",
                        "\t" + ROOT + "/open.go:9 +0x1f",
                        "exit text");
        assertThat(failure.location()).isEqualTo(ROOT + "/open.go:9");
        assertThat(failure("panic: boom").location()).isEmpty();
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "no database;exit status 1|: no database",
                "no database;;exit status 1|: no database",
                "exit status 3|: exit status 3",
                "loading;signal: killed|: signal: killed",
                "loading;signal: aborted (core dumped)|: signal: aborted (core dumped)",
                "half a lineexit status 2|: half a line",
                "flag provided but not defined: -x;Usage of app:;  -y|: flag provided but not defined: -x",
                "it had exit status 2 then|: it had exit status 2 then",
                "''|''"
            })
    void theLastWordsTellOfAnEndWithoutAReason(String lines, String words) {
        assertThat(of(List.of(lines.split(";"))).lastWords()).isEqualTo(words);
    }

    @Test
    void howItEndedIsTheLastThatIsPrinted() {
        assertThat(of(List.of("no database", "exit status 1")).printed())
                .containsExactly("no database", "exit status 1");
    }

    @Test
    void testifySaysInItsOwnFormWhatIsWrong() {
        Failure failure = failure(
                "    " + ROOT + "/a_test.go:7: ",
                "        \tError Trace:\t" + ROOT + "/a_test.go:7",
                "        \tError:      \tNot equal: ",
                "        \t            \texpected: 1",
                "        \t            \tactual  : 2",
                "        \tTest:       \tTestSum",
                "        \tMessages:   \tthe sum");
        assertThat(failure.message()).isEqualTo("a_test.go:7: Not equal: expected: 1 actual  : 2");
        assertThat(failure("    " + ROOT + "/a_test.go:7: ", "", "        (-want +got)", "        - 1")
                        .message())
                .isEqualTo("a_test.go:7: (-want +got)");
    }

    @Test
    void onlyATestThatStillRanIsNamedWhenTheTimeIsUp() {
        Diagnosis diagnosis =
                of(List.of("panic: test timed out after 1s", "\trunning tests:", "\t\tTestSlow (1.00s)", ""));
        assertThat(diagnosis.timedOut()).isTrue();
        assertThat(diagnosis.failure().message()).isEqualTo("test timed out after 1s");
        assertThat(diagnosis.namesRunning("TestSlow")).isTrue();
        assertThat(diagnosis.namesRunning("TestSl")).isFalse();
        assertThat(of(List.of("panic: boom")).timedOut()).isFalse();
    }
}
