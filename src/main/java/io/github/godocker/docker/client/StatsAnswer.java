package io.github.godocker.docker.client;

import io.github.godocker.Json;
import io.github.godocker.docker.ContainerStats;
import java.util.Locale;
import java.util.Optional;

/** The daemon's counters of a container, read as the docker command reads them, of both versions of cgroups. */
final class StatsAnswer {
    private static final double PERCENT = 100;
    private static final String NEVER = "0001-";

    private StatsAnswer() {}

    /** Empty of a container that has ended, or was removed, while the daemon looked: it sends nothing, or no time and zeros. */
    static Optional<ContainerStats> read(Json answer) {
        return answer.isMissing() || answer.path("read").text().startsWith(NEVER)
                ? Optional.empty()
                : Optional.of(counted(answer));
    }

    private static ContainerStats counted(Json answer) {
        Json memory = answer.path("memory_stats");
        long received = 0;
        long sent = 0;
        for (Json network : answer.path("networks")) {
            received += network.path("rx_bytes").number();
            sent += network.path("tx_bytes").number();
        }
        long read = 0;
        long written = 0;
        for (Json entry : answer.path("blkio_stats").path("io_service_bytes_recursive")) {
            // "Read" in the first version of cgroups, "read" in the second.
            switch (entry.path("op").text().toLowerCase(Locale.ROOT)) {
                case "read" -> read += entry.path("value").number();
                case "write" -> written += entry.path("value").number();
                default -> {}
            }
        }
        return new ContainerStats(
                cpuPercent(answer.path("cpu_stats"), answer.path("precpu_stats")),
                used(memory),
                memory.path("limit").number(),
                received,
                sent,
                read,
                written,
                answer.path("pids_stats").path("current").number());
    }

    private static double cpuPercent(Json now, Json before) {
        double own = now.path("cpu_usage").path("total_usage").number()
                - before.path("cpu_usage").path("total_usage").number();
        double all = now.path("system_cpu_usage").number()
                - before.path("system_cpu_usage").number();
        long cpus = now.path("online_cpus").number();
        if (cpus == 0) {
            cpus = now.path("cpu_usage").path("percpu_usage").size();
        }
        return own > 0 && all > 0 ? own / all * cpus * PERCENT : 0;
    }

    /** Pages of files that nobody has used for long are not the program's. */
    private static long used(Json memory) {
        long usage = memory.path("usage").number();
        Json stats = memory.path("stats");
        // The first version of cgroups has the first of these, the second the other.
        long idle = stats.path("total_inactive_file").isMissing()
                ? stats.path("inactive_file").number()
                : stats.path("total_inactive_file").number();
        return idle < usage ? usage - idle : usage;
    }
}
