package io.github.godocker.check.lint;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.godocker.GoDockerException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class BaselineTest {
    @TempDir
    Path directory;

    private static Finding unused(String file, int line) {
        return Finding.plain(
                Linter.STATICCHECK, "U1000", Severity.WARNING, new Position(file, line, 6), "func f is unused", "");
    }

    private static Finding vet(String message) {
        return Finding.plain(Linter.VET, "shadow", Severity.ERROR, new Position("a.go", 3, 1), message, "");
    }

    @Test
    void acceptsWhatItWasWrittenForOnOtherLines() {
        Path file = directory.resolve("new/baseline.txt");
        Baseline.write(
                file,
                List.of(unused("a.go", 3), vet("shadows declaration at line 12")),
                List.of(Linter.VET, Linter.STATICCHECK));
        Baseline baseline = Baseline.read(file);
        assertThat(baseline.accepts(unused("a.go", 30))).isTrue();
        assertThat(baseline.accepts(vet("shadows declaration at line 99"))).isTrue();
        assertThat(baseline.accepts(unused("b.go", 3))).isFalse();
    }

    @Test
    void acceptsAsManyAsItHas() {
        Path file = directory.resolve("baseline.txt");
        Baseline.write(file, List.of(unused("a.go", 3), unused("a.go", 5)), List.of(Linter.VET, Linter.STATICCHECK));
        Baseline baseline = Baseline.read(file);
        assertThat(baseline.accepts(unused("a.go", 1))).isTrue();
        assertThat(baseline.accepts(unused("a.go", 2))).isTrue();
        assertThat(baseline.accepts(unused("a.go", 3))).isFalse();
    }

    @Test
    void namesWhatIsGoneOfLintersThatLooked() {
        Path file = directory.resolve("baseline.txt");
        Baseline.write(
                file,
                List.of(unused("a.go", 3), unused("a.go", 5), vet("wrong")),
                List.of(Linter.VET, Linter.STATICCHECK));
        Baseline baseline = Baseline.read(file);
        assertThat(baseline.accepts(unused("a.go", 1))).isTrue();
        assertThat(baseline.stale(List.of(Linter.STATICCHECK)))
                .containsExactly("staticcheck U1000 a.go func f is unused");
        assertThat(baseline.stale(List.of(Linter.STATICCHECK, Linter.VET))).hasSize(2);
        assertThat(baseline.stale(List.of())).isEmpty();
    }

    @Test
    void isALineOfFourPartsForEachFindingInOrder() throws Exception {
        Path file = directory.resolve("baseline.txt");
        Baseline.write(
                file,
                List.of(vet("two\tlines\nwith see a.go:3:5 and x.yaml:7"), unused("a.go", 3)),
                List.of(Linter.VET, Linter.STATICCHECK));
        assertThat(Files.readAllLines(file))
                .filteredOn(line -> !line.startsWith("#"))
                .containsExactly(
                        "staticcheck\tU1000\ta.go\tfunc f is unused",
                        "vet\tshadow\ta.go\ttwo lines with see a.go and x.yaml");
    }

    @Test
    void tellsALineThatItCannotRead() throws Exception {
        Path file = Files.writeString(directory.resolve("baseline.txt"), "# one\n\nstaticcheck U1000\n");
        assertThatThrownBy(() -> Baseline.read(file))
                .isInstanceOf(GoDockerException.class)
                .hasMessageContaining("Cannot read line 3 of the baseline " + file)
                .hasMessageContaining("writeBaseline");
        Baseline.write(file, List.of(unused("a.go", 3)), List.of(Linter.STATICCHECK));
        assertThat(Baseline.read(file).accepts(unused("a.go", 3))).isTrue();
    }

    @Test
    void keepsWhatLintersHoldThatHaveNotLooked() throws Exception {
        Path file = directory.resolve("baseline.txt");
        Baseline.write(
                file,
                List.of(unused("a.go", 3), unused("a.go", 4), vet("old")),
                List.of(Linter.VET, Linter.STATICCHECK));
        Baseline.write(file, List.of(vet("new"), unused("b.go", 1)), List.of(Linter.VET));
        assertThat(Files.readAllLines(file))
                .filteredOn(line -> !line.startsWith("#"))
                .containsExactly(
                        "staticcheck\tU1000\ta.go\tfunc f is unused",
                        "staticcheck\tU1000\ta.go\tfunc f is unused",
                        "vet\tshadow\ta.go\tnew");
    }
}
