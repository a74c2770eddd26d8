package io.github.godocker.docker.client.transport;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.ClosedByInterruptException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Random;
import java.util.UUID;
import java.util.concurrent.atomic.AtomicReference;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.condition.DisabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;

@DisabledOnOs(OS.WINDOWS)
@Timeout(30)
class SshConnectorTest {
    @TempDir
    @SuppressWarnings("NullAway.Init")
    Path directory;

    private static SshConnector running(String script) {
        return new SshConnector(List.of("sh", "-c", script));
    }

    @Test
    void passesBytesBothWaysAndBothEnds() throws Exception {
        byte[] much = new byte[3_000_000];
        new Random(1).nextBytes(much);
        try (SshConnector ssh = running("cat; echo end")) {
            Wire one = ssh.connect();
            Wire two = ssh.connect();
            two.write(ByteBuffer.wrap("two".getBytes(US_ASCII)));
            Thread writer = new Thread(() -> {
                try {
                    one.write(ByteBuffer.wrap(much, 0, 1000), ByteBuffer.wrap(much, 1000, much.length - 1000));
                    one.endOutput();
                } catch (IOException e) {
                    throw new AssertionError(e);
                }
            });
            writer.start();
            byte[] answer = readAll(one);
            assertThat(answer).hasSize(much.length + 4).startsWith(much);
            assertThat(answer).endsWith("end\n".getBytes(US_ASCII));

            two.endOutput();
            assertThat(readAll(two)).asString(US_ASCII).isEqualTo("twoend\n");
        }
    }

    @Test
    void leavesNothingBehindOfAProcessThatWillNotEnd() throws Exception {
        Path pid = directory.resolve("pid");
        String mark = UUID.randomUUID().toString();
        try (SshConnector ssh = running("echo $$ > '" + pid + "'; echo " + mark
                + " >&2; echo ready; trap '' TERM; while :; do sleep 1; done")) {
            assertThat(ssh.connect().read(new byte[10], 0, 10)).isEqualTo(6);
            assertThat(errorsWith(mark))
                    .as("the file of its words, should this JVM be killed now")
                    .isEmpty();
        }
        waitFor(pid);
        assertThat(Thread.getAllStackTraces().keySet())
                .noneMatch(thread -> thread.getName().startsWith("go-docker-ssh"));
    }

    @Test
    void endsTheProcessWhenAConnectionIsClosed() throws Exception {
        Path pid = directory.resolve("pid");
        try (SshConnector ssh = running("echo $$ > '" + pid + "'; echo ready; cat")) {
            Wire wire = ssh.connect();
            assertThat(wire.read(new byte[10], 0, 10)).isEqualTo(6);
            assertThat(wire.isAlive()).isTrue();
            wire.close();
            waitFor(pid);
            assertThat(wire.isOpen()).isFalse();
            assertThatThrownBy(() -> wire.read(new byte[1], 0, 1)).isInstanceOf(IOException.class);
        }
    }

    @Test
    void repeatsSshsWords() {
        assertFailure(
                running("sleep 0.2; echo 'ssh: connect to host far.test port 22:\r\n refused.' >&2; exit 255"),
                "ssh: connect to host far.test port 22: refused",
                "Try 'sh -c info'.");
        assertFailure(running("exit 3"), "sh ended with status 3", "Try 'sh -c info'.");
        assertFailure(
                new SshConnector(List.of("no-such-program", "-T", "dial-stdio")),
                "error=2, No such file or directory",
                "Try 'no-such-program -T info'.");
        assertFailure(running("exit 0"), "the daemon closed the connection", null);
    }

    private static void assertFailure(SshConnector ssh, String words, @org.jspecify.annotations.Nullable String step) {
        try (Transport transport = new HttpTransport(ssh)) {
            assertThatThrownBy(() -> transport.execute(Request.of("GET", "/_ping")))
                    .isInstanceOf(IOException.class)
                    .hasMessageContaining(words)
                    .satisfies(failure -> {
                        Unreachable unreachable = Unreachable.in(new RuntimeException(failure));
                        assertThat(unreachable == null ? null : unreachable.nextStep())
                                .isEqualTo(step);
                    });
        }
    }

    /** Even one that has a body which nobody reads: its own words are what there is to tell. */
    @Test
    void repeatsSshsWordsToWhoSends() {
        Request post = Request.of("POST", "/x").bytes(new byte[3_000_000]);
        try (Transport transport = new HttpTransport(running("echo 'no route' >&2; exit 255"))) {
            assertThatThrownBy(() -> transport.execute(post)).hasMessage("no route");
        }
    }

    @Test
    void anInterruptEndsWhoReadsAndWhoWrites() throws Exception {
        try (SshConnector ssh = running("exec sleep 20")) {
            for (boolean reads : List.of(true, false)) {
                Wire wire = ssh.connect();
                AtomicReference<Exception> ended = new AtomicReference<>();
                Thread thread = new Thread(() -> {
                    try {
                        if (reads) {
                            wire.read(new byte[1], 0, 1);
                        } else {
                            wire.write(ByteBuffer.allocate(10_000_000));
                        }
                    } catch (IOException e) {
                        ended.set(e);
                    }
                });
                thread.start();
                Thread.sleep(300);
                assertThat(thread.isAlive()).isTrue();
                thread.interrupt();
                thread.join(Duration.ofSeconds(5).toMillis());
                assertThat(ended.get()).isInstanceOf(ClosedByInterruptException.class);
                assertThat(wire.isOpen()).isFalse();
                wire.close();
            }
        }
    }

    /** A login at another machine for each request would take long. */
    @Test
    void oneProcessServesRequestAfterRequestUntilItEnds() throws Exception {
        String script =
                "n=0; while [ $n -lt 2 ]; do while read -r line && [ \"$line\" != \"$(printf '\\r')\" ]; do :; done;"
                        + " printf 'HTTP/1.1 200 OK\\r\\nContent-Length: %s\\r\\n\\r\\n%s' ${#$} $$; n=$((n+1)); done";
        script = script.replace("${#$}", "${#p}").replace("n=0;", "n=0; p=$$;");
        try (Transport transport = new HttpTransport(running(script))) {
            String first = get(transport);
            assertThat(first).matches("\\d+");
            assertThat(get(transport)).isEqualTo(first);
            ProcessHandle.of(Long.parseLong(first))
                    .ifPresent(process -> process.onExit().join());
            assertThat(get(transport)).matches("\\d+").isNotEqualTo(first);
        }
    }

    private static String get(Transport transport) throws IOException {
        try (Response response = transport.execute(Request.of("GET", "/x"))) {
            return new String(response.body().readAllBytes(), US_ASCII);
        }
    }

    private static void waitFor(Path pid) throws IOException {
        ProcessHandle.of(Long.parseLong(Files.readString(pid).strip()))
                .ifPresent(process -> process.onExit().join());
    }

    private static List<Path> errorsWith(String words) throws IOException {
        try (Stream<Path> files = Files.list(Path.of(System.getProperty("java.io.tmpdir")))) {
            return files.filter(file -> file.getFileName().toString().startsWith("go-docker-ssh") && has(file, words))
                    .toList();
        }
    }

    private static boolean has(Path file, String words) {
        try {
            return Files.readString(file).contains(words);
        } catch (IOException e) {
            return false; // of another test, and gone
        }
    }

    private static byte[] readAll(Wire wire) throws IOException {
        ByteArrayOutputStream all = new ByteArrayOutputStream();
        byte[] buffer = new byte[8192];
        for (int count = wire.read(buffer, 0, buffer.length); count >= 0; count = wire.read(buffer, 0, buffer.length)) {
            all.write(buffer, 0, count);
        }
        return all.toByteArray();
    }
}
