package io.github.godocker;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.godocker.docker.ImageReference;
import org.junit.jupiter.api.Test;

class ProblemsTest {
    private final Problems problems = new Problems();

    @Test
    void noProblemIsNoFailure() {
        assertThat(problems.check(() -> "value")).isEqualTo("value");

        problems.failIfAny();
    }

    @Test
    void oneProblemIsTheFailureItself() {
        GoDockerException problem = new GoDockerException("Cannot use a.", "Use b.");
        String none = problems.check(() -> {
            throw problem;
        });
        assertThat(none).isNull();

        assertThatThrownBy(problems::failIfAny).isSameAs(problem);
    }

    @Test
    void severalProblemsAreToldTogether() {
        problems.add("Cannot use a.", "Use b.");
        var unused = problems.check(() -> {
            throw new GoDockerException("Cannot use c.", "Use d.\nOr e.");
        });

        assertThatThrownBy(problems::failIfAny)
                .isInstanceOf(GoDockerException.class)
                .hasMessage("""
                        2 parameters are wrong:
                        - Cannot use a.
                          Use b.
                        - Cannot use c.
                          Use d.
                          Or e.
                        Correct them in the pom or by -D; this goal has done nothing.""");
    }

    @Test
    void aParameterIsNamed() {
        ImageReference none = problems.check("image", () -> ImageReference.parse("Acme/app"));
        assertThat(none).isNull();

        assertThatThrownBy(problems::failIfAny)
                .hasMessage("Cannot use <image>: invalid image reference 'Acme/app':"
                        + " repository names must be lower case.\nDid you mean 'acme/app'?");
    }

    @Test
    void whatIsNoProblemOfTheUsersIsThrown() {
        assertThatThrownBy(() -> problems.check(() -> {
                    throw new IllegalStateException("bug");
                }))
                .hasMessage("bug");
    }
}
