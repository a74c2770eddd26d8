package io.github.godocker.container.instruments;

import io.github.godocker.container.settings.ContainerSettings;
import io.github.godocker.docker.ImageDetails;
import io.github.godocker.docker.TarStream;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * Delve in a container, around a program that takes the place of the image's own. Both are copied into the container before
 * it starts, so that the image stays as it is, and a daemon on another machine serves as well.
 *
 * @param program where the image has it, {@code /usr/local/bin/orders}
 * @param arguments of the program
 * @param port of the container and of this machine
 * @param goesOn whether the program does not wait for somebody to debug it
 */
public record Debugger(String program, List<String> arguments, int port, boolean goesOn) {
    private static final String DELVE = "/.go-docker/dlv";
    /** Whoever reaches Delve can do all that the program can: nobody from outside may. */
    private static final String HOST = "localhost";

    private static final int EXECUTABLE = 0755;

    public Debugger {
        arguments = List.copyOf(arguments);
    }

    /**
     * Of an image's program; empty if that is none of these.
     *
     * @param binaries names of the module's programs
     * @param arguments instead of the image's; empty for those
     */
    public static Optional<Debugger> of(
            ImageDetails image, List<String> binaries, List<String> arguments, int port, boolean goesOn) {
        List<String> entrypoint = image.entrypoint();
        if (entrypoint.isEmpty() || !entrypoint.get(0).startsWith("/") || !binaries.contains(name(entrypoint.get(0)))) {
            return Optional.empty();
        }
        List<String> all = new ArrayList<>(entrypoint.subList(1, entrypoint.size()));
        all.addAll(arguments.isEmpty() ? image.arguments() : arguments);
        return Optional.of(new Debugger(entrypoint.get(0), all, port, goesOn));
    }

    private static String name(String path) {
        return path.substring(path.lastIndexOf('/') + 1);
    }

    /** The name of its file. */
    public String binary() {
        return name(program);
    }

    /** Makes an entry one that starts it: nothing waits for a program that may stand still. */
    public void complete(ContainerSettings entry, List<String> ports) {
        List<String> command = new ArrayList<>(List.of(
                DELVE,
                "exec",
                "--headless",
                "--listen=:" + port,
                "--api-version=2",
                "--accept-multiclient",
                // Whoever reaches the published port is another user to it.
                "--only-same-user=false"));
        if (goesOn) {
            command.add("--continue");
        }
        command.add(program);
        entry.entrypoint = command;
        List<String> further = new ArrayList<>(List.of("--"));
        further.addAll(arguments);
        entry.arguments = arguments.isEmpty() ? List.of() : further;
        // Nothing could be copied into it else.
        entry.readOnly = false;
        entry.waitFor = null;
        List<String> all = new ArrayList<>(entry.ports == null ? ports : entry.ports);
        all.add("127.0.0.1:" + port + ":" + port);
        entry.ports = all;
    }

    /** What is copied to the root of the container. */
    public TarStream files(Path delve, Path compiled) throws IOException {
        return new TarStream()
                .file(DELVE.substring(1), EXECUTABLE, delve)
                .file(program.substring(1), EXECUTABLE, compiled);
    }

    /**
     * What to paste where, for people.
     *
     * @param name of the container
     * @param sources a directory of this machine
     * @param compiledAt where the compiler saw that
     */
    public List<String> instructions(String name, String sources, String compiledAt) {
        return List.of(
                "VS Code, in .vscode/launch.json:",
                "  {",
                "    \"name\": " + FlamePage.json(name + " in its container") + ",",
                "    \"type\": \"go\",",
                "    \"request\": \"attach\",",
                "    \"mode\": \"remote\",",
                "    \"host\": " + FlamePage.json(HOST) + ",",
                "    \"port\": " + port + ",",
                "    \"substitutePath\": [{\"from\": " + FlamePage.json(sources) + ", \"to\": "
                        + FlamePage.json(compiledAt) + "}]",
                "  }",
                "GoLand: Run, Edit Configurations, Add, Go Remote: host " + HOST + ", port " + port,
                "dlv: dlv connect " + HOST + ":" + port + ", then: config substitute-path " + compiledAt + " "
                        + sources);
    }
}
