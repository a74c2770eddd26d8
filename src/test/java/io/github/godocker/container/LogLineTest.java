package io.github.godocker.container;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.time.ZoneOffset;
import org.junit.jupiter.api.Test;

/** Lines as these loggers have printed them. */
class LogLineTest {
    private static String pretty(String line) {
        return LogLine.of(line).pretty(ZoneOffset.UTC);
    }

    @Test
    void readsSlog() {
        assertEquals(
                "10:00:01.123 INFO  listening addr=:8080 request.method=GET",
                pretty("{\"time\":\"2026-11-28T10:00:01.123456789Z\",\"level\":\"INFO\",\"msg\":\"listening\","
                        + "\"addr\":\":8080\",\"request\":{\"method\":\"GET\"}}"));
    }

    @Test
    void readsZap() {
        assertEquals(
                "10:00:01.500 ERROR failed caller=app/main.go:12 error=\"no such host\"",
                pretty("{\"level\":\"error\",\"ts\":1795860001.5,\"caller\":\"app/main.go:12\",\"msg\":\"failed\","
                        + "\"error\":\"no such host\"}"));
    }

    @Test
    void readsZerolog() {
        assertEquals(
                "10:00:01.000 WARN  slow took=3.5 tags=a,b empty=\"\"",
                pretty("{\"level\":\"warn\",\"took\":3.5,\"tags\":[\"a\",\"b\"],\"empty\":\"\",\"time\":1795860001,"
                        + "\"message\":\"slow\"}"));
    }

    @Test
    void readsLogrus() {
        assertEquals(
                "10:00:01.000 WARNING low size=10",
                pretty("{\"level\":\"warning\",\"msg\":\"low\",\"size\":10,\"time\":\"2026-11-28T10:00:01Z\"}"));
    }

    @Test
    void leavesOtherLinesAsTheyAre() {
        for (String line : new String[] {"", "plain", "{not json", "{\"a\":", "[1]", "null"}) {
            assertEquals(line, pretty(line));
        }
    }

    @Test
    void losesNothingThatIsBehindAnObject() {
        for (String line : new String[] {
            "{\"level\":\"info\",\"msg\":\"one\"} trailing", "{\"msg\":\"one\"}{\"msg\":\"two\"}", "{\"msg\":\"one\"} }"
        }) {
            assertEquals(line, pretty(line));
        }
        assertEquals("INFO  one", pretty("{\"level\":\"info\",\"msg\":\"one\"} \t"));
    }

    @Test
    void takesTheLevelOfATextLine() {
        assertEquals("error", LogLine.of("time=2026 level=ERROR msg=x").level());
        assertEquals("warning", LogLine.of("level=\"warning\" msg=x").level());
        assertEquals("", LogLine.of("sublevel=3").level());
    }

    @Test
    void comparesLevels() {
        assertTrue(LogLine.of("{\"level\":\"fatal\"}").isAtLeast("error"));
        assertTrue(LogLine.of("{\"level\":\"WARN\"}").isAtLeast("warning"));
        assertFalse(LogLine.of("{\"level\":\"debug\"}").isAtLeast("info"));
        assertTrue(LogLine.of("no level").isAtLeast("info"));
        assertFalse(LogLine.of("no level").isAtLeast("warn"));
    }

    @Test
    void aTimeThatCannotBeReadStaysAsItIs() {
        assertEquals("yesterday INFO  x", pretty("{\"level\":\"info\",\"time\":\"yesterday\",\"msg\":\"x\"}"));
    }
}
