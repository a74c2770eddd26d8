package io.github.godocker.check.test;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.godocker.go.GoOutput;
import io.github.godocker.handover.OwnTree;
import io.github.godocker.log.LinesLog;
import io.github.godocker.log.TestLog;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What nobody would record: tests that print megabytes. */
class MuchOutputTest {
    private static final Path HOME = Path.of("/home/me/app");
    private static final String PACKAGE = "example.com/much";

    @TempDir
    Path directory;

    private final LinesLog log = new LinesLog();

    private static String event(String action, String test, String output, double seconds) {
        return "{\"Action\":\"" + action + "\",\"Package\":\"" + PACKAGE + "\""
                + (test.isEmpty() ? "" : ",\"Test\":\"" + test + "\"")
                + (output.isEmpty() ? "" : ",\"Output\":\"" + output + "\"")
                + (seconds < 0 ? "" : ",\"Elapsed\":" + seconds) + "}";
    }

    private TestRun run(Spool spool) {
        return new TestRun("", spool, HOME, HOME, new GoOutput("/src", HOME, HOME), Map.of(), new TestLog(log));
    }

    /** The one report, which everybody who reads reports accepts. */
    private Path written(TestRun run) throws IOException {
        run.finish(packages -> Set.of());
        assertThat(run.suites()).hasSize(1);
        Suite suite = run.suites().iterator().next();
        Path report = directory.resolve("TEST-" + suite.className() + ".xml");
        try (var out = Files.newOutputStream(report)) {
            suite.write(out, Map.of());
        }
        JUnitRules.check(report);
        return report;
    }

    @Test
    void eachOfTwoParallelTestsKeepsItsMegabytes() throws IOException {
        int lines = 50_000;
        String text = "x".repeat(95);
        Path report;
        try (Spool spool = new Spool(new OwnTree(directory), directory)) {
            TestRun run = run(spool);
            run.read(event("start", "", "", -1));
            run.read(event("run", "TestA", "", -1));
            run.read(event("run", "TestB", "", -1));
            for (int i = 0; i < lines; i++) {
                run.read(event("output", "TestA", "A" + text + i + "\\n", -1));
                run.read(event("output", "TestB", "B" + text + i + "\\n", -1));
            }
            run.read(event("output", "TestB", "    /src/b_test.go:7: the reason\\n", -1));
            run.read(event("pass", "TestA", "", 1));
            run.read(event("fail", "TestB", "", 1));
            run.read(event("fail", "", "", 1));
            report = written(run);
        }
        List<String> written = Files.readAllLines(report);
        assertThat(written.stream().filter(line -> line.contains("A" + text)).count())
                .isEqualTo(lines);
        assertThat(written.stream().filter(line -> line.contains("B" + text)).count())
                .isEqualTo(lines);
        // Without a line of the other one in between, and in order.
        int second = written.indexOf("B" + text + 1);
        List<String> expected =
                IntStream.range(1, lines).mapToObj(i -> "B" + text + i).toList();
        assertThat(written.subList(second, second + lines - 1).equals(expected)).isTrue();
        assertThat(log.text()).contains("/home/me/app/b_test.go:7: the reason").doesNotContain(text);
    }

    @Test
    void aLineOfMegabytesIsInTheReportAndNotInTheLog() throws IOException {
        String huge = "z".repeat(3_000_000);
        Path report;
        try (Spool spool = new Spool(new OwnTree(directory), directory)) {
            TestRun run = run(spool);
            run.read(event("run", "TestHuge", "", -1));
            // Go hands out long lines in pieces.
            for (int i = 0; i < 3; i++) {
                run.read(event("output", "TestHuge", huge.substring(0, 1_000_000), -1));
            }
            run.read(event("output", "TestHuge", "\\n", -1));
            run.read(event("output", "TestHuge", "    /src/h_test.go:3: " + huge + "\\n", -1));
            run.read(event("fail", "TestHuge", "", 1));
            run.read(event("fail", "", "", 1));
            report = written(run);
        }
        assertThat(Files.size(report)).isBetween(6_000_000L, 6_100_000L);
        assertThat(log.text()).contains("h_test.go:3: zzz").hasSizeLessThan(5_000);
    }
}
