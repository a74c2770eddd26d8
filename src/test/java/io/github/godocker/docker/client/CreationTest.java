package io.github.godocker.docker.client;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.github.godocker.GoDockerException;
import io.github.godocker.docker.ContainerSpec;
import io.github.godocker.docker.client.FaultyDaemon.Exchange;
import io.github.godocker.docker.client.transport.Connector;
import io.github.godocker.docker.client.transport.HttpTransport;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** No end before a container is held leaves it at the daemon, which would never remove it by itself. */
class CreationTest {
    private static final ContainerSpec SPEC =
            new ContainerSpec("golang:1.26", List.of("sh"), List.of(), Map.of(), List.of(), null);

    @TempDir
    Path directory;

    private FaultyDaemon daemon;
    private final AtomicReference<String> container = new AtomicReference<>();
    private final CountDownLatch reached = new CountDownLatch(1);
    private final CountDownLatch missed = new CountDownLatch(1);

    @BeforeEach
    void start() throws IOException {
        daemon = new FaultyDaemon(directory);
        daemon.on("POST /containers/create", exchange -> {
            exchange.readBody();
            container.set(name(exchange));
            exchange.answer(201, "{\"Id\":\"0123\",\"Warnings\":[]}");
        });
        daemon.on(
                "POST /containers/0123/attach",
                exchange -> exchange.write("HTTP/1.1 101 UPGRADED\r\nConnection: Upgrade\r\nUpgrade: tcp\r\n\r\n")
                        .hang());
        daemon.on("POST /containers/0123/start", 204, "");
        daemon.on("DELETE /containers/NAME", exchange -> {
            String asked = exchange.request.replaceFirst(".*/containers/", "").replaceFirst("\\?.*", "");
            boolean there = asked.equals(container.getAndUpdate(name -> asked.equals(name) ? null : name));
            exchange.answer(there ? 204 : 404, "");
            missed.countDown();
        });
    }

    @AfterEach
    void stop() throws IOException {
        daemon.close();
    }

    private static String name(Exchange exchange) {
        return exchange.request.replaceFirst(".*[?&]name=", "").replaceFirst("&.*", "");
    }

    /** The daemon goes on with it, though nobody is there any more who could learn its id. */
    @Test
    void aContainerThatIsCreatedAfterAnInterruptIsRemoved() throws Exception {
        CountDownLatch created = new CountDownLatch(1);
        daemon.on("POST /containers/create", exchange -> {
            reached.countDown();
            missed.await();
            container.set(name(exchange));
            created.countDown();
        });
        HttpDocker docker = daemon.connect();
        AtomicReference<GoDockerException> thrown = new AtomicReference<>();
        Thread caller = new Thread(() -> thrown.set(catchThrowableOfType(
                GoDockerException.class, () -> docker.containers().open(SPEC, new byte[0], line -> {}))));
        caller.start();
        reached.await();
        caller.interrupt();
        caller.join();

        created.await();
        assertThat(container).hasNullValue();
        assertThat(thrown.get()).hasMessageStartingWith("Interrupted while starting a container of golang:1.26.");
    }

    @ParameterizedTest
    @ValueSource(strings = {"POST /containers/create", "POST /containers/0123/attach", "POST /containers/0123/start"})
    void theEndOfTheJvmRemovesAContainerThatIsNotHeldYet(String request) throws Exception {
        daemon.on(request, exchange -> {
            exchange.readBody();
            if (request.endsWith("create")) {
                container.set(name(exchange));
            }
            reached.countDown();
            exchange.hang();
        });
        Process jvm = new ProcessBuilder(
                        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                        "-cp",
                        System.getProperty("java.class.path"),
                        Starter.class.getName(),
                        daemon.socket().toString())
                .redirectErrorStream(true)
                .redirectOutput(directory.resolve("jvm.log").toFile())
                .start();
        try {
            assertThat(reached.await(60, TimeUnit.SECONDS)).isTrue();
            assertThat(container).doesNotHaveNullValue();

            jvm.destroy();

            assertThat(jvm.waitFor(30, TimeUnit.SECONDS)).isTrue();
            assertThat(container).hasNullValue();
        } finally {
            jvm.destroyForcibly();
        }
    }

    /** A JVM that is ended while it starts a container. */
    static final class Starter {
        public static void main(String[] arguments) {
            var docker = HttpDocker.connect(
                    new HttpTransport(Connector.unix(Path.of(arguments[0]))),
                    java.net.URI.create("unix://" + arguments[0]),
                    arguments[0],
                    Limits.of(Duration.ofSeconds(300)));
            var unused = docker.containers().open(SPEC, new byte[0], line -> {});
        }
    }
}
