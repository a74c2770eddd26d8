package io.github.godocker.docker.client;

import static org.junit.jupiter.api.Assertions.assertEquals;

import com.fasterxml.jackson.core.JsonProcessingException;
import io.github.godocker.Json;
import io.github.godocker.docker.ContainerStats;
import org.junit.jupiter.api.Test;

/** As engines answer with both versions of cgroups, shortened. */
class StatsAnswerTest {
    private static ContainerStats read(String answer) throws JsonProcessingException {
        return StatsAnswer.read(Json.read(answer)).orElseThrow();
    }

    @Test
    void readsTheFirstVersionOfCgroups() throws JsonProcessingException {
        assertEquals(new ContainerStats(50, 6_000_000, 67_108_864, 300, 30, 4096, 8192, 7), read("""
                        {"cpu_stats":{"cpu_usage":{"total_usage":500,"percpu_usage":[1,2]},"system_cpu_usage":4000},
                         "precpu_stats":{"cpu_usage":{"total_usage":250},"system_cpu_usage":3000},
                         "memory_stats":{"usage":7000000,"limit":67108864,"stats":{"total_inactive_file":1000000}},
                         "networks":{"eth0":{"rx_bytes":100,"tx_bytes":10},"eth1":{"rx_bytes":200,"tx_bytes":20}},
                         "blkio_stats":{"io_service_bytes_recursive":[{"op":"Read","value":4096},
                           {"op":"Write","value":8192},{"op":"Total","value":12288}]},
                         "pids_stats":{"current":7}}"""));
    }

    @Test
    void readsTheSecondVersionOfCgroups() throws JsonProcessingException {
        assertEquals(new ContainerStats(400, 10, 100, 0, 0, 5, 6, 1), read("""
                        {"cpu_stats":{"cpu_usage":{"total_usage":1000},"system_cpu_usage":2000,"online_cpus":4},
                         "precpu_stats":{"cpu_usage":{"total_usage":0},"system_cpu_usage":1000},
                         "memory_stats":{"usage":15,"limit":100,"stats":{"inactive_file":5}},
                         "blkio_stats":{"io_service_bytes_recursive":[{"op":"read","value":5},{"op":"write","value":6}]},
                         "pids_stats":{"current":1}}"""));
    }

    @Test
    void aContainerThatHasJustEndedTakesNothing() throws JsonProcessingException {
        assertEquals(new ContainerStats(0, 0, 0, 0, 0, 0, 0, 0), read("""
                        {"cpu_stats":{"cpu_usage":{"total_usage":0}},"precpu_stats":{"cpu_usage":{"total_usage":9}},
                         "memory_stats":{},"blkio_stats":{"io_service_bytes_recursive":null},"pids_stats":{}}"""));
    }
}
