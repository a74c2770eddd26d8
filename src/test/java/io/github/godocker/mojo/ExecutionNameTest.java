package io.github.godocker.mojo;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ExecutionNameTest {
    @ParameterizedTest
    @ValueSource(strings = {"default", "default-cli", "default-test"})
    void thatOfMavenItselfIsTheDefaultOne(String id) {
        assertThat(ExecutionName.of(id, "test")).isEmpty();
        assertThat(ExecutionName.of(null, "test")).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(strings = {"default-it", "defaults", "default-compile", "integration", "a_b"})
    void anyOtherHasAName(String id) {
        assertThat(ExecutionName.of(id, "test")).isEqualTo(id);
    }

    @Test
    void twoIdsNeverHaveOneName() {
        assertThat(ExecutionName.of("a.b", "test"))
                .matches("a_b-[0-9a-f]{8}")
                .isNotEqualTo(ExecutionName.of("a b", "test"))
                .isNotEqualTo(ExecutionName.of("a_b", "test"));
    }
}
