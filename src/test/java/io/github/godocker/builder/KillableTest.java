package io.github.godocker.builder;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.godocker.GoDockerException;
import io.github.godocker.docker.Container;
import io.github.godocker.log.LinesLog;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

@Timeout(60)
class KillableTest {
    @TempDir
    Path root;

    private final List<String> printed = new ArrayList<>();

    private Killable killable(FakeContainer container) {
        return new Killable(container.go(root, new LinesLog()));
    }

    private static FakeContainer ends(int exit) {
        return new FakeContainer((exec, output) -> {
            output.accept(Container.Stream.STDERR, "first");
            output.accept(Container.Stream.STDOUT, "77");
            output.accept(Container.Stream.STDOUT, "78");
            return exit;
        });
    }

    private int run(Killable killable) {
        return killable.run(List.of("go", "tool"), (stream, line) -> printed.add(line));
    }

    @Test
    void itsNumberIsNotAmongWhatItPrints() {
        FakeContainer container = ends(3);
        assertThat(run(killable(container))).isEqualTo(3);
        assertThat(printed).containsExactly("first", "78");
        assertThat(container.calls()).singleElement().asString().endsWith("go-docker go tool");
    }

    /** Another process may have its number by then. */
    @Test
    void nothingIsKilledAfterItsEnd() {
        FakeContainer container = ends(0);
        Killable killable = killable(container);
        var unused = run(killable);
        killable.kill();
        assertThat(container.calls()).hasSize(1);
    }

    @Test
    void whoIsKilledSaysSoAndWhoFailsByItselfThrows() throws Exception {
        CountDownLatch killed = new CountDownLatch(1);
        FakeContainer container = new FakeContainer((exec, output) -> {
            if (exec.command().contains("kill -9 \"$1\"")) {
                killed.countDown();
                return 0;
            }
            output.accept(Container.Stream.STDOUT, "77");
            assertThat(killed.await(30, TimeUnit.SECONDS)).isTrue();
            throw new GoDockerException("Cannot run sh: it was killed (exit code 137).", "Run it again.");
        });
        Killable killable = killable(container);
        CompletableFuture<Integer> exit = CompletableFuture.supplyAsync(() -> run(killable));
        killable.kill();
        assertThat(exit.get()).isEqualTo(Killable.KILLED);

        Killable broken = killable(new FakeContainer((exec, output) -> {
            throw new GoDockerException("Cannot run sh: the builder is gone.", "Run it again.");
        }));
        assertThatThrownBy(() -> run(broken)).hasMessageStartingWith("Cannot run sh: the builder is gone.");
        broken.kill();
    }
}
