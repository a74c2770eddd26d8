package io.github.godocker.container.instruments;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * All goroutines of a program with their stacks, as Go's runtime prints them: at a SIGQUIT, and as
 * {@code /debug/pprof/goroutine?debug=2}.
 */
record GoroutineDump(List<Goroutine> goroutines) {
    /** A line may say more of the goroutine before its state: {@code goroutine 7 gp=0xc000002380 m=nil [select, 5 minutes]:}. */
    private static final Pattern HEAD = Pattern.compile("goroutine (\\d+)(?: [a-z]+=\\S+)* \\[(.*)]:");

    private static final Pattern MINUTES = Pattern.compile("(\\d+) minutes?");
    private static final Pattern CALL = Pattern.compile("(.+)\\([^()]*\\)");
    private static final Pattern CREATOR = Pattern.compile("created by (.+?)(?: in goroutine \\d+)?");
    private static final Pattern PLACE = Pattern.compile("\\t(.+:\\d+)(?: .*)?");
    /** It stands for the scheduler, not for anything of the program. */
    private static final String SCHEDULER = "0";

    GoroutineDump {
        goroutines = List.copyOf(goroutines);
    }

    /** @param place {@code file.go:12} */
    record Frame(String function, String place) {}

    /**
     * @param state what it does or waits for, {@code chan receive}
     * @param minutes for how long; 0 for less than one
     * @param frames the innermost first
     * @param creator null for the first one
     */
    record Goroutine(
            String state,
            int minutes,
            List<Frame> frames,
            @Nullable Frame creator) {
        Goroutine {
            frames = List.copyOf(frames);
        }
    }

    /** Goroutines that do the same at the same place, and the longest of their times. */
    record Group(int count, Goroutine first, int longestMinutes) {}

    /** What makes two goroutines equal: neither arguments nor times. */
    private record Likeness(
            String state, List<Frame> frames, @Nullable Frame creator) {}

    /** Reads what is a dump in it; other lines, which the program may have printed between, are left out. */
    static GoroutineDump parse(List<String> lines) {
        List<Goroutine> all = new ArrayList<>();
        int next = 0;
        while (next < lines.size()) {
            Matcher head = HEAD.matcher(lines.get(next++));
            if (head.matches()) {
                int end = next;
                while (end < lines.size()
                        && !lines.get(end).isEmpty()
                        && !HEAD.matcher(lines.get(end)).matches()) {
                    end++;
                }
                if (!head.group(1).equals(SCHEDULER)) {
                    all.add(goroutine(head.group(2), lines.subList(next, end)));
                }
                next = end;
            }
        }
        return new GoroutineDump(all);
    }

    private static Goroutine goroutine(String states, List<String> lines) {
        List<String> state = new ArrayList<>();
        int minutes = 0;
        for (String part : states.split(", ")) {
            Matcher time = MINUTES.matcher(part);
            if (time.matches()) {
                minutes = Integer.parseInt(time.group(1));
            } else {
                state.add(part);
            }
        }
        List<Frame> frames = new ArrayList<>();
        Frame creator = null;
        for (int i = 0; i < lines.size(); i++) {
            Matcher place = PLACE.matcher(i + 1 < lines.size() ? lines.get(i + 1) : "");
            Matcher call = CALL.matcher(lines.get(i));
            Matcher created = CREATOR.matcher(lines.get(i));
            if (lines.get(i).startsWith("...")) {
                frames.add(new Frame(lines.get(i), ""));
            } else if (place.matches() && created.matches()) {
                creator = new Frame(created.group(1), place.group(1));
            } else if (place.matches() && call.matches()) {
                frames.add(new Frame(call.group(1), place.group(1)));
            }
        }
        return new Goroutine(String.join(", ", state), minutes, frames, creator);
    }

    /** The largest first, and of two that are equally large the one that waits for longer. */
    List<Group> groups() {
        Map<Likeness, List<Goroutine>> alike = new LinkedHashMap<>();
        for (Goroutine each : goroutines) {
            alike.computeIfAbsent(new Likeness(each.state(), each.frames(), each.creator()), key -> new ArrayList<>())
                    .add(each);
        }
        return alike.values().stream()
                .map(all -> new Group(
                        all.size(),
                        all.get(0),
                        all.stream().mapToInt(Goroutine::minutes).max().orElse(0)))
                .sorted(Comparator.comparing(Group::count)
                        .thenComparing(Group::longestMinutes)
                        .reversed())
                .toList();
    }
}
