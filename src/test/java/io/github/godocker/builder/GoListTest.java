package io.github.godocker.builder;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.godocker.GoDockerException;
import io.github.godocker.docker.Container;
import io.github.godocker.go.Inputs;
import io.github.godocker.log.LinesLog;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

class GoListTest {
    @TempDir
    Path root;

    /** Its go list prints two packages, one of them of Go's own cache, and hangs where it is told to. */
    private static FakeContainer lists(boolean hangs) {
        CountDownLatch killed = new CountDownLatch(1);
        return new FakeContainer((exec, output) -> {
            if (exec.command().contains("kill -9 \"$1\"")) {
                assertThat(exec.command()).endsWith("77");
                killed.countDown();
                return 0;
            }
            output.accept(Container.Stream.STDOUT, "77");
            output.accept(Container.Stream.STDERR, "go: downloading example.com/x v1.0.0");
            output.accept(Container.Stream.STDOUT, "/cache/mod/example.com/x@v1.0.0");
            output.accept(Container.Stream.STDOUT, "/src/app\u001f*.html");
            if (hangs && killed.await(5, TimeUnit.MINUTES)) {
                throw new GoDockerException("Cannot run sh: it was killed (exit code 137).", "Run it again.");
            }
            return 0;
        });
    }

    private GoList start(FakeContainer container) {
        return GoList.start(container.go(root, new LinesLog()), List.of("go", "list"), true);
    }

    @Test
    void tellsThePackagesBelowTheSourceRoot() {
        try (GoList list = start(lists(false))) {
            list.join();
            assertThat(list.toldAll()).isTrue();
            assertThat(list.packages()).isEqualTo(Set.of(Inputs.parse("/src/app\u001f*.html", root.resolve("app"))));
        }
    }

    @Test
    @Timeout(60)
    void endsWithTheCommandThatItRunsBeside() {
        FakeContainer container = lists(true);
        GoList list = start(container);
        list.close();
        assertThat(list.toldAll()).isFalse();
        assertThat(container.calls()).last().asString().startsWith("sh -c kill -9 ");
    }
}
