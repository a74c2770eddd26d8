package io.github.godocker.container.instruments;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.godocker.GoDockerException;
import io.github.godocker.container.instruments.Profile.Frame;
import io.github.godocker.container.instruments.Profile.Sample;
import io.github.godocker.container.instruments.Profile.Type;
import java.io.IOException;
import java.io.InputStream;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;

class ProfileTest {
    /** Recorded of a program by Go 1.26. */
    static byte[] recorded(String name) throws IOException {
        try (InputStream in = ProfileTest.class.getResourceAsStream("/instruments/" + name)) {
            return in.readAllBytes();
        }
    }

    /** The table of {@code go tool pprof -top} without what is above it. */
    private static List<String> rowsOfGo(String name) throws IOException {
        return GoroutineDumpTest.recorded(name)
                .lines()
                .dropWhile(line -> !line.contains("flat%"))
                .toList();
    }

    private static List<String> rows(Profile profile, int type) {
        return new TopTable(profile, type)
                .lines(Integer.MAX_VALUE).stream()
                        .skip(1)
                        .filter(line -> !line.startsWith("and "))
                        .toList();
    }

    @Test
    void theTopOfTheCpuIsWhatGoShows() throws IOException {
        Profile profile = Profile.read(recorded("cpu.pb.gz"));

        assertThat(profile.types()).containsExactly(new Type("samples", "count"), new Type("cpu", "nanoseconds"));
        assertThat(profile.usual()).isEqualTo(1);
        assertThat(rows(profile, 1)).containsExactlyElementsOf(rowsOfGo("cpu.top"));
        assertThat(new TopTable(profile, 1).lines(3))
                .startsWith("cpu: 2.30s in 3.01s (76.52%)")
                .hasSize(6);
    }

    @Test
    void theTopOfTheHeapIsWhatGoShows() throws IOException {
        Profile profile = Profile.read(recorded("heap.pb.gz"));

        assertThat(profile.types().stream().map(Type::name))
                .containsExactly("alloc_objects", "alloc_space", "inuse_objects", "inuse_space");
        assertThat(profile.types().get(profile.usual()).name()).isEqualTo("inuse_space");
        assertThat(rows(profile, 1)).containsExactlyElementsOf(rowsOfGo("heap.alloc_space.top"));
        assertThat(new TopTable(profile, 3).lines(1))
                .containsExactly(
                        "inuse_space: 6MB",
                        "      flat  flat%   sum%        cum   cum%",
                        "       5MB 83.33% 83.33%        5MB 83.33%  main.keep[go.shape.int] (inline)",
                        "and 8 more");
    }

    @Test
    void whatIsCutOffOrNoProfileIsTold() throws IOException {
        byte[] whole = recorded("heap.pb.gz");
        for (byte[] bytes : List.of(
                new byte[0],
                "<html>".getBytes(java.nio.charset.StandardCharsets.US_ASCII),
                Arrays.copyOf(whole, whole.length / 2),
                new byte[] {8, (byte) 0x80})) {
            assertThatThrownBy(() -> Profile.read(bytes))
                    .isInstanceOf(GoDockerException.class)
                    .hasMessageContaining("not as Go writes one");
        }
    }

    @Test
    void aFunctionThatCallsItselfIsCountedOnce() {
        Frame f = new Frame("f", false);
        Profile profile = new Profile(
                List.of(new Type("goroutine", "count")),
                0,
                0,
                List.of(
                        new Sample(List.of(f, f, new Frame("main", false)), new long[] {3}),
                        new Sample(List.of(new Frame("main", false)), new long[] {1})));

        assertThat(new TopTable(profile, 0).lines(9))
                .containsExactly(
                        "goroutine: 4",
                        "      flat  flat%   sum%        cum   cum%",
                        "         3 75.00% 75.00%          3 75.00%  f",
                        "         1 25.00%   100%          4   100%  main");
    }

    @Test
    void numbersAreWrittenInOneUnit() {
        assertThat(Measure.of("nanoseconds", 10_000_000, 2_300_000_000L)).isEqualTo(new Measure("s", 1e9));
        assertThat(Measure.of("bytes", 5 << 20, 1L << 30).text(3 << 19)).isEqualTo("1.50MB");
        assertThat(Measure.of("count", 1, 5).text(0)).isEqualTo("0");
        assertThat(Measure.percent(1, 3000)).isEqualTo("0.033%");
        assertThat(Measure.percent(9999, 10000)).isEqualTo("100%");
        assertThat(Measure.percent(0, 0)).isEqualTo("0%");
    }
}
