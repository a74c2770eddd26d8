package io.github.godocker.check.coverage;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.godocker.GoDockerException;
import io.github.godocker.Printable;
import io.github.godocker.handover.OwnTree;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Profiles as Go 1.26 wrote them, and as nobody should have. */
class CoverageTest {
    private static final Path RECORDED = Path.of("src/test/resources/coverage").toAbsolutePath();

    @TempDir
    Path directory;

    @Test
    void aBlockOfSeveralTestBinariesCountsOnce() {
        Coverage coverage = Coverage.of(new OwnTree(RECORDED), List.of(RECORDED.resolve("coverpkg.out")));

        // What `go tool cover -func` said to the same profile.
        assertThat(coverage.total()).isEqualTo(new Ratio(4, 15));
        assertThat(coverage.total().text()).isEqualTo("26.7%");
        assertThat(coverage.packages())
                .containsExactly(
                        java.util.Map.entry("example.com/app/cmd/app", new Ratio(0, 5)),
                        java.util.Map.entry("example.com/app/internal/calc", new Ratio(4, 9)),
                        java.util.Map.entry("example.com/app/internal/notest", new Ratio(0, 1)));
    }

    @Test
    void packagesOfOtherModulesOfAWorkspaceAreSeen() {
        Coverage coverage = Coverage.of(new OwnTree(RECORDED), List.of(RECORDED.resolve("workspace-atomic.out")));

        assertThat(coverage.total().text()).isEqualTo("33.3%");
        assertThat(coverage.packages()).containsEntry("example.com/lib", new Ratio(2, 3));
    }

    @Test
    void countsAddUp() throws IOException {
        Path first = profile("mode: count", "a/x.go:1.2,3.4 2 5", "a/x.go:4.2,5.4 1 0");
        Path second = profile("mode: atomic", "a/x.go:4.2,5.4 1 7", "a/x.go:1.2,3.4 2 1");

        assertThat(written(first, second)).containsExactly("mode: atomic", "a/x.go:1.2,3.4 2 6", "a/x.go:4.2,5.4 1 7");
        assertThat(written(second, first)).isEqualTo(written(first, second));
        assertThat(written(first, first)).contains("mode: count", "a/x.go:1.2,3.4 2 10");
    }

    @Test
    void oneProfileWithoutCountsLeavesNone() throws IOException {
        Path counts = profile("mode: count", "a/x.go:1.2,3.4 2 5", "a/x.go:4.2,5.4 1 0");
        Path set = profile("mode: set", "a/x.go:1.2,3.4 2 1", "a/x.go:4.2,5.4 1 0");

        assertThat(written(counts, set)).containsExactly("mode: set", "a/x.go:1.2,3.4 2 1", "a/x.go:4.2,5.4 1 0");
        assertThat(written(set, counts)).isEqualTo(written(counts, set));
    }

    @Test
    void aSumThatIsTooLargeStaysTheLargest() throws IOException {
        Path full = profile("mode: count", "a/x.go:1.2,3.4 2 9223372036854775807");

        assertThat(written(full, full)).contains("a/x.go:1.2,3.4 2 9223372036854775807");
    }

    @Test
    void profilesThatSomebodyConcatenatedAreOne() throws IOException {
        Path file = profile("mode: set", "a/x.go:1.2,3.4 2 0", "", "mode: set", "a/x.go:1.2,3.4 2 1");

        assertThat(written(file)).containsExactly("mode: set", "a/x.go:1.2,3.4 2 1");
    }

    @Test
    void blocksAreInTheOrderOfTheSource() throws IOException {
        Path file = profile(
                "mode: set",
                "b/y.go:1.2,3.4 1 1",
                "a/x.go:10.2,11.3 1 1",
                "a/x.go:9.20,9.30 1 0",
                "a/x.go:9.3,9.19 1 0",
                "a/an odd:name.go:1.1,1.2 0 0");

        assertThat(written(file))
                .containsExactly(
                        "mode: set",
                        "a/an odd:name.go:1.1,1.2 0 0",
                        "a/x.go:9.3,9.19 1 0",
                        "a/x.go:9.20,9.30 1 0",
                        "a/x.go:10.2,11.3 1 1",
                        "b/y.go:1.2,3.4 1 1");
    }

    @Test
    void whatIsExcludedIsGone() {
        Coverage all = Coverage.of(new OwnTree(RECORDED), List.of(RECORDED.resolve("coverpkg.out")));

        Coverage less = all.without(name -> name.endsWith(".pb.go"));

        assertThat(less.total()).isEqualTo(new Ratio(4, 14));
        assertThat(all.total()).isEqualTo(new Ratio(4, 15));
    }

    @Test
    void aProfileOfNothingHasNothingMissing() throws IOException {
        Coverage nothing = Coverage.of(new OwnTree(directory), List.of(profile("mode: set")));

        assertThat(nothing.total()).isEqualTo(new Ratio(0, 0));
        assertThat(nothing.total().percent()).isEqualTo(100);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "a/x.go",
                "a/x.go:",
                "a/x.go:1.2,3.4 2",
                "a/x.go:1.2,3.4 2 ",
                "a/x.go:1.2,3.4 2 1 ",
                "a/x.go:1.2,3.4 2 -1",
                "a/x.go:1.2-3.4 2 1",
                "a/x.go:1,3 2 1",
                "a/x.go:0.2,3.4 2 1",
                "a/x.go:5.2,3.4 2 1",
                "a/x.go:1.2,2147483647.4 2 1",
                "a/x.go:99999999999.2,99999999999.4 2 1",
                "a/x.go:1.2,3.4 2 99999999999999999999",
                ":1.2,3.4 2 1",
                "mode: sometimes",
                "\u0000\u0001\u0002",
            })
    void aLineThatIsNoneIsNamed(String line) throws IOException {
        Path file = profile("mode: set", "a/x.go:1.2,3.4 2 1", line);

        assertThatThrownBy(() -> Coverage.of(new OwnTree(directory), List.of(file)))
                .isInstanceOf(GoDockerException.class)
                .hasMessageStartingWith(
                        "Cannot read the coverage profile " + file + ": line 3 is '" + Printable.text(line) + "'.\n");
    }

    @Test
    void aFileThatIsNoProfileIsToldAtItsFirstLine() throws IOException {
        String long1 = "x".repeat(5000);
        Path other = profile(long1);

        assertThatThrownBy(() -> Coverage.of(new OwnTree(directory), List.of(other)))
                .hasMessageContaining(other + ": line 1 is 'xxx")
                .hasMessageNotContaining("x".repeat(200));
        Path headless = profile("a/x.go:1.2,3.4 2 1");
        assertThatThrownBy(() -> Coverage.of(new OwnTree(directory), List.of(headless)))
                .hasMessageContaining("line 1 is 'a/x.go:1.2");
    }

    @Test
    void emptyAndMissingFilesAreTold() throws IOException {
        Path empty = profile();
        Path missing = directory.resolve("missing.out");

        assertThatThrownBy(() -> Coverage.of(new OwnTree(directory), List.of(empty)))
                .hasMessageContaining(empty + ": it is empty.");
        assertThatThrownBy(() -> Coverage.of(new OwnTree(directory), List.of(missing)))
                .hasMessageContaining("Cannot read the coverage profile " + missing)
                .hasMessageContaining("does not exist");
    }

    @Test
    void profilesOfDifferentSourcesAreToldApart() throws IOException {
        Path now = profile("mode: set", "a/x.go:1.2,3.4 2 1");
        Path before = profile("mode: set", "a/y.go:1.2,3.4 2 1", "a/x.go:1.2,3.4 3 1");

        assertThatThrownBy(() -> Coverage.of(new OwnTree(directory), List.of(now, before)))
                .hasMessageStartingWith("Cannot merge the coverage profile " + before
                        + ": line 3 counts 3 statements at " + "a/x.go:1.2,3.4, another profile 2.\n")
                .hasMessageContaining("mvn clean");
    }

    private int count;

    private Path profile(String... lines) throws IOException {
        return Files.write(directory.resolve("p" + ++count + ".out"), List.of(lines));
    }

    private List<String> written(Path... profiles) throws IOException {
        Path file = directory.resolve("sub/merged.out");
        Coverage.of(new OwnTree(directory), List.of(profiles)).write(new OwnTree(directory), file);
        List<String> lines = new ArrayList<>(Files.readAllLines(file));
        // What is written is read again as the same.
        Coverage.of(new OwnTree(directory), List.of(file)).write(new OwnTree(directory), file);
        assertThat(Files.readAllLines(file)).isEqualTo(lines);
        return lines;
    }
}
