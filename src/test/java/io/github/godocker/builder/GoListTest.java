package io.github.godocker.builder;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.godocker.GoDockerException;
import io.github.godocker.docker.Container;
import io.github.godocker.docker.Docker;
import io.github.godocker.docker.TarStream;
import io.github.godocker.go.Inputs;
import io.github.godocker.handover.OwnTree;
import io.github.godocker.log.LinesLog;
import java.io.InputStream;
import java.lang.reflect.Proxy;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.function.BiConsumer;
import java.util.function.Consumer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

class GoListTest {
    @TempDir
    Path root;

    /** Its go list prints two packages, one of them of Go's own cache, and hangs where it is told to. */
    private static final class Lists implements Container {
        private final boolean hangs;
        private final CountDownLatch killed = new CountDownLatch(1);

        Lists(boolean hangs) {
            this.hangs = hangs;
        }

        @Override
        public int exec(Exec exec, BiConsumer<Stream, String> output) {
            if (exec.command().contains("kill -9 \"$1\"")) {
                assertThat(exec.command()).endsWith("77");
                killed.countDown();
                return 0;
            }
            output.accept(Stream.STDOUT, "77");
            output.accept(Stream.STDERR, "go: downloading example.com/x v1.0.0");
            output.accept(Stream.STDOUT, "/cache/mod/example.com/x@v1.0.0");
            output.accept(Stream.STDOUT, "/src/app\u001f*.html");
            try {
                if (hangs && killed.await(5, TimeUnit.MINUTES)) {
                    throw new GoDockerException("Cannot run sh: it was killed (exit code 137).", "Run it again.");
                }
            } catch (InterruptedException e) {
                throw new IllegalStateException(e);
            }
            return 0;
        }

        @Override
        public String id() {
            return "id";
        }

        @Override
        public void copyIn(String directory, TarStream tar) {}

        @Override
        public InputStream copyOut(String path) {
            throw new UnsupportedOperationException();
        }

        @Override
        public void close() {}
    }

    private GoList start(Container container) {
        Docker docker = (Docker) Proxy.newProxyInstance(
                Docker.class.getClassLoader(), new Class<?>[] {Docker.class}, (proxy, method, arguments) -> {
                    @SuppressWarnings("unchecked")
                    Consumer<String> greeting = (Consumer<String>) arguments[2];
                    greeting.accept("mounted 0:0 go1.26.3 /usr/local/go linux/amd64");
                    return container;
                });
        BuilderSpec spec = new BuilderSpec(
                "golang:1.26", "", root, new OwnTree(root.resolve("target")), Set.of(), null, null, Map.of(), null, "");
        return GoList.start(
                Builder.open(docker, spec, new LinesLog()),
                List.of("go", "list"),
                Map.of(),
                root.resolve("app"),
                true,
                new LinesLog());
    }

    @Test
    void tellsThePackagesBelowTheSourceRoot() {
        try (GoList list = start(new Lists(false))) {
            assertThat(list.packages()).contains(Set.of(Inputs.parse("/src/app\u001f*.html", root.resolve("app"))));
        }
    }

    @Test
    @Timeout(60)
    void endsWithTheCommandThatItRunsBeside() {
        GoList list = start(new Lists(true));
        list.close();
        assertThat(list.packages()).isEmpty();
    }
}
