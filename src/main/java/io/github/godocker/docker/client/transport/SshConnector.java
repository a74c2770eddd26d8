package io.github.godocker.docker.client.transport;

import java.io.IOException;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

/**
 * Each connection is a process, of ssh, whose input and output are a daemon's socket on another machine, as the docker
 * CLI has it for {@code ssh://} (cli/connhelper). If the JVM dies, the ends of the processes' inputs end them.
 */
public final class SshConnector implements Connector {
    private final List<String> command;
    private final Set<ProcessWire> wires = ConcurrentHashMap.newKeySet();

    /** @param command asks nothing, and talks to the daemon by its input and output */
    public SshConnector(List<String> command) {
        this.command = List.copyOf(command);
    }

    /** The process says later whether it reaches the other machine. */
    @Override
    public Wire connect() throws IOException {
        wires.removeIf(ProcessWire::isOver);
        ProcessWire wire = ProcessWire.start(command);
        wires.add(wire);
        return wire;
    }

    /** Logging in at another machine takes its time. */
    @Override
    public boolean isCostly() {
        return true;
    }

    /** Ends all processes and waits for the threads that served them. */
    @Override
    public void close() {
        wires.forEach(ProcessWire::close);
        wires.forEach(ProcessWire::await);
    }
}
