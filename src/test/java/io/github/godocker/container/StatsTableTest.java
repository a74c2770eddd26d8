package io.github.godocker.container;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.github.godocker.docker.ContainerStats;
import org.junit.jupiter.api.Test;

class StatsTableTest {
    private static final ContainerStats STATS =
            new ContainerStats(12.345, 6_400_000, 64_000_000, 1_500, 999, 0, 2_000_000_000, 7);

    @Test
    void isATableForPeople() {
        assertEquals(
                "name                    cpu %                memory   mem %      network in/out        block in/out   pids\n"
                        + "orders                   12.3      6.4 MB / 64.0 MB    10.0      1.5 kB / 999 B        0 B / 2.0 GB      7",
                StatsTable.head() + "\n" + StatsTable.row("orders", STATS));
    }

    @Test
    void isLinesOfJsonForPrograms() {
        assertEquals(
                "{\"name\":\"orders\",\"id\":\"abc\",\"cpuPercent\":12.35,\"memory\":6400000,\"memoryLimit\":64000000,"
                        + "\"networkReceived\":1500,\"networkSent\":999,\"blockRead\":0,\"blockWritten\":2000000000,"
                        + "\"pids\":7}",
                StatsTable.json("orders", "abc", STATS));
    }
}
