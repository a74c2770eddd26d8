package io.github.godocker.lint;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.godocker.GoDockerException;
import io.github.godocker.builder.Builder;
import io.github.godocker.builder.BuilderSpec;
import io.github.godocker.docker.Container;
import io.github.godocker.docker.Docker;
import io.github.godocker.docker.TarStream;
import io.github.godocker.handover.OwnTree;
import io.github.godocker.log.LinesLog;
import java.io.InputStream;
import java.lang.reflect.Proxy;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CountDownLatch;
import java.util.function.BiConsumer;
import java.util.function.Consumer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** A govulncheck whose database does not answer ends; one that loads the module for long does not. */
@Timeout(60)
class GovulncheckTest {
    private static final List<String> CONFIG = List.of("{", "  \"config\": {", "  }", "}");
    private static final List<String> ASKS = List.of(
            "{", "  \"progress\": {", "    \"message\": \"Fetching vulnerabilities from the database...\"", "  }", "}");

    @TempDir
    Path directory;

    private final List<String> printed = new ArrayList<>();

    /** Says what it is told to, then waits until it is killed or the time is over. */
    private static final class Hanging implements Container {
        private final List<String> lines;
        private final Duration time;
        private final CountDownLatch killed = new CountDownLatch(1);

        Hanging(List<String> lines, Duration time) {
            this.lines = lines;
            this.time = time;
        }

        @Override
        public int exec(Exec exec, BiConsumer<Stream, String> output) {
            if (exec.command().contains("kill -9 \"$1\"")) {
                assertThat(exec.command()).endsWith("go-docker", "77");
                killed.countDown();
                return 0;
            }
            output.accept(Stream.STDOUT, "77");
            lines.forEach(line -> output.accept(Stream.STDOUT, line));
            try {
                if (killed.await(time.toMillis(), java.util.concurrent.TimeUnit.MILLISECONDS)) {
                    throw new GoDockerException("Cannot run sh: it was killed (exit code 137).", "Run it again.");
                }
                return 3;
            } catch (InterruptedException e) {
                throw new IllegalStateException(e);
            }
        }

        @Override
        public String id() {
            return "id";
        }

        @Override
        public void copyIn(String target, TarStream tar) {}

        @Override
        public InputStream copyOut(String path) {
            throw new UnsupportedOperationException();
        }

        @Override
        public void close() {}
    }

    private int run(Hanging container, Duration limit) throws NotRun {
        Docker docker = (Docker) Proxy.newProxyInstance(
                Docker.class.getClassLoader(), new Class<?>[] {Docker.class}, (proxy, method, arguments) -> {
                    @SuppressWarnings("unchecked")
                    Consumer<String> greeting = (Consumer<String>) arguments[2];
                    greeting.accept("mounted 0:0 go1.26.3 /usr/local/go linux/amd64");
                    return container;
                });
        Builder builder = Builder.open(
                docker,
                new BuilderSpec(
                        "golang:1.26",
                        "",
                        directory,
                        new OwnTree(directory.resolve("target")),
                        Set.of(),
                        null,
                        null,
                        Map.of(),
                        null,
                        ""),
                new LinesLog());
        return Govulncheck.run(
                builder,
                List.of("govulncheck", "./..."),
                Map.of(),
                directory,
                limit,
                (stream, line) -> printed.add(line));
    }

    private static List<String> join(List<String> first, List<String> second) {
        List<String> all = new ArrayList<>(first);
        all.addAll(second);
        return all;
    }

    @Test
    void aDatabaseThatNeverAnswersEndsIt() {
        Duration time = Duration.ofMinutes(5);
        assertThatThrownBy(() -> run(new Hanging(List.of(), time), Duration.ofMillis(50)))
                .isInstanceOf(NotRun.class)
                .hasMessageContaining("fetching vulnerabilities: no answer for");
        assertThatThrownBy(() -> run(new Hanging(join(CONFIG, ASKS), time), Duration.ofMillis(50)))
                .isInstanceOf(NotRun.class)
                .hasMessageContaining("fetching vulnerabilities: no answer for");
    }

    @Test
    void itMayLoadTheModuleForAsLongAsItTakes() throws Exception {
        List<String> lines = join(join(CONFIG, ASKS), CONFIG);
        assertThat(run(new Hanging(lines, Duration.ofSeconds(4)), Duration.ofSeconds(3)))
                .isEqualTo(3);
        assertThat(printed).startsWith("{").doesNotContain("77");
    }
}
