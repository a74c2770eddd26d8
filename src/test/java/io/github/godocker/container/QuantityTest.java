package io.github.godocker.container;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import io.github.godocker.GoDockerException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class QuantityTest {
    @Test
    void readsBytesWithTheirUnits() {
        assertEquals(512L << 20, Quantity.bytes("512m"));
        assertEquals(512L << 20, Quantity.bytes("512MiB"));
        assertEquals(3L << 29, Quantity.bytes("1.5g"));
        assertEquals(2048, Quantity.bytes("2kb"));
        assertEquals(7, Quantity.bytes(" 7 "));
        assertEquals(7, Quantity.bytes("7b"));
        assertEquals(1L << 40, Quantity.bytes("1t"));
    }

    @Test
    void readsCpus() {
        assertEquals(1_500_000_000, Quantity.nanoCpus("1.5"));
        assertEquals(1, Quantity.nanoCpus("0.000000001"));
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "m", "-1m", "1x", "1,5g", "999999999999t"})
    void refusesOtherMemory(String text) {
        assertThrows(GoDockerException.class, () -> Quantity.bytes(text));
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "two", "-1", "1,5", "1e3"})
    void refusesOtherCpus(String text) {
        assertThrows(GoDockerException.class, () -> Quantity.nanoCpus(text));
    }
}
