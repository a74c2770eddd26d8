package io.github.godocker.docker;

/**
 * What a container takes, at one moment.
 *
 * @param cpuPercent of one CPU in the last second: 150 for one and a half
 * @param memory bytes, without what the kernel would give back (file caches)
 * @param memoryLimit bytes; the machine's memory where the container has no limit
 * @param networkReceived bytes since its start, of all its networks
 * @param networkSent the same
 * @param blockRead bytes since its start
 * @param blockWritten the same
 * @param pids processes and threads
 */
public record ContainerStats(
        double cpuPercent,
        long memory,
        long memoryLimit,
        long networkReceived,
        long networkSent,
        long blockRead,
        long blockWritten,
        long pids) {}
