package io.github.godocker.check.bench;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.godocker.docker.Container.Stream;
import java.util.List;
import org.junit.jupiter.api.Test;

class FailureLinesTest {
    @Test
    void aFailureReachesAsFarAsItIsIndented() {
        assertThat(failures(
                        "--- FAIL: BenchmarkBad",
                        "    f_test.go:4: out of luck",
                        "--- BENCH: BenchmarkLog-2",
                        "    f_test.go:5: a note",
                        "printed",
                        "FAIL",
                        "exit status 1",
                        "FAIL\texample.com/fail\t0.036s"))
                .containsExactly(
                        "--- FAIL: BenchmarkBad",
                        "    f_test.go:4: out of luck",
                        "FAIL",
                        "exit status 1",
                        "FAIL\texample.com/fail\t0.036s");
    }

    @Test
    void afterAPanicAllIsFailure() {
        assertThat(failures("printed", "panic: out of luck", "", "goroutine 7 [running]:", "main.f()"))
                .containsExactly("panic: out of luck", "", "goroutine 7 [running]:", "main.f()");
    }

    @Test
    void whatGoSaysToStandardErrorIsOne() {
        assertThat(new FailureLines().isPart(Stream.STDERR, "# example.com/fail/broken"))
                .isTrue();
    }

    private static List<String> failures(String... lines) {
        FailureLines failures = new FailureLines();
        return List.of(lines).stream()
                .filter(line -> failures.isPart(Stream.STDOUT, line))
                .toList();
    }
}
