package io.github.godocker.builder;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.godocker.docker.Container;
import io.github.godocker.docker.Containers;
import io.github.godocker.docker.TarStream;
import io.github.godocker.go.GoModule;
import io.github.godocker.handover.OwnTree;
import io.github.godocker.log.BuilderLog;
import io.github.godocker.log.Console;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.lang.reflect.Proxy;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.BiConsumer;
import java.util.function.Consumer;

/**
 * A golang container without a daemon, in which the sources are mounted: it remembers what it is asked for, and a test
 * answers for its commands.
 */
public class FakeContainer implements Container {
    private final List<String> calls = new CopyOnWriteArrayList<>();
    private final Commands commands;
    private volatile boolean running = true;

    /** What runs in it. */
    @FunctionalInterface
    public interface Commands {
        int exec(Exec exec, BiConsumer<Stream, String> output) throws InterruptedException;
    }

    public FakeContainer(Commands commands) {
        this.commands = commands;
    }

    /** One in which nothing is expected to run. */
    public FakeContainer() {
        this((exec, output) -> {
            throw new UnsupportedOperationException(String.join(" ", exec.command()));
        });
    }

    /** Commands as one line each, and {@code letGo} or {@code close}. */
    public List<String> calls() {
        return calls;
    }

    /** As if somebody had removed it. */
    public void die() {
        running = false;
    }

    /** The containers of a daemon that has no other. */
    public Containers containers() {
        return (Containers) Proxy.newProxyInstance(
                Containers.class.getClassLoader(), new Class<?>[] {Containers.class}, (proxy, method, arguments) -> {
                    assertThat(method.getName()).isEqualTo("open");
                    @SuppressWarnings("unchecked")
                    Consumer<String> greeting = (Consumer<String>) arguments[2];
                    greeting.accept(greeting());
                    return this;
                });
    }

    /** The line by which it says what it is. */
    String greeting() {
        return "mounted volumes 0:0 go1.26.3 /usr/local/go linux/amd64";
    }

    public static BuilderSpec spec(Path root) {
        return spec(root, new ModuleAccess(false, "", List.of(), null));
    }

    static BuilderSpec spec(Path root, ModuleAccess modules) {
        return new BuilderSpec(
                "golang:1.26",
                "",
                root,
                new OwnTree(root.resolve("target")),
                Set.of(),
                null,
                null,
                Map.of(),
                null,
                modules,
                null,
                0);
    }

    /** The go command for the module in this directory, which is made if it is not there. */
    public GoCommand go(Path module, Console console) {
        try {
            if (!Files.exists(module.resolve("go.mod"))) {
                Files.createDirectories(module);
                Files.writeString(module.resolve("go.mod"), "module example.com/app\n\ngo 1.26\n");
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return new GoCommand(builder(module, console), GoModule.read(module), new BuilderLog(console));
    }

    public Builder builder(Path root, Console console) {
        return Builder.open(containers(), spec(root), new BuilderLog(console));
    }

    @Override
    public int exec(Exec exec, BiConsumer<Stream, String> output) {
        calls.add(String.join(" ", exec.command()));
        try {
            return commands.exec(exec, output);
        } catch (InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }

    @Override
    public boolean isRunning() {
        return running;
    }

    @Override
    public String id() {
        return "id";
    }

    @Override
    public void copyIn(String directory, TarStream tar) {
        throw new UnsupportedOperationException("the sources are mounted");
    }

    @Override
    public InputStream copyOut(String path) {
        throw new UnsupportedOperationException("the sources are mounted");
    }

    @Override
    public void close() {
        calls.add("close");
    }

    @Override
    public void letGo() {
        calls.add("letGo");
    }
}
