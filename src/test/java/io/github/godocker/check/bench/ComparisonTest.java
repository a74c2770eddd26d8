package io.github.godocker.check.bench;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.godocker.GoDockerException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;

/** The CSV that benchstat printed, the same in its versions of 2025 and 2026. */
class ComparisonTest {
    private static final Path RECORDED = Path.of("src/test/resources/bench");

    @Test
    void everyBenchmarkInEveryUnitIsRead() throws IOException {
        Comparison comparison = recorded("benchstat.csv");

        assertThat(comparison.changes()).hasSize(15);
        assertThat(comparison.changes())
                .contains(
                        new Comparison.Change(
                                "example.com/bench",
                                "Join/small-2",
                                "sec/op",
                                7.422e-08,
                                2.0895e-07,
                                true,
                                "p=0.041 n=6"),
                        new Comparison.Change(
                                "example.com/bench/inner",
                                "Add-2",
                                "sec/op",
                                1.1540000000000002e-09,
                                5.622e-10,
                                false,
                                "p=0.065 n=6"));
        assertThat(comparison.changes())
                .extracting(Comparison.Change::benchmark)
                .doesNotContain("geomean");
    }

    @Test
    void onlyTimeOfWhichBenchstatIsSureCounts() throws IOException {
        Comparison comparison = recorded("benchstat.csv");

        assertThat(comparison.slower(0))
                .extracting(Comparison.Change::text)
                .containsExactly(
                        "example.com/bench.Join/small-2: 74.2 ns/op before, 209 ns/op now (+181.5%, p=0.041 n=6)",
                        "example.com/bench.Join/large_case-2: 4.35 µs/op before, 13.4 µs/op now (+209.0%, p=0.002 n=6)",
                        "example.com/bench.Metric-2: 30.5 ns/op before, 125 ns/op now (+311.5%, p=0.002 n=6)");
        assertThat(comparison.slower(200))
                .extracting(Comparison.Change::benchmark)
                .containsExactly("Join/large_case-2", "Metric-2");
        assertThat(comparison.slower(400)).isEmpty();
    }

    @Test
    void whatIsInOneOfTheTwoOnlyIsNoChange() throws IOException {
        Comparison comparison = recorded("benchstat-few.csv");

        assertThat(comparison.changes())
                .extracting(change -> change.benchmark() + " " + change.unit() + " " + change.significant())
                .containsExactly(
                        "Join/small-2 sec/op false",
                        "Join/small-2 B/s false",
                        "Join/small-2 B/op true",
                        "Join/small-2 allocs/op true");
        assertThat(comparison.slower(0)).isEmpty();
    }

    @Test
    void resultsOfDifferentMachinesAreNotCompared() {
        Comparison comparison = Comparison.parse(List.of(
                "pkg: example.com/bench",
                "cpu: one",
                ",baseline,",
                ",sec/op,CI",
                "X-2,1e-07,1%",
                "geomean,1e-07,",
                "",
                "cpu: other",
                ",new,",
                ",sec/op,CI",
                "X-2,2e-07,1%"));

        assertThat(comparison.changes()).isEmpty();
        BenchResults before = new BenchResults(List.of("goos: linux", "cpu: one"));
        BenchResults now = new BenchResults(List.of("goos: linux", "cpu: other"));
        assertThat(comparison.judge("m", "base.txt", before, now, -1))
                .hasValueSatisfying(warning -> assertThat(warning)
                        .startsWith("Cannot compare with the baseline base.txt: no benchmark is the same, "
                                + "its cpu was 'one' and is 'other'. Store one"));
        assertThatThrownBy(() -> comparison.judge("m", "base.txt", before, now, 10))
                .isInstanceOfSatisfying(
                        GoDockerException.class,
                        e -> assertThat(e.kind()).isEqualTo(GoDockerException.Kind.ENVIRONMENT))
                .hasMessageContaining("its cpu was 'one' and is 'other'");
        assertThatThrownBy(() -> comparison.judge("m", "base.txt", before, now, 0))
                .hasMessageContaining("its cpu was 'one' and is 'other'");
        assertThatThrownBy(() -> comparison.judge("m", "base.txt", now, now, 10))
                .hasMessageContaining("neither by name nor by number of CPUs");
    }

    @Test
    void whatIsSlowerThanTheLimitIsTheCodesFault() throws IOException {
        Comparison comparison = recorded("benchstat.csv");
        BenchResults any = new BenchResults(List.of());

        assertThat(comparison.judge("m", "base.txt", any, any, -1)).isEmpty();
        assertThat(comparison.judge("m", "base.txt", any, any, 400)).isEmpty();
        assertThatThrownBy(() -> comparison.judge("m", "base.txt", any, any, 0))
                .hasMessageStartingWith("Cannot accept the speed of m, <benchMaxRegression> is 0%: ");
        assertThatThrownBy(() -> comparison.judge("m", "base.txt", any, any, 212.5))
                .isInstanceOfSatisfying(
                        GoDockerException.class, e -> assertThat(e.kind()).isEqualTo(GoDockerException.Kind.CODE))
                .hasMessage("Cannot accept the speed of m, <benchMaxRegression> is 212.5%: example.com/bench.Metric-2: "
                        + "30.5 ns/op before, 125 ns/op now (+311.5%, p=0.002 n=6).\nMake it faster again, or accept it "
                        + "as the new baseline by -Dgo-docker.bench.saveBaseline=true.");
    }

    @Test
    void aNameMayHoldWhatCsvQuotes() {
        Comparison comparison = Comparison.parse(List.of(
                ",baseline,,new,,,",
                ",sec/op,CI,sec/op,CI,vs base,P",
                "\"Open/a,\"\"b\"\"-2\",2,1%,0.5,1%,-75.00%,p=0.002 n=6",
                "\"Open/c,d-2\",0.0005,1%,2,1%,+399900.00%,p=0.002 n=6"));

        assertThat(comparison.changes())
                .extracting(Comparison.Change::text)
                .containsExactly(
                        "Open/a,\"b\"-2: 2.00 s/op before, 500 ms/op now (-75.0%, p=0.002 n=6)",
                        "Open/c,d-2: 500 µs/op before, 2.00 s/op now (+399900.0%, p=0.002 n=6)");
        assertThat(comparison.slower(10))
                .extracting(Comparison.Change::benchmark)
                .containsExactly("Open/c,d-2");
    }

    @Test
    void figuresHaveThreeDigitsInTheUnitThatFits() {
        Comparison comparison = Comparison.parse(List.of(
                ",baseline,,new,,,",
                ",sec/op,CI,sec/op,CI,vs base,P",
                "X-2,1,1%,10,1%,+900.00%,\"p=0.002, n=6\"",
                "Y-2,0.1,1%,0.099,1%,-1.00%,\"p=0.002, n=6\""));

        assertThat(comparison.changes())
                .extracting(Comparison.Change::text)
                .containsExactly(
                        "X-2: 1.00 s/op before, 10.0 s/op now (+900.0%, p=0.002, n=6)",
                        "Y-2: 100 ms/op before, 99.0 ms/op now (-1.0%, p=0.002, n=6)");
        // As much as the limit is within it.
        assertThat(comparison.slower(900)).isEmpty();
    }

    @Test
    void nothingIsNothing() {
        assertThat(Comparison.parse(List.of()).changes()).isEmpty();
        assertThat(Comparison.parse(List.of("", ",", "a,b,c", ",,,,,,", "x,,,,,,"))
                        .changes())
                .isEmpty();
    }

    private static Comparison recorded(String file) throws IOException {
        return Comparison.parse(Files.readAllLines(RECORDED.resolve(file)));
    }
}
