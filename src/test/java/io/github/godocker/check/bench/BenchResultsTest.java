package io.github.godocker.check.bench;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.godocker.GoDockerException;
import io.github.godocker.handover.OwnTree;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class BenchResultsTest {
    @TempDir
    Path directory;

    @Test
    void onlyWhatBenchstatReadsIsKept() throws IOException {
        List<String> output = Files.readAllLines(Path.of("src/test/resources/bench/output.txt"));

        BenchResults results = BenchResults.of(output);

        assertThat(results.lines()).hasSize(output.size() - 4).noneMatch(line -> line.matches("(ok|PASS).*"));
        assertThat(results.lines().stream().filter(BenchResults::isResult)).hasSize(24);
        assertThat(results.configuration("goos")).isEqualTo("linux");
        assertThat(results.configuration("cpu")).isEqualTo("AMD EPYC");
        assertThat(results.configuration("kernel")).isEmpty();
    }

    @ParameterizedTest
    @CsvSource({
        "BenchmarkX-2   10   12.5 ns/op, true",
        "BenchmarkOpen/a=1/b-16   1000000000   0.5 ns/op   3 B/op, true",
        "Benchmark   10   12.5 ns/op, true",
        "BenchmarkX-2, false",
        "BenchmarkX-2   a note, false",
        "BenchmarkX-2   10, false",
        "--- FAIL: BenchmarkBad-2, false",
        "ok    example.com/bench   0.795s, false",
    })
    void resultsAreKnownByTheirShape(String line, boolean result) {
        assertThat(BenchResults.isResult(line)).isEqualTo(result);
    }

    @Test
    void aBaselineIsReadAsItWasWritten() {
        BenchResults results = BenchResults.of(List.of("pkg: a/b", "BenchmarkX-2 \t 10\t 12 ns/op", "PASS"));
        Path file = directory.resolve("sub/baseline.txt");

        results.write(new OwnTree(directory), file);

        assertThat(file).hasContent("pkg: a/b\nBenchmarkX-2 \t 10\t 12 ns/op\n");
        assertThat(BenchResults.readBaseline(file)).isEqualTo(results);
    }

    @Test
    void aFileThatIsNoBaselineIsTold() throws IOException {
        Path file = Files.write(directory.resolve("x.txt"), new byte[] {0, 'B', (byte) 0xff, '\n'});

        assertThatThrownBy(() -> BenchResults.readBaseline(file))
                .isInstanceOf(GoDockerException.class)
                .hasMessageContaining("Cannot compare with the baseline " + file + ": there is no result")
                .hasMessageContaining("saveBaseline=true");
        assertThatThrownBy(() -> BenchResults.readBaseline(directory))
                .hasMessageContaining("Cannot read the baseline " + directory);
    }
}
