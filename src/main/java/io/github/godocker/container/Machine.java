package io.github.godocker.container;

import io.github.godocker.docker.ContainerState.HostPort;
import java.io.IOException;
import java.net.InetAddress;
import java.net.NetworkInterface;
import java.net.SocketException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
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
    /** What engines name the network interface of their default network. */
    private static final List<String> BRIDGES = List.of("docker0", "podman0", "cni-podman0");
    /** What a container's file system has, of Docker and of podman. */
    private static final List<Path> IN_CONTAINER = List.of(Path.of("/.dockerenv"), Path.of("/run/.containerenv"));

    /** @param daemon its address */
    public static Machine of(URI daemon) {
        if (daemon.getHost() != null && !daemon.getScheme().equals("npipe")) {
            String host = daemon.getHost().replaceAll("[\\[\\]]", "");
            boolean here =
                    LOOPBACK.matcher(host).matches() && daemon.getScheme().equals("tcp");
            return here ? new Machine("localhost", HERE, false) : new Machine(host, ALL, false);
        }
        if (IN_CONTAINER.stream().anyMatch(Files::exists) && !hasBridge()) {
            // Maven is in a container itself and has the daemon's socket: ports are the machine's that both run on.
            return new Machine(gateway(), ALL, false);
        }
        return new Machine("localhost", HERE, true);
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

    /** Whether an engine runs beside us: then this is its machine, even if it is a container itself. */
    private static boolean hasBridge() {
        try {
            for (String bridge : BRIDGES) {
                if (NetworkInterface.getByName(bridge) != null) {
                    return true;
                }
            }
            return false;
        } catch (SocketException e) {
            return false;
        }
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
