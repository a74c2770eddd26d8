package io.github.godocker.check.test;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** That the rules which our reports are checked by accept what is right and notice what is wrong. */
class ReportRulesTest {
    /** All that a report of ours can have. */
    private static final String GOOD = """
            <?xml version="1.0" encoding="UTF-8"?>
            <testsuite xmlns:xsi="http://www.w3.org/2001/XMLSchema-instance" version="3.0.2" \
            name="example_com.app" time="1.5" tests="5" errors="1" skipped="1" failures="1">
              <properties>
                <property name="go.version" value="go1.26"/>
              </properties>
              <testcase name="TestPasses" classname="example_com.app" time="0">
                <system-out>printed &lt;&gt; 😀</system-out>
              </testcase>
              <testcase name="TestFails" classname="example_com.app" time="0.01">
                <failure message="got 1" type="assertion">a_test.go:1: got 1</failure>
                <rerunFailure message="got 2" type="assertion"><stackTrace>got 2</stackTrace></rerunFailure>
              </testcase>
              <testcase name="TestSkips" classname="example_com.app" time="0.001">
                <skipped message="no database"/>
              </testcase>
              <testcase name="TestPanics/a b" classname="example_com.app" time="12.345">
                <error message="panic: x" type="panic">panic: x</error>
              </testcase>
              <testcase name="TestFlaky" classname="example_com.app" time="0.001">
                <flakyFailure message="got 1" type="assertion"><stackTrace>got 1</stackTrace></flakyFailure>
              </testcase>
            </testsuite>
            """;

    @TempDir
    Path directory;

    private Path write(String xml) throws IOException {
        return Files.writeString(directory.resolve("TEST-example_com.app.xml"), xml, StandardCharsets.UTF_8);
    }

    @Test
    void acceptsWhatAllReadersAccept() throws IOException {
        Path report = write(GOOD);
        JUnitRules.check(report);
        JUnitRules.checkAll(directory);
        assertThat(JUnitRules.read(directory.toFile()))
                .singleElement()
                .satisfies(suite -> assertThat(suite.getTestCases()).hasSize(5))
                .satisfies(suite -> assertThat(suite.getNumberOfFlakes()).isEqualTo(1));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            ignoreLeadingAndTrailingWhitespace = false,
            value = {
                "tests=\"5\"|tests=\"4\"|tests=\"4\" is the number",
                "failures=\"1\"|failures=\"2\"|failures=\"2\" is the number",
                "errors=\"1\"|errors=\"0\"|errors=\"0\" is the number",
                "skipped=\"1\"|skipped=\"\"|skipped=\"\" is the number",
                "time=\"1.5\"|time=\"1,001.5\"|suite example_com.app has a time",
                "time=\"12.345\"|time=\"12.3456\"|case 'TestPanics/a b' has a time",
                "time=\"0.01\"|time=\"1e-2\"|case 'TestFails' has a time",
                "version=\"3.0.2\"|hostile=\"1\"|a suite has no attribute hostile",
                "version=\"3.0.2\"|version=\"3\" version=\"3\"|already specified",
                "name=\"TestFails\" classname=\"example_com.app\"|name=\"TestFails\"|'TestFails' has a classname",
                "name=\"TestFails\" classname=\"example_com.app\"|name=\"TestFails\" classname=\"a/b\"|has a classname",
                "name=\"TestFails\"|name=\"TestPasses\"|case 'TestPasses' is there once",
                "name=\"TestFails\"|name=\"\"|a case has a name",
                "message=\"got 1\" type=\"assertion\">a|type=\"assertion\">a|a failure has a message",
                "message=\"panic: x\" type=\"panic\"|message=\"panic: x\"|a error has a type",
                "message=\"panic: x\"|message=\"panic: x&#10;y\"|is one line",
                "a_test.go:1: got 1<|<|the text of a failure",
                "<stackTrace>got 1</stackTrace>|<stackTrace/>|the text of a flakyFailure",
                "<stackTrace>got 2</stackTrace>|got 2|rerunFailure",
                "<skipped message=\"no database\"/>|<skipped message=\"\"/>|was skipped with a message",
                "<skipped message=\"no database\"/>|<skipped/><error message=\"x\" type=\"y\">z</error>|at most",
                "<system-out>printed &lt;&gt; 😀</system-out>|<system-out/>|has output, or no system-out",
                "printed|&#1;|a file is XML",
                "printed|\u0001|a file is XML",
                "printed|\uFFFE|a file is XML",
                "<?xml|<!-- --><?xml|a file is XML",
                "example_com.app\" time=\"1.5\"|other\" time=\"1.5\"|the file of suite other is TEST-other.xml",
            })
    void noticesWhatSomeReaderDoesNotAccept(String right, String wrong, String rule) throws IOException {
        assertThat(GOOD).contains(right);
        Path report = write(GOOD.replace(right, wrong));
        assertThatThrownBy(() -> JUnitRules.check(report))
                .isInstanceOf(AssertionError.class)
                .hasMessageContaining(rule);
    }

    @Test
    void noticesOtherEncodings() throws IOException {
        Path report = directory.resolve("TEST-example_com.app.xml");
        Files.write(report, GOOD.replace("😀", "ä").getBytes(StandardCharsets.ISO_8859_1));
        assertThatThrownBy(() -> JUnitRules.check(report)).hasMessageContaining("a file is UTF-8");
    }

    @Test
    void noticesThatThereIsNoReport() {
        assertThatThrownBy(() -> JUnitRules.checkAll(directory)).hasMessageContaining("no report");
    }
}
