package io.github.godocker.container.instruments;

import io.github.godocker.GoDockerException;
import io.github.godocker.container.Ownership;
import io.github.godocker.docker.Container;
import io.github.godocker.docker.ContainerSpec;
import io.github.godocker.docker.ContainerState;
import io.github.godocker.docker.Containers;
import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * A container in the network of another one, which lives as long as this object: an image from scratch has no program by
 * which its own network could be looked at, its port need not be published, and the daemon may be on another machine.
 */
public final class NetworkPeer implements AutoCloseable {
    private static final List<String> WAIT = List.of("sh", "-c", "echo ready; exec cat > /dev/null");
    private static final List<String> LISTENING = List.of("sh", "-c", "cat /proc/net/tcp /proc/net/tcp6 2> /dev/null");

    /**
     * Prints in base64 what is answered to {@code $3} by address {@code $1} at port {@code $2}, within {@code $4} seconds.
     * Debian's golang image has bash and no other client, Alpine's has busybox's nc. That ends its side of the connection
     * when its input ends, and Go's server would then end a profile that is being taken: so its input stays open.
     */
    private static final String ASK = """
            if command -v bash > /dev/null; then
              exec timeout "$4" bash -c 'exec 3<> "/dev/tcp/$1/$2" && printf %s "$3" >&3 && base64 <&3' bash "$@"
            fi
            cd "$(mktemp -d)"
            mkfifo in
            timeout "$4" nc "$1" "$2" < in > out &
            exec 3> in
            printf %s "$3" >&3
            wait $! && base64 out
            """;

    private static final byte[] END_OF_HEAD = "\r\n\r\n".getBytes(StandardCharsets.US_ASCII);
    private static final String USER = "0:0";

    private final Container container;

    private NetworkPeer(Container container) {
        this.container = container;
    }

    /** @param image the id of one with a shell that the daemon has, as the golang images are */
    public static NetworkPeer of(Containers containers, ContainerState other, String image) {
        ContainerSpec spec = new ContainerSpec(
                image, WAIT, List.of(), Map.of(Ownership.PURPOSE, "instruments"), List.of(), "container:" + other.id());
        return new NetworkPeer(containers.open(spec, new byte[0], line -> {}));
    }

    /** @param status of HTTP */
    record Answer(int status, byte[] body) {
        String text() {
            return new String(body, StandardCharsets.UTF_8);
        }
    }

    List<ListeningSocket> listening() {
        List<String> lines = new ArrayList<>();
        var unused =
                container.exec(new Container.Exec(LISTENING, Map.of(), USER, "/"), (stream, line) -> lines.add(line));
        return ListeningSocket.read(lines);
    }

    /** Asks for something by HTTP; empty if there is no answer that is HTTP. */
    Optional<Answer> get(ListeningSocket socket, String path, Duration atMost) {
        // HTTP/1.0 is answered in one piece, and the connection ends with it.
        String request = "GET " + path + " HTTP/1.0\r\nHost: localhost\r\nUser-Agent: go-docker-maven-plugin\r\n\r\n";
        List<String> command = List.of(
                "sh",
                "-c",
                ASK,
                "go-docker",
                socket.address(),
                String.valueOf(socket.port()),
                request,
                String.valueOf(atMost.toSeconds()));
        ByteArrayOutputStream answer = new ByteArrayOutputStream();
        int exit = container.exec(new Container.Exec(command, Map.of(), USER, "/"), (stream, line) -> {
            if (stream == Container.Stream.STDOUT) {
                answer.writeBytes(Base64.getDecoder().decode(line.strip()));
            }
        });
        return exit == 0 ? read(answer.toByteArray()) : Optional.empty();
    }

    static Optional<Answer> read(byte[] answer) {
        int end = 0;
        while (end + END_OF_HEAD.length <= answer.length
                && !Arrays.equals(answer, end, end + END_OF_HEAD.length, END_OF_HEAD, 0, END_OF_HEAD.length)) {
            end++;
        }
        String[] head = new String(answer, 0, Math.min(end, answer.length), StandardCharsets.ISO_8859_1)
                .split("\r\n", 2)[0].split(" ", 3);
        if (end + END_OF_HEAD.length > answer.length
                || head.length < 2
                || !head[0].startsWith("HTTP/")
                || !head[1].matches("\\d{3}")) {
            return Optional.empty();
        }
        byte[] body = Arrays.copyOfRange(answer, end + END_OF_HEAD.length, answer.length);
        return Optional.of(new Answer(Integer.parseInt(head[1]), body));
    }

    /** Lets it end; nobody waits for that. */
    @Override
    public void close() {
        container.letGo();
    }

    /** @throws GoDockerException if the image has none of the programs that {@link #get} needs */
    void check() {
        int exit = container.exec(
                new Container.Exec(List.of("sh", "-c", "command -v bash || command -v nc"), Map.of(), USER, "/"),
                (stream, line) -> {});
        if (exit != 0) {
            throw new GoDockerException(
                    "Cannot look into the network of a container: the builder image has neither bash nor nc.",
                    "Set -Dgo-docker.builderImage to a golang image, with or without -alpine.");
        }
    }
}
