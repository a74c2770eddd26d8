package io.github.godocker.log;

import java.nio.file.Path;
import java.time.Duration;
import java.util.Set;
import java.util.stream.Collectors;

/** What the goal watch tells. */
public final class WatchLog extends RoomLog {
    private static final int NAMED = 3;

    public WatchLog(Console console) {
        super(console);
    }

    public void watching(int directories) {
        info("Watching " + directories + (directories == 1 ? " directory" : " directories") + "; Ctrl-C ends it");
    }

    public void saved(Set<Path> files) {
        String names = files.stream()
                .limit(NAMED)
                .map(file -> String.valueOf(file.getFileName()))
                .collect(Collectors.joining(", "));
        int more = files.size() - NAMED;
        info("Changed: " + names + (more > 0 ? " and " + more + " more" : ""));
    }

    /** Maven reads it once. */
    public void pomChanged() {
        warn("What changed in pom.xml counts when you start this anew");
    }

    /** Nothing of it is in the container. */
    public void same() {
        info("The program is the same");
    }

    /** What was there before still runs. */
    public void notMade(String name, String problem, String nextStep) {
        error(problem);
        error(nextStep);
        info("Container " + name + " goes on with what it has; waiting for the next change");
    }

    /** Neither what was there before nor the next one runs. */
    public void notStarted(String problem, String nextStep) {
        error(problem);
        error(nextStep);
        info("Waiting for the next change");
    }

    /** @param time since the file was saved */
    public void startedAgain(String name, Duration time) {
        info("Started " + name + " again, " + Brief.seconds(time) + " after the change");
    }

    /** As in the foreground without a watch. */
    public void brokenOff(String name) {
        brokenOffOutput(name);
    }

    public void ended(String name, int exitCode, String meaning) {
        warn("Container " + name + " ended with exit code " + exitCode + meaning + "; waiting for the next change");
    }
}
