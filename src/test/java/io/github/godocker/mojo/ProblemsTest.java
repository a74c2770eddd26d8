package io.github.godocker.mojo;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.godocker.GoDockerException;
import io.github.godocker.docker.ImageReference;
import org.junit.jupiter.api.Test;

class ProblemsTest {
    @Test
    void areToldTogether() {
        Problems problems = new Problems();

        assertThat(problems.check("image", () -> ImageReference.parse("Acme/app")))
                .isNull();
        problems.add("Cannot expose port '0'.", "Write another.");

        assertThatThrownBy(problems::failIfAny)
                .isInstanceOf(GoDockerException.class)
                .hasMessageStartingWith(
                        "2 parameters are wrong:\n- Cannot use <image>: invalid image reference 'Acme/app'")
                .hasMessageContaining("\n- Cannot expose port '0'.\n  Write another.");
    }

    @Test
    void oneAloneIsToldAsItIs() {
        Problems problems = new Problems();
        problems.add("Cannot expose port '0'.", "Write another.");

        assertThatThrownBy(problems::failIfAny).hasMessage("Cannot expose port '0'.\nWrite another.");
    }

    @Test
    void noneIsNoFailure() {
        assertThatCode(() -> new Problems().failIfAny()).doesNotThrowAnyException();
    }
}
