package io.github.godocker.container.instruments;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Where somebody waits for connections.
 *
 * @param address by which it is reached from inside
 */
record ListeningSocket(String address, int port) {
    /** {@code 0: 0100007F:17AC 00000000:0000 0A …}: number, own address and port, the peer's, and the state. */
    private static final Pattern LINE =
            Pattern.compile("\\s*\\d+: ([0-9A-F]{8}|[0-9A-F]{32}):([0-9A-F]{4}) [0-9A-F]+:[0-9A-F]{4} 0A .*");

    private static final int HEX = 16;
    private static final String LOOPBACK = "127.0.0.1";
    private static final String ALL_6 = "0".repeat(32);
    private static final String LOOPBACK_6 = "0".repeat(24) + "01000000";
    /** Docker's own name server, in networks of its own. */
    private static final String NAME_SERVER = "127.0.0.11";

    /** Reads what Linux tells in {@code /proc/net/tcp} and {@code tcp6}; each port once. */
    static List<ListeningSocket> read(List<String> lines) {
        List<ListeningSocket> all = new ArrayList<>();
        for (String line : lines) {
            Matcher found = LINE.matcher(line);
            if (found.matches()) {
                int port = Integer.parseInt(found.group(2), HEX);
                address(found.group(1))
                        .filter(address -> !address.equals(NAME_SERVER))
                        .filter(address -> all.stream().noneMatch(each -> each.port() == port))
                        .ifPresent(address -> all.add(new ListeningSocket(address, port)));
            }
        }
        return all;
    }

    /** An address is written as a number of the machine's, which is little-endian on all but s390x. */
    private static Optional<String> address(String hex) {
        if (hex.length() > 8) {
            return hex.equals(ALL_6)
                    ? Optional.of(LOOPBACK)
                    : hex.equals(LOOPBACK_6) ? Optional.of("::1") : Optional.empty();
        }
        StringBuilder address = new StringBuilder();
        for (int i = 6; i >= 0; i -= 2) {
            address.append(address.length() == 0 ? "" : ".").append(Integer.parseInt(hex, i, i + 2, HEX));
        }
        return Optional.of(address.toString().equals("0.0.0.0") ? LOOPBACK : address.toString());
    }
}
