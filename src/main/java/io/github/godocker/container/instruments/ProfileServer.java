package io.github.godocker.container.instruments;

import io.github.godocker.GoDockerException;
import io.github.godocker.docker.ContainerState;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Comparator;
import java.util.List;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** Go's {@code net/http/pprof} in a running program. */
public final class ProfileServer {
    private static final String PATH = "/debug/pprof/";
    private static final int USUAL_PORT = 6060;
    private static final int OK = 200;
    private static final int LONGEST_WORDS = 200;
    private static final Duration TO_SAY_WHAT_IT_IS = Duration.ofSeconds(3);
    private static final Duration TO_ANSWER = Duration.ofSeconds(60);

    private final NetworkPeer peer;
    private final ListeningSocket socket;
    private final String container;

    private ProfileServer(NetworkPeer peer, ListeningSocket socket, String container) {
        this.peer = peer;
        this.socket = socket;
        this.container = container;
    }

    /**
     * Looks for it at each port on which something listens: the usual one first, then those that the image exposes.
     *
     * @param port where it has to be; null if it is not known
     * @param property that sets it, for messages
     */
    public static ProfileServer find(
            NetworkPeer peer, ContainerState container, @Nullable Integer port, String property) {
        peer.check();
        List<ListeningSocket> all = peer.listening();
        List<ListeningSocket> asked = all.stream()
                .filter(socket -> port != null
                        ? socket.port() == port
                        // In the machine's own network others listen, too, whom nobody should disturb.
                        : !container.addresses().isEmpty() || rank(socket, container) < 2)
                .sorted(Comparator.<ListeningSocket>comparingInt(socket -> rank(socket, container))
                        .thenComparing(ListeningSocket::port))
                .toList();
        for (ListeningSocket socket : asked) {
            if (peer.get(socket, PATH, TO_SAY_WHAT_IT_IS)
                    .filter(answer -> answer.status() == OK && answer.text().contains(PATH))
                    .isPresent()) {
                return new ProfileServer(peer, socket, container.name());
            }
        }
        throw new GoDockerException(
                "Cannot find net/http/pprof in container " + container.name() + ": "
                        + (asked.isEmpty()
                                ? "nothing listens " + (port == null ? "in it." : "at port " + port + ".")
                                : "no answer to " + PATH + " at " + ports(asked) + "."),
                port == null || all.isEmpty()
                        ? "Let the program import net/http/pprof and serve it by HTTP, then build and start it anew; "
                                + "-D" + property + " names the port."
                        : "Correct -D" + property + ": it listens at " + ports(all) + ".");
    }

    private static int rank(ListeningSocket socket, ContainerState container) {
        return socket.port() == USUAL_PORT ? 0 : container.ports().containsKey(socket.port() + "/tcp") ? 1 : 2;
    }

    private static String ports(List<ListeningSocket> sockets) {
        return (sockets.size() == 1 ? "port " : "ports ")
                + sockets.stream()
                        .map(ListeningSocket::port)
                        .sorted()
                        .map(String::valueOf)
                        .collect(Collectors.joining(", "));
    }

    public int port() {
        return socket.port();
    }

    String text(String what) {
        return new String(get(what, Duration.ZERO), StandardCharsets.UTF_8);
    }

    /** @param longer what the program needs before it can answer */
    byte[] get(String what, Duration longer) {
        NetworkPeer.Answer answer = peer.get(socket, PATH + what, TO_ANSWER.plus(longer))
                .orElseThrow(() -> new GoDockerException(
                        "Cannot get " + PATH + what + " of container " + container + ": it did not answer in time.",
                        "Does it still run? `mvn go-docker:logs` shows what it says."));
        if (answer.status() != OK) {
            String words = answer.text().strip();
            throw new GoDockerException(
                    "Cannot get " + PATH + what + " of container " + container + ": status " + answer.status() + ", "
                            + words.substring(0, Math.min(LONGEST_WORDS, words.length())) + ".",
                    "Is a profile just being taken by somebody else? One of the CPU is taken at a time.");
        }
        return answer.body();
    }
}
