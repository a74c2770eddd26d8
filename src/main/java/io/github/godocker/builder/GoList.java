package io.github.godocker.builder;

import io.github.godocker.GoDockerException;
import io.github.godocker.docker.Container;
import io.github.godocker.go.Inputs;
import java.nio.file.Path;
import java.util.LinkedHashSet;
import java.util.List;
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

    private GoList(GoCommand go, List<String> command) {
        this.builder = go.builder();
        this.list = new Killable(go.quiet());
        this.thread = new Thread(() -> ask(command), "go-docker-list");
        thread.setDaemon(true);
    }

    /**
     * @param command {@link Inputs#command}
     * @param wanted whether anybody will ask for the {@link #packages}
     */
    static GoList start(GoCommand go, List<String> command, boolean wanted) {
        GoList list = new GoList(go, command);
        if (!list.builder.hasAllFiles()) {
            list.ask(command);
            list.packages.forEach(each -> list.builder.syncEmbedded(each.embedded(), go.log()));
        } else if (wanted) {
            list.thread.start();
        }
        return list;
    }

    private void ask(List<String> command) {
        try {
            answered = list.run(command, this::read) == 0;
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

    /** After {@link #join}: whether go told what it reads, to the end. */
    boolean toldAll() {
        return answered && !packages.isEmpty();
    }

    /** After {@link #join}. */
    Set<Inputs.GoPackage> packages() {
        return packages;
    }

    /** After {@link #join}: the Go files in their directories that go leaves out, for whatever reason. */
    Set<Path> leftOut() {
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

    /** Waits for its end. */
    void join() {
        try {
            thread.join();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
