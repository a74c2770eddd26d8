package io.github.godocker.builder;

import io.github.godocker.GoDockerException;
import io.github.godocker.docker.Container;
import io.github.godocker.go.GoModule;
import io.github.godocker.go.GoOutput;
import io.github.godocker.go.GoVersion;
import io.github.godocker.log.BuilderLog;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.BiConsumer;
import org.jspecify.annotations.Nullable;

/**
 * The go command in the builder, for one module: how every goal runs go, and the tools beside it.
 *
 * <p>Lines of output come one at a time, in the daemon's order, on the thread that runs the command. Which modules go
 * downloads is told to the log, and is not among them. Several threads may run commands at once.
 */
public final class GoCommand {
    private final Builder builder;
    private final GoModule module;
    private final Map<String, String> environment;
    private final BuilderLog log;
    private final @Nullable Downloads downloads;

    public GoCommand(Builder builder, GoModule module, BuilderLog log) {
        // A go.work further up that does not name this module would stop go.
        this(
                builder,
                module,
                module.workFile().isEmpty() ? Map.of("GOWORK", "off") : Map.of(),
                log,
                builder.downloads(log));
    }

    private GoCommand(
            Builder builder,
            GoModule module,
            Map<String, String> environment,
            BuilderLog log,
            @Nullable Downloads downloads) {
        this.builder = builder;
        this.module = module;
        this.environment = Map.copyOf(environment);
        this.log = log;
        this.downloads = downloads;
    }

    /**
     * What a command printed until its end.
     *
     * @param exit its exit code
     * @param lines of its standard output
     * @param complaints the lines of its standard error
     */
    public record Answer(int exit, List<String> lines, List<String> complaints) {
        public Answer {
            lines = List.copyOf(lines);
            complaints = List.copyOf(complaints);
        }
    }

    /** The same with more in its environment; what is given here wins. */
    public GoCommand with(Map<String, String> more) {
        Map<String, String> all = new LinkedHashMap<>(environment);
        all.putAll(more);
        return new GoCommand(builder, module, all, log, downloads);
    }

    /** The same, but of downloads nobody is told: another command that runs beside it tells of the same ones. */
    GoCommand quiet() {
        return new GoCommand(builder, module, environment, log, null);
    }

    BuilderLog log() {
        return log;
    }

    Map<String, String> environment() {
        return environment;
    }

    public Builder builder() {
        return builder;
    }

    public GoModule module() {
        return module;
    }

    /** Of the go that runs. */
    public GoVersion version() {
        return GoVersion.parse(builder.goVersion());
    }

    /** Brings the builder's view of these files and directories up to date, as {@link Builder#syncIn} does. */
    public void syncIn(Collection<Path> files) {
        builder.syncIn(files, log);
    }

    /**
     * Runs a command in the module's directory, to its end.
     *
     * @param output each line as it comes
     * @return the exit code
     * @throws GoDockerException also if a signal or the end of the builder ended it
     */
    public int run(List<String> command, BiConsumer<Container.Stream, String> output) {
        return builder.run(command, environment, module.directory(), (stream, line) -> {
            if (stream == Container.Stream.STDOUT || !isDownload(line)) {
                output.accept(stream, line);
            }
        });
    }

    private boolean isDownload(String line) {
        return downloads == null ? Downloads.isOne(line) : downloads.tell(line);
    }

    /** Runs a command to its end and keeps what it prints. */
    public Answer ask(List<String> command) {
        return ask(command, this::run);
    }

    /** How a command is run: {@link #run}, or something around it. */
    @FunctionalInterface
    public interface Run<E extends Exception> {
        int run(List<String> command, BiConsumer<Container.Stream, String> output) throws E;
    }

    /** The same with a way of its own to run the command. */
    public static <E extends Exception> Answer ask(List<String> command, Run<E> run) throws E {
        List<String> lines = new ArrayList<>();
        List<String> complaints = new ArrayList<>();
        int exit =
                run.run(command, (stream, line) -> (stream == Container.Stream.STDOUT ? lines : complaints).add(line));
        return new Answer(exit, lines, complaints);
    }

    /**
     * Where a program is that runs beside go; it is built now if it is not there.
     *
     * @throws GoTool.NotBuilt with what go printed, if it could not build it
     */
    public String path(GoTool tool) throws GoTool.NotBuilt {
        return builder.tools().path(tool, this, log);
    }

    /** A line as this machine would print it, with the paths of this machine. */
    public String readable(String line) {
        return reading().rewrite(line);
    }

    /**
     * The failure that these lines tell of, if it is a well-known one that has a next step.
     *
     * @param what could not be done, {@code Cannot test example.com/app}
     */
    public Optional<GoDockerException> knownFailure(String what, List<String> lines) {
        return reading().knownFailure(what, lines, downloads == null ? List.of() : downloads.modules());
    }

    /** Turns what go prints in the module's directory into what it would mean on this machine. */
    public GoOutput reading() {
        return builder.reading(module.directory());
    }
}
