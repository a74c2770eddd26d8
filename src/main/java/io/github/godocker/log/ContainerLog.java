package io.github.godocker.log;

import java.time.Duration;
import java.util.List;

/** What containers that run, start and stop tell. */
public final class ContainerLog extends RoomLog {
    public ContainerLog(Console console) {
        super(console);
    }

    /** What a program prints for whoever runs it, and not for Maven's log. */
    public void printed(String line) {
        print(line);
    }

    public void started(String name, String image) {
        info("Started " + name + " (" + Brief.id(image) + ")");
    }

    public void ready(String name, String condition, Duration time) {
        info("  " + name + ": " + condition + " after " + Brief.seconds(time));
    }

    /** @param port {@code 8080/tcp} */
    public void published(String name, String port, String where) {
        info("  " + name + " " + port.replace("/tcp", "") + " -> " + where);
    }

    /** @param killed whether it did not end by itself in the time that it had */
    public void stopped(String name, Duration time, boolean killed) {
        if (killed) {
            warn("Killed " + name + " after " + Brief.seconds(time)
                    + ": it did not end by its stop signal; <stopTimeout> gives it more time");
        } else {
            info("Stopped " + name + " in " + Brief.seconds(time));
        }
    }

    /** @param stop the command that ends them */
    public void keptRunning(String stop) {
        info("They run until `" + stop + "`");
    }

    public void brokenOff(String name) {
        brokenOffOutput(name);
    }

    /** While somebody looks at it again and again. */
    public void gone(String name) {
        info("Container " + name + " does not run any more");
    }

    /** @param how it ended, with its exit code; or that it never ran */
    public void notRunning(String name, String how) {
        warn("Container " + name + " does not run: " + how);
    }

    public void nothingToStop() {
        info("No container of this module is there");
    }

    public void removingLeftOver(String name) {
        info("Removing container " + name + ", which a build that was killed has left");
    }

    /** @param port where the program serves net/http/pprof */
    public void asking(String name, int port) {
        info("Asking " + name + " at port " + port + " of its network");
    }

    public void watchingCpu(int seconds) {
        info("Watching the CPU for " + seconds + " s");
    }

    public void quitting(String name, String problem) {
        info(problem);
        info("Ending " + name + " by SIGQUIT");
    }

    /** Keys of a terminal that stays as it is reach a program by lines. */
    public void noRawMode() {
        warn("There is no stty, so the program gets lines, and no terminal");
    }

    public void debugging(String name, String image) {
        info("Started " + Brief.id(image) + " beside " + name + ", with its processes and network; its files are in"
                + " /proc/1/root");
    }

    /** @param report of Go's race detector */
    public void race(String name, List<String> report) {
        warn(name + ": " + report.get(0));
        report.subList(1, report.size()).forEach(line -> warn("  " + line));
    }

    public void leftRunning(String command, String container) {
        info("Left " + command + ", which goes on in container " + container);
    }

    public void leftAndStopped(String name) {
        info("Left " + name + ": it is stopped, as nothing of `run` stays");
    }

    /** What a container printed last, that did not become ready. */
    public void lastLines(String name, List<String> lines) {
        error("The last lines of " + name + ":");
        lines.forEach(line -> error("  " + line));
    }
}
