package io.github.godocker.log;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.io.ByteArrayOutputStream;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class LiveTableTest {
    private final ByteArrayOutputStream written = new ByteArrayOutputStream();
    private final List<String> printed = new ArrayList<>();
    private final Console console = new Console() {
        @Override
        public void debug(String line) {}

        @Override
        public void info(String line) {
            printed.add(line);
        }

        @Override
        public void warn(String line) {}

        @Override
        public void error(String line) {}

        @Override
        public OutputStream output() {
            return written;
        }

        @Override
        public OutputStream errors() {
            return written;
        }

        @Override
        public boolean interactive() {
            return true;
        }
    };

    @Test
    void takesThePlaceOfTheLastLookAtATerminal() {
        LiveTable table = new LiveTable(console, true);
        table.show(List.of("name", "a"));
        table.show(List.of("name\u001b[2J"));
        table.leave();
        table.show(List.of("name"));
        assertEquals(
                "\u001b[?7lname\na\n\u001b[?7h"
                        + "\u001b[2F\u001b[J\u001b[?7lname\uFFFD[2J\n\u001b[?7h"
                        + "\u001b[?7lname\n\u001b[?7h",
                written.toString(StandardCharsets.UTF_8));
        assertEquals(List.of(), printed);
    }

    @Test
    void isLinesElsewhere() {
        LiveTable table = new LiveTable(console, false);
        table.show(List.of("name", "a"));
        table.show(List.of("name"));
        assertEquals(List.of("name", "a", "name"), printed);
        assertEquals(0, written.size());
    }
}
