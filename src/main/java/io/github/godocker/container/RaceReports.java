package io.github.godocker.container;

import io.github.godocker.KnownFailure;
import io.github.godocker.docker.Container.Stream;
import io.github.godocker.log.ContainerLog;
import java.util.ArrayList;
import java.util.List;
import java.util.function.BiConsumer;

/** Tells of each data race that a program reports while nobody looks at what it prints. */
public final class RaceReports implements BiConsumer<Stream, String> {
    /** What Go's race detector ends a program with that has had a race, and was to end well. */
    static final int EXIT = 66;

    private static final KnownFailure RACE =
            new KnownFailure("a data race", KnownFailure.said("go 1.26.8", "WARNING: DATA RACE"));
    private static final String RULE = "==================";
    private static final int MOST_LINES = 120;

    private final String name;
    private final BiConsumer<Stream, String> next;
    private final ContainerLog log;
    private final List<String> report = new ArrayList<>();

    /**
     * @param name of the container
     * @param next receives each line
     */
    public RaceReports(String name, BiConsumer<Stream, String> next, ContainerLog log) {
        this.name = name;
        this.next = next;
        this.log = log;
    }

    /** Whether a line begins a report. */
    static boolean begins(String line) {
        return RACE.begins(line);
    }

    @Override
    public void accept(Stream stream, String line) {
        next.accept(stream, line);
        if (stream != Stream.STDERR || report.isEmpty() && !begins(line)) {
            return;
        }
        if (!line.equals(RULE)) {
            report.add(line);
        }
        if (line.equals(RULE) || report.size() == MOST_LINES) {
            log.race(name, report);
            report.clear();
        }
    }
}
