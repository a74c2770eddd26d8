package io.github.godocker.container.instruments;

import io.github.godocker.GoDockerException;
import io.github.godocker.container.instruments.GoroutineDump.Frame;
import io.github.godocker.container.instruments.GoroutineDump.Group;
import io.github.godocker.docker.ContainerState;
import io.github.godocker.docker.Containers;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;

/**
 * What all goroutines of a program do, those that do the same as one.
 *
 * @param text as Go printed it
 */
public record Goroutines(String text) {
    /** How long the program may take to print its stacks and end. */
    private static final Duration LAST_WORDS = Duration.ofSeconds(30);

    private static final int SHOWN_GROUPS = 20;
    private static final int INNERMOST = 3;
    private static final int OUTERMOST = 4;

    /** Asks a program that serves net/http/pprof, and goes on. */
    public static Goroutines of(ProfileServer server) {
        return new Goroutines(server.text("goroutine?debug=2"));
    }

    /** Has Go print them by a SIGQUIT, by which the program ends. */
    public static Goroutines byQuitting(Containers containers, ContainerState container) {
        List<String> lines = Collections.synchronizedList(new ArrayList<>());
        boolean ended;
        try (Containers.Following output = containers.attach(container.id(), (stream, line) -> lines.add(line))) {
            containers.signal(container.id(), "SIGQUIT");
            ended = output.await(LAST_WORDS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new GoDockerException("Interrupted while goroutines were waited for.", "Run the goal again.", e);
        }
        Goroutines all = new Goroutines(String.join("\n", List.copyOf(lines)) + "\n");
        if (all.dump().goroutines().isEmpty()) {
            throw new GoDockerException(
                    "Cannot read the goroutines of container " + container.name() + ": after SIGQUIT it "
                            + (ended ? "ended without them." : "printed none, and it still runs."),
                    "Is it a program of Go, without a handler of SIGQUIT and without GOTRACEBACK=none?");
        }
        return all;
    }

    private GoroutineDump dump() {
        return GoroutineDump.parse(text.lines().toList());
    }

    /** A table for people. */
    public List<String> table() {
        GoroutineDump dump = dump();
        List<Group> groups = dump.groups();
        List<String> lines = new ArrayList<>();
        lines.add(dump.goroutines().size() + " goroutines, " + groups.size() + " different");
        int width = groups.isEmpty() ? 1 : String.valueOf(groups.get(0).count()).length();
        String indent = " ".repeat(width + 4);
        for (Group group : groups.subList(0, Math.min(SHOWN_GROUPS, groups.size()))) {
            Frame creator = group.first().creator();
            lines.add("");
            lines.add("  " + " ".repeat(width - String.valueOf(group.count()).length()) + group.count() + "  "
                    + group.first().state()
                    + (group.longestMinutes() == 0 ? "" : ", up to " + group.longestMinutes() + " min")
                    + (creator == null ? "" : ", created by " + creator.function() + " " + creator.place()));
            frames(group.first().frames()).forEach(frame -> lines.add(indent + frame));
        }
        if (groups.size() > SHOWN_GROUPS) {
            lines.add("");
            lines.add("  and " + (groups.size() - SHOWN_GROUPS) + " more");
        }
        return lines;
    }

    /** Where it is, and at the end who has called it: what lies between is of less interest. */
    private static List<String> frames(List<Frame> frames) {
        List<String> all = frames.stream()
                .map(frame -> (frame.function() + "  " + frame.place()).stripTrailing())
                .toList();
        if (all.size() <= INNERMOST + OUTERMOST + 1) {
            return all;
        }
        List<String> some = new ArrayList<>(all.subList(0, INNERMOST));
        some.add("... " + (all.size() - INNERMOST - OUTERMOST) + " more");
        some.addAll(all.subList(all.size() - OUTERMOST, all.size()));
        return some;
    }
}
