package io.github.godocker.handover;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.godocker.State;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class GoalOutcomesTest {
    @TempDir
    Path root;

    private ReportLayout reports;

    @BeforeEach
    void layout() {
        reports = new ReportLayout(new OwnTree(root), root.resolve("go-reports"));
    }

    private void note(String goal, int millis, String problem) {
        GoalOutcomes.note(reports, goal, Duration.ofMillis(millis), problem);
    }

    @Test
    void nothingIsNotedAtFirst() {
        assertThat(GoalOutcomes.read(reports)).isEqualTo(new GoalOutcomes(Map.of(), Map.of()));
    }

    @Test
    void goalsStandInTheOrderInWhichTheyFirstRan() {
        note("test", 1500, "");
        note("compile", 20, "");
        note("test", 900, "");

        GoalOutcomes outcomes = GoalOutcomes.read(reports);
        assertThat(outcomes.times()).containsExactly(Map.entry("test", 900L), Map.entry("compile", 20L));
        assertThat(outcomes.failures()).isEmpty();
    }

    @Test
    void aFailureIsKeptByItsFirstLineUntilTheGoalIsDone() throws IOException {
        note("lint", 30, "");
        note("compile", 20, "Cannot compile app: no.\nDo this.");
        assertThat(GoalOutcomes.read(reports).failures()).isEqualTo(Map.of("compile", "Cannot compile app: no."));

        // Others change nothing about it, and one that found all done writes nothing if it had not failed.
        String before = Files.readString(reports.times().path());
        GoalOutcomes.noteDone(reports, "lint");
        assertThat(Files.readString(reports.times().path())).isEqualTo(before);
        assertThat(GoalOutcomes.read(reports).failures()).containsKey("compile");

        GoalOutcomes.noteDone(reports, "compile");
        assertThat(GoalOutcomes.read(reports).failures()).isEmpty();
        assertThat(GoalOutcomes.read(reports).times()).containsKeys("lint", "compile");

        note("compile", 20, "Cannot compile app: no.");
        note("compile", 25, "");
        assertThat(GoalOutcomes.read(reports).failures()).isEmpty();
    }

    @Test
    void whatIsNoTimeIsLeftOut() {
        reports.times().write(State.NONE.with("test", "many").with("lint", "30"));
        assertThat(GoalOutcomes.read(reports).times()).isEqualTo(Map.of("lint", 30L));
    }
}
