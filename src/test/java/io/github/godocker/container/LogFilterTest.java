package io.github.godocker.container;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.github.godocker.GoDockerException;
import io.github.godocker.Problems;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class LogFilterTest {
    private static List<String> chosen(LogFilter filter, String... lines) {
        List<String> chosen = new ArrayList<>();
        for (String line : lines) {
            filter.accept(LogLine.of(line), each -> chosen.add(each.text()));
        }
        return chosen;
    }

    @Test
    void choosesByPatternAndItsOpposite() {
        assertEquals(List.of("ab", "cb"), chosen(new LogFilter("b", false, 0, "", List.of()), "ab", "c", "cb"));
        assertEquals(List.of("c"), chosen(new LogFilter("b", true, 0, "", List.of()), "ab", "c", "cb"));
        assertEquals(List.of("ab", "c"), chosen(new LogFilter("", false, 0, "", List.of()), "ab", "c"));
    }

    @Test
    void showsLinesAroundOnce() {
        assertEquals(
                List.of("2", "3", "x", "4", "x", "5", "6"),
                chosen(new LogFilter("x", false, 2, "", List.of()), "1", "2", "3", "x", "4", "x", "5", "6", "7", "8"));
    }

    @Test
    void choosesByLevelAndField() {
        String get = "{\"level\":\"info\",\"method\":\"GET\"}";
        String put = "{\"level\":\"error\",\"method\":\"PUT\"}";
        assertEquals(List.of(put), chosen(new LogFilter("", false, 0, "warn", List.of()), get, put, "text"));
        assertEquals(List.of(get), chosen(new LogFilter("", false, 0, "", List.of("method=GET")), get, put, "text"));
        assertEquals(List.of(), chosen(new LogFilter("", false, 0, "error", List.of("method=GET")), get, put));
    }

    @Test
    void tellsTogetherWhatMakesNoSense() {
        Problems problems = new Problems();
        LogFilter.check("[", "loud", List.of("=a", "b=c", "d"), problems);
        assertEquals(
                List.of(
                        "Cannot use -Dgo-docker.grep=[: Unclosed character class.",
                        "Cannot use -Dgo-docker.level=loud: there is no such level.",
                        "Cannot use -Dgo-docker.field==a: it is not name=value.",
                        "Cannot use -Dgo-docker.field=d: it is not name=value."),
                problems.all().stream().map(GoDockerException::problem).toList());
    }

    @Test
    void sumsUp() {
        LogSummary summary = new LogSummary();
        for (String line : List.of(
                "{\"level\":\"info\",\"msg\":\"order 1\"}",
                "{\"level\":\"info\",\"msg\":\"order 22\"}",
                "{\"level\":\"error\",\"msg\":\"lost\",\"time\":\"2026-11-28T10:00:59Z\"}",
                "{\"level\":\"fatal\",\"msg\":\"end\",\"time\":\"2026-11-28T10:00:01Z\"}",
                "text")) {
            summary.add(LogLine.of(line));
        }
        assertEquals(
                List.of(
                        "5 lines",
                        "       1 error",
                        "       1 fatal",
                        "       2 info",
                        "       1 none",
                        "most frequent:",
                        "       2 order N",
                        "       1 lost",
                        "       1 end",
                        "       1 text",
                        "errors by minute:",
                        "       2 2026-11-28T10:00:00Z"),
                summary.text());
    }
}
