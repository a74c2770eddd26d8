package io.github.godocker.docker;

import java.util.List;
import java.util.Map;

/**
 * A container as the daemon sees it.
 *
 * @param name without a slash before it
 * @param image the id of its image
 * @param status {@code created}, {@code running}, {@code exited}, …
 * @param exitCode of its program, once that has ended
 * @param outOfMemory whether the kernel ended something in it because memory ran out
 * @param health {@code starting}, {@code healthy} or {@code unhealthy}; empty where the image has no health check
 * @param healthOutput what its last health check printed
 * @param error why the daemon could not start it; empty if it could
 * @param ports where the daemon's host has its ports, by {@code 8080/tcp}
 * @param terminal whether its program has one, and so one output
 * @param addresses its addresses by the names of its networks
 */
public record ContainerState(
        String id,
        String name,
        String image,
        String status,
        int exitCode,
        boolean outOfMemory,
        String health,
        String healthOutput,
        String error,
        Map<String, List<HostPort>> ports,
        Map<String, String> addresses,
        Map<String, String> labels,
        boolean terminal) {
    public ContainerState {
        ports = Map.copyOf(ports);
        addresses = Map.copyOf(addresses);
        labels = Map.copyOf(labels);
    }

    /** @param address of the daemon's host that is listened on, {@code 0.0.0.0} for all */
    public record HostPort(String address, int port) {}

    /** How the program of one ended that does not run, in words. */
    public String ending() {
        if (isCreated()) {
            return error.isEmpty() ? "it was never started" : error;
        }
        return "it ended with exit code " + exitCode + (outOfMemory ? ", memory ran out" : "");
    }

    /** Whether it has never run. */
    public boolean isCreated() {
        return status.equals("created");
    }

    public boolean isRunning() {
        return status.equals("running") || status.equals("paused") || status.equals("restarting");
    }
}
