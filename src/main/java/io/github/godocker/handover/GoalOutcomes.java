package io.github.godocker.handover;

import io.github.godocker.State;
import java.time.Duration;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * How each goal ended when it last had something to do, for the report page.
 *
 * @param times in milliseconds, in the order in which the goals first ran
 * @param failures why those failed that did
 */
public record GoalOutcomes(Map<String, Long> times, Map<String, String> failures) {
    private static final String FAILED = "failed ";

    public GoalOutcomes {
        times = Collections.unmodifiableMap(new LinkedHashMap<>(times));
        failures = Collections.unmodifiableMap(new LinkedHashMap<>(failures));
    }

    /** Both are empty if nothing is noted. */
    public static GoalOutcomes read(ReportLayout reports) {
        Map<String, Long> times = new LinkedHashMap<>();
        Map<String, String> failures = new LinkedHashMap<>();
        reports.times().read().values().forEach((key, value) -> {
            if (key.startsWith(FAILED)) {
                if (!value.isEmpty()) {
                    failures.put(key.substring(FAILED.length()), value);
                }
            } else if (value.matches("\\d{1,15}")) {
                times.put(key, Long.parseLong(value));
            }
        });
        return new GoalOutcomes(times, failures);
    }

    /** @param problem why it failed, of which the first line is kept; empty if it did not */
    public static void note(ReportLayout reports, String goal, Duration time, String problem) {
        State noted = reports.times().read().with(goal, String.valueOf(time.toMillis()));
        if (!problem.isEmpty() || !noted.get(FAILED + goal).isEmpty()) {
            noted = noted.with(FAILED + goal, problem.lines().findFirst().orElse(""));
        }
        reports.times().write(noted);
    }

    /** Notes of a goal that found all done that it does not fail any longer. */
    public static void noteDone(ReportLayout reports, String goal) {
        State noted = reports.times().read();
        if (!noted.get(FAILED + goal).isEmpty()) {
            reports.times().write(noted.with(FAILED + goal, ""));
        }
    }
}
