package io.github.godocker.container;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNull;

import io.github.godocker.docker.Interaction.Window;
import org.junit.jupiter.api.Test;

class LocalTerminalTest {
    @Test
    void readsTheSizeOfTheWindow() {
        assertEquals(new Window(24, 80), LocalTerminal.window("24 80"));
        assertNull(LocalTerminal.window("0 0"));
        assertNull(LocalTerminal.window("stty: standard input: no such device"));
    }
}
