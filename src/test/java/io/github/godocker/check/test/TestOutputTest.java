package io.github.godocker.check.test;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.godocker.State;
import io.github.godocker.builder.FakeContainer;
import io.github.godocker.handover.OwnTree;
import io.github.godocker.handover.UpToDate;
import io.github.godocker.log.LinesLog;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class TestOutputTest {
    @TempDir
    Path root;

    private TestOutput output(TestOutput.@Nullable Coverage coverage) {
        Path target = root.resolve("target");
        return new TestOutput(new OwnTree(target), target.resolve("reports"), "", coverage, target);
    }

    private Path write(String name) throws IOException {
        Path file = root.resolve("target").resolve(name);
        Files.createDirectories(file.getParent());
        return Files.writeString(file, "old");
    }

    @Test
    void whatTheLastTestsLeftIsTakenAwayAndNothingElse() throws IOException {
        Path gone = write("reports/TEST-a.xml");
        Path own = write("reports/TEST-of-somebody-else.xml");
        Path summary = write("cover/summary.txt");
        TestOutput output = output(new TestOutput.Coverage(root.resolve("target/go-cover/unit.out"), summary));
        GoTests.Result last =
                new GoTests.Result(TestCounts.NONE, 1, 0, 0, 0, List.of(gone, gone.resolveSibling("b.txt")), List.of());

        output.prepare(new FakeContainer().builder(root, new LinesLog()), output.record(State.of("settings"), last));

        assertThat(gone).doesNotExist();
        assertThat(summary).doesNotExist();
        assertThat(own).exists();
        assertThat(root.resolve("target/go-cover")).isDirectory();
    }

    @Test
    void aReportThatIsGoneIsAReasonToTestAgain() throws IOException {
        Path report = write("reports/TEST-a.xml");
        TestOutput output = output(null);
        State state = output.record(
                State.of("settings"), new GoTests.Result(TestCounts.NONE, 1, 0, 0, 0, List.of(report), List.of()));
        UpToDate check = UpToDate.unlessForced(false);
        output.check(check, state, file -> file.getFileName().toString());
        assertThat(check.reason()).isEmpty();
        Files.delete(report);
        output.check(check, state, file -> file.getFileName().toString());
        assertThat(check.reason()).hasValue("TEST-a.xml is not there as it was");
    }
}
