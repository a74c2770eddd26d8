package io.github.godocker.handover;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Optional;
import org.junit.jupiter.api.Test;

class UpToDateTest {
    @Test
    void isSoWithoutAnyDoubt() {
        assertThat(new UpToDate()
                        .unless(false, "a")
                        .unless(() -> false, "b")
                        .unlessChanged(Optional::empty)
                        .reason())
                .isEmpty();
    }

    @Test
    void theFirstDoubtIsTheReasonAndTheLastQuestion() {
        UpToDate check = new UpToDate()
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
}
