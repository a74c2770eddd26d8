package io.github.godocker.check.test;

import io.github.godocker.check.test.Spool.Range;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/**
 * The report of one suite as Surefire's schema has it ({@code surefire-test-report.xsd}, version 3.0.2). Tests that pass
 * are written to the spool at once; their counts stand at the beginning of the report, so that is written last.
 */
final class SurefireReport {
    private final Spool spool;
    private final String className;
    private final List<Range> cases = new ArrayList<>();

    SurefireReport(Spool spool, String className) {
        this.spool = spool;
        this.className = className;
    }

    void addPassed(String name, double seconds, Printed printed) {
        if (printed.isEmpty()) {
            append(testcase(name, seconds) + "/>\n");
        } else {
            add(testcase(name, seconds) + ">\n", printed);
        }
    }

    /** @param reason empty if none was given */
    void addSkipped(String name, double seconds, String reason, Printed printed) {
        String message = reason.isEmpty() ? "" : " message=\"" + XmlText.attribute(reason) + "\"";
        add(testcase(name, seconds) + ">\n    <skipped" + message + "/>\n", printed);
    }

    private void add(String start, Printed printed) {
        if (printed.isEmpty()) {
            append(start + "  </testcase>\n");
            return;
        }
        append(start + "    <system-out>");
        printed.output().forEach(chunk -> Spool.add(cases, chunk));
        append("</system-out>\n  </testcase>\n");
    }

    private void append(String text) {
        Spool.add(cases, spool.append(text));
    }

    void write(
            OutputStream out,
            TestCounts counts,
            double seconds,
            Map<String, String> properties,
            List<FailedTest> failed)
            throws IOException {
        StringBuilder text = new StringBuilder();
        text.append("<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n")
                .append("<testsuite xmlns:xsi=\"http://www.w3.org/2001/XMLSchema-instance\" ")
                .append("xsi:noNamespaceSchemaLocation=\"https://maven.apache.org/surefire/maven-surefire-plugin")
                .append("/xsd/surefire-test-report.xsd\" version=\"3.0.2\"")
                .append(" name=\"")
                .append(XmlText.attribute(className))
                .append("\" time=\"")
                .append(decimal(seconds))
                .append("\" tests=\"")
                .append(counts.tests())
                .append("\" errors=\"")
                .append(counts.errors())
                .append("\" skipped=\"")
                .append(counts.skipped())
                .append("\" failures=\"")
                .append(counts.failures())
                .append("\">\n  <properties>\n");
        properties.forEach((name, value) -> text.append("    <property name=\"")
                .append(XmlText.attribute(name))
                .append("\" value=\"")
                .append(XmlText.attribute(value))
                .append("\"/>\n"));
        text.append("  </properties>\n");
        write(out, text);
        for (FailedTest test : failed) {
            write(out, test);
        }
        spool.copy(cases, out);
        write(out, new StringBuilder("</testsuite>\n"));
    }

    private void write(OutputStream out, FailedTest test) throws IOException {
        boolean flaky = test.flaky();
        List<FailedTest.Attempt> attempts = test.attempts();
        StringBuilder text = new StringBuilder(testcase(test.name(), test.last().seconds()) + ">\n");
        // The order of the schema: failure, reruns of failures, error, reruns of errors, output.
        for (boolean errors : new boolean[] {false, true}) {
            String kind = errors ? "Error" : "Failure";
            for (int i = 0; i < attempts.size(); i++) {
                Failure failure = attempts.get(i).failure();
                boolean first = failure != null && failure == test.failure();
                // Reruns are in the group of the failure that they belong to, whatever their own kind.
                if (failure == null
                        || (flaky ? failure.isError() : test.failure().isError()) != errors) {
                    continue;
                }
                boolean plain = first && !flaky;
                String element = plain ? (errors ? "error" : "failure") : (flaky ? "flaky" : "rerun") + kind;
                text.append("    <")
                        .append(element)
                        .append(" message=\"")
                        .append(XmlText.attribute(failure.message()))
                        .append("\" type=\"")
                        .append(failure.type())
                        .append("\">");
                String trace = XmlText.escape(
                        failure.lines().isEmpty() ? failure.message() : String.join("\n", failure.lines()));
                if (plain) {
                    text.append(trace);
                } else {
                    text.append("<stackTrace>").append(trace).append("</stackTrace>");
                    text.append("<system-out>");
                    write(out, text);
                    spool.copy(attempts.get(i).output(), out);
                    text.append("</system-out>");
                }
                text.append("</").append(element).append(">\n");
            }
        }
        FailedTest.Attempt shown = flaky ? test.last() : attempts.get(0);
        if (!shown.output().isEmpty()) {
            text.append("    <system-out>");
            write(out, text);
            spool.copy(shown.output(), out);
            text.append("</system-out>\n");
        }
        write(out, text.append("  </testcase>\n"));
    }

    private static void write(OutputStream out, StringBuilder text) throws IOException {
        out.write(text.toString().getBytes(StandardCharsets.UTF_8));
        text.setLength(0);
    }

    private String testcase(String name, double time) {
        return "  <testcase name=\"" + XmlText.attribute(name) + "\" classname=\"" + XmlText.attribute(className)
                + "\" time=\"" + decimal(time) + "\"";
    }

    /** With three digits, as String.format would, which is slow for what is written so often. */
    private static String decimal(double number) {
        long thousandths = Math.round(number * 1000);
        String digits = String.valueOf(1000 + thousandths % 1000);
        return thousandths / 1000 + "." + digits.substring(1);
    }
}
