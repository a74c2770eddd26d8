package io.github.godocker.container;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;
import org.junit.jupiter.api.Test;

class OwnershipTest {
    private static final Path HERE = Path.of("/work/orders");
    private static final Ownership COMMAND = new Ownership("acme:orders", HERE, "");

    @Test
    void ofACommandHasPlainNames() {
        assertEquals("orders-db", COMMAND.containerName("db"));
        assertEquals("orders", COMMAND.containerName("orders"));
    }

    @Test
    void ofABuildHasNamesOfItsOwn() {
        Ownership one = new Ownership("acme:orders", HERE, Ownership.newSession());
        Ownership other = new Ownership("acme:orders", HERE, Ownership.newSession());
        assertTrue(one.containerName("db").matches("orders-db-[0-9a-f]{8}"));
        assertNotEquals(one.containerName("db"), other.containerName("db"));
        assertTrue(one.owns(one.labels("db")));
        assertFalse(other.owns(one.labels("db")));
        assertFalse(COMMAND.owns(one.labels("db")));
    }

    @Test
    void ownsOnlyWhatHasAllOfItsLabels() {
        assertTrue(COMMAND.owns(COMMAND.labels("")));
        for (String label : COMMAND.labels("").keySet()) {
            Map<String, String> others = new HashMap<>(COMMAND.labels(""));
            others.put(label, "other");
            assertFalse(COMMAND.owns(others), label);
        }
        assertFalse(COMMAND.owns(Map.of()));
    }

    @Test
    void knowsSessionsThatHaveEnded() throws IOException, InterruptedException {
        String running = Ownership.newSession();
        assertFalse(Ownership.hasEnded(running));
        String[] parts = running.split("/");
        // Another process has this number now.
        assertTrue(Ownership.hasEnded(parts[0] + "/" + parts[1] + "/1/0"));
        Process process = new ProcessBuilder("true").start();
        process.waitFor();
        assertTrue(Ownership.hasEnded(parts[0] + "/" + process.pid() + "/" + parts[2] + "/0"));
        // Of another machine nothing is known.
        assertFalse(Ownership.hasEnded("elsewhere/" + process.pid() + "/1/0"));
        assertFalse(Ownership.hasEnded(""));
        assertFalse(Ownership.hasEnded("a/b/c/d"));
    }

    @Test
    void takesOnlyTheRestOfDeadBuildsOfTheSameProject() {
        String dead = Ownership.newSession().replaceFirst("/\\d+/", "/999999999/");
        Ownership left = new Ownership("acme:orders", HERE, dead);
        assertTrue(COMMAND.isLeftOver(left.labels("db")));
        assertFalse(COMMAND.isLeftOver(new Ownership("acme:other", HERE, dead).labels("db")));
        assertFalse(COMMAND.isLeftOver(COMMAND.labels("db")));
        assertFalse(COMMAND.isLeftOver(new Ownership("acme:orders", HERE, Ownership.newSession()).labels("db")));
    }
}
