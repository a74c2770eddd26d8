package io.github.godocker.check.bench;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.godocker.GoDockerException;
import io.github.godocker.go.GoVersion;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class BenchSpecTest {
    @Test
    void theCommandRunsNoTests() {
        assertThat(spec(6, "", "").command(GoVersion.parse("1.20")))
                .containsExactly(
                        "go", "test", "-run=^$", "-timeout=0", "-benchmem", "-bench=Open|Close", "-count=6", "./...");
        assertThat(spec(6, "", "").command(GoVersion.parse("1.21"))).contains("-fullpath");
    }

    @Test
    void theCommandHasWhatWasAskedFor() {
        BenchSpec spec = new BenchSpec(
                List.of("./a", "./b/..."), " . ", 2, "100x", "1, 2", List.of("x", "y"), true, Map.of("GOGC", "off"));

        assertThat(spec.command(GoVersion.parse("1.26")))
                .containsExactly(
                        "go",
                        "test",
                        "-run=^$",
                        "-timeout=0",
                        "-benchmem",
                        "-fullpath",
                        "-bench=.",
                        "-count=2",
                        "-benchtime=100x",
                        "-cpu=1,2",
                        "-tags=x,y",
                        "./a",
                        "./b/...");
        assertThat(spec.environment()).isEqualTo(Map.of("CGO_ENABLED", "1", "GOGC", "off"));
    }

    @ParameterizedTest
    @ValueSource(strings = {"2s", "1.5s", "1m30s", "500ms", "100x", ""})
    void timesAreThoseOfGo(String time) {
        assertThatCode(() -> spec(1, time, "")).doesNotThrowAnyException();
    }

    @ParameterizedTest
    @CsvSource({
        "0, '', '', benchCount",
        "-1, '', '', benchCount",
        "1, 2, '', benchTime",
        "1, 0x, '', benchTime",
        "1, -1s, '', benchTime",
        "1, soon, '', benchTime",
        "1, '', many, benchCpu",
        "1, '', '1,', benchCpu",
        "1, '', 0, benchCpu",
    })
    void whatGoWouldNotTakeIsTold(int count, String time, String cpu, String parameter) {
        assertThatThrownBy(() -> spec(count, time, cpu))
                .isInstanceOf(GoDockerException.class)
                .hasMessageContaining("<" + parameter + ">");
    }

    @Test
    void flagsAreNoPackages() {
        assertThatThrownBy(() -> new BenchSpec(List.of("-exec=rm"), ".", 1, "", "", List.of(), false, Map.of()))
                .hasMessageContaining("<benchPackages>");
    }

    @ParameterizedTest
    @ValueSource(strings = {"latest", "v1", "1.2.3", "v1.2.3 ", "v1.2.3-x;y", "v0.0.0-2026@x", "v1.2.x"})
    void onlyAVersionIsOne(String version) {
        if (version.equals(version.strip())) {
            assertThatThrownBy(() -> new Benchstat(version))
                    .isInstanceOf(GoDockerException.class)
                    .hasMessageContaining("<benchstatVersion>" + version);
        } else {
            assertThat(new Benchstat(version).version()).isEqualTo(version.strip());
        }
    }

    @Test
    void theVersionFollowsTheBuilder() {
        Benchstat standard = new Benchstat("");

        assertThat(standard.versionFor(GoVersion.parse("go1.26.1"))).startsWith("v0.0.0-2026");
        assertThat(standard.versionFor(GoVersion.parse("go1.26"))).startsWith("v0.0.0-2026");
        assertThat(standard.versionFor(GoVersion.parse("go1.25.12"))).startsWith("v0.0.0-2025");
        assertThat(new Benchstat("v0.0.0-2024").versionFor(GoVersion.parse("go1.26.1")))
                .isEqualTo("v0.0.0-2024");
    }

    private static BenchSpec spec(int count, String time, String cpu) {
        return new BenchSpec(List.of("./..."), "Open|Close", count, time, cpu, List.of(), false, Map.of());
    }
}
