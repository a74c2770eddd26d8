package io.github.godocker.container;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.github.godocker.container.settings.Log;
import io.github.godocker.docker.Container.Stream;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class ServiceOutputTest {
    @Test
    void countsLinesFromTheFirstOn() {
        Log log = new Log();
        log.set("ready to .*");
        log.times = 2;
        List<String> lines = new ArrayList<>();
        ServiceOutput output = new ServiceOutput(List.of(log), (stream, line) -> lines.add(stream + " " + line));
        output.accept(Stream.STDOUT, "is ready to go");
        assertFalse(output.has(log));
        output.accept(Stream.STDERR, "ready to go on");
        assertTrue(output.has(log));
        assertEquals(List.of("STDOUT is ready to go", "STDERR ready to go on"), lines);
        assertEquals("ready to go on", output.lastLine());
    }

    @Test
    void keepsTheLastFiftyLinesOfAFlood() {
        ServiceOutput output = new ServiceOutput(List.of(), (stream, line) -> {});
        assertEquals("", output.lastLine());
        for (int i = 1; i <= 1_000; i++) {
            output.accept(Stream.STDOUT, "line " + i);
        }
        assertEquals(50, output.last().size());
        assertEquals("line 951", output.last().get(0));
    }
}
