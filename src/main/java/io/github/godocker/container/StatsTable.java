package io.github.godocker.container;

import io.github.godocker.Json;
import io.github.godocker.docker.ContainerStats;
import io.github.godocker.log.Brief;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;

/** What containers take, as rows for people or lines of JSON for programs. */
public final class StatsTable {
    private static final String ROW = "%-20s %8s %21s %7s %19s %19s %6s";
    private static final double PERCENT = 100;

    private StatsTable() {}

    public static String head() {
        return String.format(ROW, "name", "cpu %", "memory", "mem %", "network in/out", "block in/out", "pids");
    }

    public static String row(String name, ContainerStats stats) {
        double share = stats.memoryLimit() == 0 ? 0 : PERCENT * stats.memory() / stats.memoryLimit();
        return String.format(
                ROW,
                name,
                String.format(Locale.ROOT, "%.1f", stats.cpuPercent()),
                Brief.bytes(stats.memory()) + " / " + Brief.bytes(stats.memoryLimit()),
                String.format(Locale.ROOT, "%.1f", share),
                Brief.bytes(stats.networkReceived()) + " / " + Brief.bytes(stats.networkSent()),
                Brief.bytes(stats.blockRead()) + " / " + Brief.bytes(stats.blockWritten()),
                stats.pids());
    }

    /** One line. */
    public static String json(String name, String id, ContainerStats stats) {
        Map<String, Object> line = new LinkedHashMap<>();
        line.put("name", name);
        line.put("id", id);
        line.put("cpuPercent", Math.round(stats.cpuPercent() * PERCENT) / PERCENT);
        line.put("memory", stats.memory());
        line.put("memoryLimit", stats.memoryLimit());
        line.put("networkReceived", stats.networkReceived());
        line.put("networkSent", stats.networkSent());
        line.put("blockRead", stats.blockRead());
        line.put("blockWritten", stats.blockWritten());
        line.put("pids", stats.pids());
        return Json.write(line);
    }
}
