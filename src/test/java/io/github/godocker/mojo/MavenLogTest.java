package io.github.godocker.mojo;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import io.github.godocker.GoDockerException;
import io.github.godocker.log.Console;
import java.io.IOException;
import java.io.OutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import org.apache.maven.plugin.logging.SystemStreamLog;
import org.junit.jupiter.api.Test;

class MavenLogTest {
    @Test
    void printsNoMoreWhereNobodyReads() {
        PrintStream before = System.out;
        Console console = new MavenLog(new SystemStreamLog(), "", false);
        OutputStream closed = new OutputStream() {
            @Override
            public void write(int b) throws IOException {
                throw new IOException("Broken pipe");
            }
        };
        try (PrintStream broken = new PrintStream(closed, true, StandardCharsets.UTF_8)) {
            System.setOut(broken);
            GoDockerException e = assertThrows(GoDockerException.class, () -> console.print("a line"));
            assertEquals("Cannot print any more: the standard output is closed, or its disk is full.", e.problem());
        } finally {
            System.setOut(before);
        }
    }
}
