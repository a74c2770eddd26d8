package io.github.godocker.mojo.container;

import io.github.godocker.Problems;
import io.github.godocker.container.LogView;
import io.github.godocker.container.UserSide;
import io.github.godocker.docker.ContainerLogs;
import io.github.godocker.docker.ContainerState;
import java.util.List;
import java.util.regex.Pattern;
import org.apache.maven.plugins.annotations.Mojo;
import org.apache.maven.plugins.annotations.Parameter;
import org.jspecify.annotations.Nullable;

/**
 * Shows what the module's containers print: {@code mvn go-docker:logs -Dgo-docker.follow}. Lines of JSON, as zap, slog,
 * zerolog and logrus write them, are shown as time, level, message and fields.
 */
@Mojo(name = "logs", threadSafe = true)
public class LogsMojo extends AbstractContainerMojo {
    private static final Pattern STREAMS = Pattern.compile("all|stdout|stderr");

    /** Skips this goal. */
    @Parameter(property = "go-docker.logs.skip", defaultValue = "false")
    boolean logsSkip;

    /** Names of containers; default: all that {@code start} has started. */
    @Parameter(property = "go-docker.container")
    @Nullable
    List<String> container;

    /** Goes on with what they print from now on, until they end or Ctrl-C. */
    @Parameter(property = "go-docker.follow", defaultValue = "false")
    boolean follow;

    /** Only lines since then: {@code 30s}, {@code 10m}, {@code 2h}, {@code 1d} ago, or {@code 2026-11-28T10:00:00Z}. */
    @Parameter(property = "go-docker.since", defaultValue = "")
    @Nullable
    String since;

    /** Only lines before then, written as {@code since} is. */
    @Parameter(property = "go-docker.until", defaultValue = "")
    @Nullable
    String until;

    /** How many of the last lines of each container; default: all. */
    @Parameter(property = "go-docker.tail")
    @Nullable
    Integer tail;

    /** Only lines in which this regular expression is found. */
    @Parameter(property = "go-docker.grep", defaultValue = "")
    @Nullable
    String grep;

    /** Only lines in which {@code grep} is not found. */
    @Parameter(property = "go-docker.grepInvert", defaultValue = "false")
    boolean grepInvert;

    /** How many lines before and after one that was chosen are shown as well. */
    @Parameter(property = "go-docker.grepContext", defaultValue = "0")
    int grepContext;

    /** The least grave level: {@code debug}, {@code info}, {@code warn}, {@code error}. A line without one is {@code info}. */
    @Parameter(property = "go-docker.level", defaultValue = "")
    @Nullable
    String level;

    /** Only lines of JSON with these fields, each {@code name=value}; those in a group are {@code group.name}. */
    @Parameter(property = "go-docker.field")
    @Nullable
    List<String> field;

    /** Which output: {@code all}, {@code stdout} or {@code stderr}. */
    @Parameter(property = "go-docker.stream", defaultValue = "all")
    String stream;

    /** Puts the time at which Docker got it before each line. */
    @Parameter(property = "go-docker.timestamps", defaultValue = "false")
    boolean timestamps;

    /** Shows JSON as it was printed. */
    @Parameter(property = "go-docker.raw", defaultValue = "false")
    boolean raw;

    /** Shows no lines but what they are: how many of each level, the most frequent messages, errors by minute. */
    @Parameter(property = "go-docker.summary", defaultValue = "false")
    boolean summary;

    @Override
    protected boolean goalSkipped() {
        return logsSkip;
    }

    @Override
    protected void run() {
        Problems problems = new Problems();
        if (!STREAMS.matcher(stream).matches()) {
            problems.add(
                    "Cannot use -Dgo-docker.stream=" + stream + ": there is no such stream.",
                    "Write all, stdout or stderr.");
        }
        if (tail != null && tail < 0) {
            problems.add(
                    "Cannot use -Dgo-docker.tail=" + tail + ": it is less than nothing.", "Write a number of lines.");
        }
        if (follow && summary) {
            problems.add(
                    "Cannot follow and sum up: a summary needs an end.",
                    "Leave out one of -Dgo-docker.follow, .summary.");
        }
        String from = problems.check(() -> LogView.time("since", text(since)));
        String to = problems.check(() -> LogView.time("until", text(until)));
        LogView.check(text(grep), text(level), clean(field), problems);
        problems.failIfAny();
        boolean colors = console().interactive() && UserSide.hasTerminal();
        LogView view = new LogView(
                docker().containers(),
                new LogView.Style(raw, colors, summary),
                text(grep),
                grepInvert,
                grepContext,
                text(level),
                clean(field),
                containerLog()::printed);
        ContainerLogs which = new ContainerLogs(
                follow,
                !stream.equals("stderr"),
                !stream.equals("stdout"),
                from == null ? "" : from,
                to == null ? "" : to,
                tail == null ? "" : String.valueOf(tail),
                timestamps);
        List<ContainerState> chosen = startedContainers().named(clean(container));
        view.show(chosen, which);
        tellEnded(chosen);
    }

    private static String text(@Nullable String value) {
        return value == null ? "" : value.strip();
    }
}
