package io.github.godocker.go;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.godocker.GoDockerException;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class GoTestTest {
    private static final GoVersion GO = GoVersion.parse("1.26");

    private static GoTest plain(String shuffle, int count, List<String> flags, List<String> arguments) {
        return new GoTest(
                List.of("./..."),
                List.of(),
                0,
                count,
                shuffle,
                false,
                false,
                false,
                false,
                0,
                0,
                false,
                Map.of(),
                Map.of(),
                flags,
                arguments,
                List.of(),
                "");
    }

    private static GoTest full() {
        return new GoTest(
                List.of("./store", "./api"),
                List.of("integration", "linux"),
                30,
                2,
                "42",
                true,
                true,
                true,
                true,
                3,
                4,
                false,
                Map.of("GOEXPERIMENT", "x"),
                Map.of("DATABASE", "postgres"),
                List.of("-cpu=1,2"),
                List.of("-update", "a b"),
                List.of("./...", "example.com/lib"),
                "");
    }

    @Test
    void plainAsGoRunsIt() {
        assertThat(plain("off", 0, List.of(), List.of()).command(GO, List.of("./..."), "", ""))
                .containsExactly("go", "test", "-json", "-fullpath", "./...");
    }

    @Test
    void everythingAtOnce() {
        assertThat(full().withProfile("/src/unit.out").command(GO, List.of("./store"), "^TestA$", "^TestB$"))
                .containsExactly(
                        "go",
                        "test",
                        "-json",
                        "-fullpath",
                        "-tags=integration,linux",
                        "-timeout=30s",
                        "-count=2",
                        "-shuffle=42",
                        "-short",
                        "-race",
                        "-trimpath",
                        "-failfast",
                        "-parallel=3",
                        "-p=4",
                        "-coverprofile=/src/unit.out",
                        "-coverpkg=./...,example.com/lib",
                        "-covermode=atomic",
                        "-run=^TestA$",
                        "-skip=^TestB$",
                        "-cpu=1,2",
                        "./store",
                        "-args",
                        "-update",
                        "a b");
    }

    @Test
    void againOnceAndWithoutAProfile() {
        assertThat(full().withProfile("/src/unit.out").again().command(GO, List.of("./store"), "", ""))
                .contains("-count=1", "-race", "-shuffle=42")
                .doesNotContain("-count=2")
                .noneMatch(word -> word.startsWith("-cover"));
    }

    @Test
    void oldGoHasNoFullPaths() {
        assertThat(plain("off", 0, List.of(), List.of()).command(GoVersion.parse("1.20.14"), List.of("./..."), "", ""))
                .doesNotContain("-fullpath");
    }

    @Test
    void racesNeedCgoAndTestsWinOverGo() {
        assertThat(full().environment()).containsEntry("CGO_ENABLED", "1").containsEntry("DATABASE", "postgres");
        assertThat(plain("off", 0, List.of(), List.of()).environment()).containsEntry("CGO_ENABLED", "0");
    }

    @ParameterizedTest
    @CsvSource({
        "off,''",
        "false,''",
        "'',''",
        "on,-shuffle=on",
        "true,-shuffle=on",
        "-7,-shuffle=-7",
        "1764000000000000000,-shuffle=1764000000000000000"
    })
    void shuffles(String shuffle, String flag) {
        List<String> command = plain(shuffle, 0, List.of(), List.of()).command(GO, List.of("."), "", "");
        assertThat(command.stream()
                        .filter(word -> word.startsWith("-shuffle"))
                        .findFirst()
                        .orElse(""))
                .isEqualTo(flag);
    }

    @Test
    void knowsWhatGoWouldNotRunAgain() {
        assertThat(plain("off", 0, List.of(), List.of()).cacheable()).isTrue();
        assertThat(plain("42", 0, List.of("-cpu=1,2"), List.of()).cacheable()).isTrue();
        assertThat(plain("on", 0, List.of(), List.of()).cacheable()).isFalse();
        assertThat(plain("off", 1, List.of(), List.of()).cacheable()).isFalse();
        assertThat(plain("off", 0, List.of("-bench=."), List.of()).cacheable()).isFalse();
        assertThat(plain("off", 0, List.of(), List.of("-update")).cacheable()).isFalse();
    }

    @ParameterizedTest
    @CsvSource({
        "-run=TestA, -Dtest",
        "--skip=TestA, -Dtest",
        "-args, <testArguments>",
        "-coverprofile=x, <coverage>",
        "-json, Leave it out",
        "-C=/tmp, <sourceDirectory>",
        "./store, <testPackages>"
    })
    void refusesWhatThePluginSets(String flag, String next) {
        assertThatThrownBy(() -> plain("off", 0, List.of(flag), List.of()))
                .isInstanceOf(GoDockerException.class)
                .hasMessageContaining("<testFlags>")
                .hasMessageContaining(next);
    }

    /** Its text is compared with that of the last build, which another JVM has written. */
    @Test
    void hasOneTextInEveryJvm() {
        Map<String, String> environment = Map.of("E", "5", "A", "1", "D", "4", "B", "2", "C", "3");
        GoTest test = new GoTest(
                List.of("."),
                List.of(),
                0,
                0,
                "off",
                false,
                false,
                false,
                false,
                0,
                0,
                false,
                environment,
                environment,
                List.of(),
                List.of(),
                List.of(),
                "");
        assertThat(test.toString()).contains("goEnv={A=1, B=2, C=3, D=4, E=5}, testEnv={A=1, B=2, C=3, D=4, E=5}");
    }

    @ParameterizedTest
    @ValueSource(strings = {"often", "1.5", "99999999999999999999"})
    void refusesWhatIsNoSeed(String shuffle) {
        assertThatThrownBy(() -> plain(shuffle, 0, List.of(), List.of()))
                .isInstanceOf(GoDockerException.class)
                .hasMessageContaining("<shuffle>" + shuffle)
                .hasMessageContaining("'on', 'off'");
    }

    @Test
    void refusesNegativeNumbers() {
        assertThatThrownBy(() -> plain("off", -1, List.of(), List.of()))
                .isInstanceOf(GoDockerException.class)
                .hasMessageContaining("<testCount>-1");
    }
}
