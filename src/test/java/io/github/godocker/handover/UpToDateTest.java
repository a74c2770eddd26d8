package io.github.godocker.handover;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Optional;
import org.junit.jupiter.api.Test;

class UpToDateTest {
    @Test
    void isSoWithoutAnyDoubt() {
        assertThat(UpToDate.unlessForced(false)
                        .unless(false, "a")
                        .unless(() -> false, "b")
                        .unlessChanged(Optional::empty)
                        .reason())
                .isEmpty();
    }

    @Test
    void theFirstDoubtIsTheReasonAndTheLastQuestion() {
        UpToDate check = UpToDate.unlessForced(false)
                .unless(false, "a")
                .unlessChanged(() -> Optional.of("b"))
                .unless(
                        () -> {
                            throw new AssertionError("asked in vain");
                        },
                        "c")
                .unlessChanged(() -> {
                    throw new AssertionError("asked in vain");
                })
                .unless(true, "d");
        assertThat(check.reason()).contains("b");
    }

    @Test
    void whoForcesItIsAskedNothingElse() {
        assertThat(UpToDate.unlessForced(true)
                        .unless(
                                () -> {
                                    throw new AssertionError("asked in vain");
                                },
                                "c")
                        .reason())
                .contains("go-docker.force is set");
    }
}
