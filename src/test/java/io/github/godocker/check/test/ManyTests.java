package io.github.godocker.check.test;

import io.github.godocker.go.GoOutput;
import io.github.godocker.handover.OwnTree;
import io.github.godocker.log.LinesLog;
import io.github.godocker.log.TestLog;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.Set;

/**
 * Reads what 10,000 tests print and writes their report, in a process of its own: {@code bench/reports.sh} times it,
 * and a test lets it run in little memory. Arguments: directory, number of tests, output lines of each, kilobytes of
 * one more test that prints all of that.
 */
final class ManyTests {
    private static final String PACKAGE = "\"Package\":\"example.com/app/many\"";

    private ManyTests() {}

    public static void main(String[] arguments) throws IOException {
        Path directory = Path.of(arguments[0]);
        int tests = Integer.parseInt(arguments[1]);
        int lines = Integer.parseInt(arguments[2]);
        int kilobytes = Integer.parseInt(arguments[3]);
        long start = System.nanoTime();
        Path home = Path.of("/home/me/app");
        Files.createDirectories(directory);
        try (Spool spool = new Spool(new OwnTree(directory), directory)) {
            TestRun run = new TestRun(
                    "", spool, home, home, new GoOutput("/src", home, home), Map.of(), new TestLog(new LinesLog()));
            for (int i = 0; i < tests; i++) {
                String test = "TestNumber" + i % 100 + "/case_" + i;
                run.read(event("run", test, ""));
                run.read(output(test, "=== RUN   " + test));
                for (int line = 0; line < lines; line++) {
                    run.read(output(
                            test, "    /src/many/many_test.go:" + line + ": <a line that a test & its code log>"));
                }
                run.read(output(test, "--- PASS: " + test + " (0.00s)"));
                run.read(event("pass", test, ",\"Elapsed\":0.01"));
            }
            run.read(event("run", "TestLoud", ""));
            String kilobyte = "x".repeat(1023);
            for (int i = 0; i < kilobytes; i++) {
                run.read(output("TestLoud", kilobyte));
            }
            run.read(event("pass", "TestLoud", ",\"Elapsed\":1"));
            run.read(event("pass", "", ",\"Elapsed\":2"));
            run.finish(packages -> Set.of());
            for (Suite suite : run.suites()) {
                var unused = suite.write(new OwnTree(directory), directory, Map.of());
            }
        }
        System.out.println((System.nanoTime() - start) / 1_000_000);
    }

    private static String event(String action, String test, String more) {
        return "{\"Time\":\"2026-11-22T21:15:20.123456789Z\",\"Action\":\"" + action + "\"," + PACKAGE
                + (test.isEmpty() ? "" : ",\"Test\":\"" + test + "\"") + more + "}";
    }

    private static String output(String test, String text) {
        return event("output", test, ",\"Output\":\"" + text + "\\n\"");
    }
}
