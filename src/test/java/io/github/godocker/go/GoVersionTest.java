package io.github.godocker.go;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.godocker.GoDockerException;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class GoVersionTest {
    @ParameterizedTest
    @CsvSource({
        "1.26,     1.26",
        "1.26.0,   1.26.0",
        "1.26.3,   1.26.3",
        "go1.26.1, 1.26.1",
        "1.27rc1,  1.27rc1",
        "1.27beta2, 1.27beta2",
        "1.20,     1.20",
        "1.20.0,   1.20",
        "1.20.14,  1.20.14",
        "2.0,      2.0",
    })
    void isTheTagOfTheImage(String text, String tag) {
        assertThat(GoVersion.parse(text).imageTag()).isEqualTo(tag);
        assertThat(GoVersion.parse(tag)).isEqualTo(GoVersion.parse(text));
    }

    @Test
    void isOrderedAsGoOrdersIt() {
        List<GoVersion> ordered = List.of(
                        "1.9",
                        "1.20beta9",
                        "1.20rc1",
                        "1.20",
                        "1.20.1",
                        "1.21",
                        "1.21rc2",
                        "1.21rc10",
                        "1.21.0",
                        "1.21.9",
                        "1.21.10",
                        "1.26",
                        "1.26.1",
                        "2.0")
                .stream()
                .map(GoVersion::parse)
                .toList();
        List<GoVersion> shuffled = new ArrayList<>(ordered);
        Collections.shuffle(shuffled, new Random(26));

        Collections.sort(shuffled);

        assertThat(shuffled).isEqualTo(ordered);
        assertThat(GoVersion.parse("1.20")).isEqualByComparingTo(GoVersion.parse("1.20.0"));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "1",
                "go",
                "latest",
                "1.",
                "1.x",
                "1.26.",
                "1.26.1rc1",
                "1.026",
                "0.9",
                "1.26rc",
                "1.26-rc1",
                "v1.26",
                "1.26.1.1",
                "1.99999999999"
            })
    void rejectsWhatGoWouldReject(String text) {
        assertThatThrownBy(() -> GoVersion.parse(text))
                .isInstanceOf(GoDockerException.class)
                .hasMessageStartingWith("Cannot use Go version '" + text + "'")
                .hasMessageContaining("\nWrite <goVersion> like 1.26");
    }
}
