package io.github.godocker.container;

import io.github.godocker.GoDockerException;
import io.github.godocker.docker.RunSpec.Publish;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * A published port as users write it.
 *
 * @param property the project property that tells its number; null if only the usual one does
 * @param address of the daemon's host; empty where nothing is said
 * @param host 0 for a free one, which the daemon chooses
 * @param protocol {@code tcp}, {@code udp} or {@code sctp}
 */
public record Port(@Nullable String property, String address, int host, int container, String protocol) {
    private static final Pattern GRAMMAR = Pattern.compile(
            "(?:(?:(?<address>\\[[0-9a-fA-F:.]+]|\\d+(?:\\.\\d+){3}|localhost):)?"
                    + "(?:(?<host>\\d*)|(?<property>[A-Za-z_][\\w.-]*)):)?(?<container>\\d+)(?:/(?<protocol>tcp|udp|sctp))?");
    private static final int HIGHEST = 65_535;

    /** @throws GoDockerException if it is none */
    public static Port parse(String text) {
        Matcher matcher = GRAMMAR.matcher(text);
        if (!matcher.matches()) {
            throw new GoDockerException(
                    "Cannot publish port '" + text + "': that is no port.",
                    "Write 8080 for a free port of this machine, 9090:8080 or 127.0.0.1:9090:8080 for a fixed one,"
                            + " or orders.port:8080 for a free one in the property orders.port.");
        }
        String host = matcher.group("host");
        String address = matcher.group("address");
        String protocol = matcher.group("protocol");
        return new Port(
                matcher.group("property"),
                address == null ? "" : address.replace("localhost", "127.0.0.1").replaceAll("[\\[\\]]", ""),
                host == null || host.isEmpty() ? 0 : number(text, host),
                number(text, matcher.group("container")),
                protocol == null ? "tcp" : protocol);
    }

    private static int number(String text, String digits) {
        int number = digits.length() > 5 ? HIGHEST + 1 : Integer.parseInt(digits);
        if (number < 1 || number > HIGHEST) {
            throw new GoDockerException(
                    "Cannot publish port '" + text + "': " + digits + " is no port.",
                    "Ports are numbers from 1 to " + HIGHEST + ".");
        }
        return number;
    }

    boolean isTcp() {
        return protocol.equals("tcp");
    }

    /** @param usualAddress where nothing is said */
    Publish publish(String usualAddress) {
        return new Publish(address.isEmpty() ? usualAddress : address, host, container, protocol);
    }

    /** As the Engine API writes it: {@code 8080/tcp}. */
    String key() {
        return container + "/" + protocol;
    }
}
