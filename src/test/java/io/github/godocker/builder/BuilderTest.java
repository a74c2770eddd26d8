package io.github.godocker.builder;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.godocker.docker.Container;
import io.github.godocker.docker.Docker;
import io.github.godocker.docker.TarStream;
import io.github.godocker.log.LinesLog;
import java.io.ByteArrayInputStream;
import java.io.InputStream;
import java.lang.reflect.Proxy;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.BiConsumer;
import java.util.function.Consumer;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A builder as those see it who use it; the container answers what is put into its mouth. */
class BuilderTest {
    @TempDir
    Path directory;

    private final LinesLog log = new LinesLog();
    private final FakeContainer container = new FakeContainer();
    private final List<Builder> opened = new ArrayList<>();

    /** Asks in the midst of each operation whether the idle watcher would close the builder. */
    private final class FakeContainer implements Container {
        final List<Boolean> closedMeanwhile = new ArrayList<>();
        final AtomicBoolean closed = new AtomicBoolean();

        private void meanwhile() {
            closedMeanwhile.add(opened.get(0).closeIfIdle(Duration.ofSeconds(-1)));
        }

        @Override
        public String id() {
            return "id";
        }

        @Override
        public int exec(Exec exec, BiConsumer<Stream, String> output) {
            meanwhile();
            return 0;
        }

        @Override
        public void copyIn(String target, TarStream tar) {
            meanwhile();
        }

        @Override
        public InputStream copyOut(String path) {
            meanwhile();
            return new ByteArrayInputStream(new byte[1024]);
        }

        @Override
        public void close() {
            closed.set(true);
        }
    }

    @BeforeEach
    void writeSource() throws Exception {
        Files.writeString(directory.resolve("main.go"), "package main\n");
    }

    private Builder open(String greeting) {
        Docker docker = (Docker) Proxy.newProxyInstance(
                Docker.class.getClassLoader(), new Class<?>[] {Docker.class}, (proxy, method, arguments) -> {
                    @SuppressWarnings("unchecked")
                    Consumer<String> firstLine = (Consumer<String>) arguments[2];
                    firstLine.accept(greeting);
                    return container;
                });
        BuilderSpec spec = new BuilderSpec(
                "golang:1.26", directory, directory.resolve("target"), Set.of(), null, null, Map.of(), null, "");
        Builder builder = Builder.open(docker, spec, log);
        opened.add(builder);
        container.closed.set(false);
        return builder;
    }

    @Test
    void itIsInUseFromTheBeginningOfEachOperationToItsEnd() {
        Builder builder = open("copied 0:0 go1.26.3 /usr/local/go linux/amd64");
        builder.syncIn(List.of(directory), log);
        builder.makeDirectory(directory.resolve("target/out"));
        var unused = builder.run(List.of("go", "version"), Map.of(), directory, (stream, line) -> {});
        builder.syncOut(directory.resolve("target/out"));
        assertThat(container.closedMeanwhile).containsExactly(false, false, false, false);
        assertThat(builder.closeIfIdle(Duration.ofHours(1))).isFalse();
        assertThat(container.closed).isFalse();
        assertThat(builder.closeIfIdle(Duration.ofSeconds(-1))).isTrue();
        assertThat(container.closed).isTrue();
        assertThat(builder.touch()).isFalse();
    }
}
