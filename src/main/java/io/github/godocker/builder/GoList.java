package io.github.godocker.builder;

import io.github.godocker.GoDockerException;
import io.github.godocker.docker.Container;
import io.github.godocker.go.Inputs;
import io.github.godocker.log.BuildLog;
import java.nio.file.Path;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;

/**
 * Asks go which packages it reads, while another command of the same builder compiles or tests them. Go's complaints are
 * left to that other command. Where sources were copied, and not all of them, it asks before that command, and brings
 * what is embedded.
 */
public final class GoList implements AutoCloseable {
    private final Builder builder;
    private final Killable list;
    private final Set<Inputs.GoPackage> packages = new LinkedHashSet<>();
    private final Set<Path> leftOut = new TreeSet<>();
    private final Thread thread;
    private volatile boolean answered;

    private GoList(Builder builder, List<String> command, Map<String, String> environment, Path directory) {
        this.builder = builder;
        this.list = new Killable(builder, directory);
        this.thread = new Thread(() -> ask(command, environment), "go-docker-list");
        thread.setDaemon(true);
    }

    /**
     * @param command {@link Inputs#command}
     * @param wanted whether anybody will ask for the {@link #packages}
     */
    public static GoList start(
            Builder builder,
            List<String> command,
            Map<String, String> environment,
            Path directory,
            boolean wanted,
            BuildLog log) {
        GoList list = new GoList(builder, command, Map.copyOf(environment), directory);
        if (!builder.isComplete()) {
            list.ask(command, environment);
            list.packages.forEach(each -> builder.syncEmbedded(each.embedded(), log));
        } else if (wanted) {
            list.thread.start();
        }
        return list;
    }

    private void ask(List<String> command, Map<String, String> environment) {
        try {
            answered = list.run(command, environment, this::read) == 0;
        } catch (GoDockerException e) {
            // The other command meets the same and tells it.
        }
    }

    private void read(Container.Stream stream, String line) {
        if (stream == Container.Stream.STDOUT) {
            builder.file(Inputs.directory(line)).ifPresent(directory -> {
                packages.add(Inputs.parse(line, directory));
                leftOut.addAll(Inputs.leftOut(line, directory));
            });
        }
    }

    /** Waits for the end of the list; nothing if go did not give one. */
    public Optional<Set<Inputs.GoPackage>> packages() {
        join();
        return answered && !packages.isEmpty() ? Optional.of(packages) : Optional.empty();
    }

    /** After {@link #packages}: the Go files in their directories that go leaves out, for whatever reason. */
    public Set<Path> leftOut() {
        return leftOut;
    }

    /** Ends a list that nobody has waited for, because the other command failed: nothing of a goal goes on after it. */
    @Override
    public void close() {
        if (thread.isAlive()) {
            list.kill();
            join();
        }
    }

    private void join() {
        try {
            thread.join();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
