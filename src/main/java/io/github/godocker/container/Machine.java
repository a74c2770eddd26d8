package io.github.godocker.container;

import io.github.godocker.docker.ContainerState.HostPort;
import java.io.IOException;
import java.net.InetAddress;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.function.Supplier;
import java.util.regex.Pattern;

/**
 * The machine that containers run on, seen from here.
 *
 * @param host its name, for whoever wants to reach a published port
 * @param publishAddress its address that ports are published at where nothing is said
 * @param local whether it surely has the files of this machine
 */
public record Machine(String host, String publishAddress, boolean local) {
    private static final String ALL = "0.0.0.0";
    private static final String HERE = "127.0.0.1";
    private static final List<String> EVERYWHERE = List.of("", ALL, "::");
    private static final Pattern LOOPBACK = Pattern.compile("localhost|127\\..*|::1");
    /** What a container's file system has, of Docker and of podman. */
    private static final List<Path> IN_CONTAINER = List.of(Path.of("/.dockerenv"), Path.of("/run/.containerenv"));

    private static final Path HOST_NAME = Path.of("/proc/sys/kernel/hostname");

    /**
     * @param daemon its address
     * @param daemonMachine the name of its machine, which it is asked for only where that matters
     */
    public static Machine of(URI daemon, Supplier<String> daemonMachine) {
        return of(daemon, daemonMachine, IN_CONTAINER.stream().anyMatch(Files::exists), HOST_NAME);
    }

    static Machine of(URI daemon, Supplier<String> daemonMachine, boolean inContainer, Path hostName) {
        if (daemon.getHost() != null && !daemon.getScheme().equals("npipe")) {
            String host = daemon.getHost().replaceAll("[\\[\\]]", "");
            boolean here =
                    LOOPBACK.matcher(host).matches() && daemon.getScheme().equals("tcp");
            return here ? new Machine("localhost", HERE, false) : new Machine(host, ALL, false);
        }
        if (inContainer && !isCalled(hostName, daemonMachine.get())) {
            // Maven is in a container itself and has the daemon's socket: ports are the machine's that both run on.
            return new Machine(gateway(), ALL, false);
        }
        return new Machine("localhost", HERE, true);
    }

    /**
     * Whether this is the daemon's machine, though it looks like a container: one that an engine runs in, or one that
     * shares its machine's network and with it the name. Any other container has a name of its own.
     */
    private static boolean isCalled(Path hostName, String name) {
        try {
            return Files.readString(hostName).strip().equals(name);
        } catch (IOException e) {
            return false;
        }
    }

    /** A published port, as it is written in a link. */
    String address(HostPort port) {
        String where = reached(port);
        return (where.contains(":") ? "[" + where + "]" : where) + ":" + port.port();
    }

    /**
     * Where a published port listens, seen from here: at its address, unless that means the whole machine. What another
     * machine has for itself only is nowhere else, so its name is as good as any.
     */
    String reached(HostPort port) {
        String address = port.address();
        boolean usual = LOOPBACK.matcher(host).matches()
                ? address.equals(HERE)
                : LOOPBACK.matcher(address).matches();
        return usual || EVERYWHERE.contains(address) ? host : address;
    }

    /** Where packets for elsewhere go: of a container that is the machine that it runs on. */
    private static String gateway() {
        try {
            for (String line : Files.readAllLines(Path.of("/proc/net/route"))) {
                String[] fields = line.split("\\s+");
                if (fields.length > 2 && fields[1].equals("00000000")) {
                    long address = Long.parseLong(fields[2], 16);
                    byte[] bytes = {
                        (byte) address, (byte) (address >> 8), (byte) (address >> 16), (byte) (address >> 24)
                    };
                    return InetAddress.getByAddress(bytes).getHostAddress();
                }
            }
        } catch (IOException | NumberFormatException e) {
            // As it is below.
        }
        return "localhost";
    }
}
