package io.github.godocker.mojo;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.godocker.GoDockerException;
import io.github.godocker.PomValues;
import io.github.godocker.Problems;
import io.github.godocker.mojo.check.BenchMojo;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/** What Maven makes of a pom, and what a goal makes of that. */
class GoParametersTest {
    private final BenchMojo goal = new BenchMojo();

    @Test
    void anEmptyElementOfAMapIsAnEmptyValue() {
        Map<String, @Nullable String> given = new HashMap<>();
        given.put("GOFLAGS", null);
        given.put("GOPRIVATE", "example.com");
        assertThat(AbstractGoDockerMojo.clean(given)).isEqualTo(Map.of("GOFLAGS", "", "GOPRIVATE", "example.com"));
        assertThat(AbstractGoDockerMojo.clean((Map<String, @Nullable String>) null))
                .isEmpty();
        goal.goEnv = given;
        assertThat(goal.inheritedFlags()).isEmpty();
    }

    @Test
    void anEmptyElementOfAListIsNone() {
        assertThat(AbstractGoDockerMojo.clean(Arrays.asList(null, " a ", "", "b")))
                .containsExactly("a", "b");
    }

    @Test
    void anEmptyElementOfACommandIsAnEmptyWord() {
        assertThat(PomValues.words(Arrays.asList("-v", null, " x ", ""))).containsExactly("-v", "", "x", "");
        assertThat(PomValues.words(Arrays.asList(null, " "))).isEmpty();
        assertThat(PomValues.words(null)).isEmpty();
    }

    /** On go's command line -tags takes the place of that in GOFLAGS. */
    @Test
    void tagsOfGoflagsAreAmongTheOthers() {
        goal.goEnv = Map.of("GOFLAGS", "-mod=mod -tags=netgo,integration");
        assertThat(goal.tags()).containsExactly("netgo", "integration");
        goal.buildTags = List.of("prod", "netgo");
        assertThat(goal.tags()).containsExactly("netgo", "integration", "prod");
    }

    @Test
    void aTimeoutOfNothingIsToldWithWhatElseIsWrong() {
        goal.idleTimeout = 0;
        Problems problems = new Problems();
        var unused = problems.check(goal::idleTimeout);
        problems.add("Cannot do another thing.", "Next.");
        assertThatThrownBy(problems::failIfAny)
                .isInstanceOf(GoDockerException.class)
                .hasMessageContaining("2 parameters are wrong:")
                .hasMessageContaining("- Cannot use <idleTimeout>0: it is a number of seconds, at least 1.");
    }
}
