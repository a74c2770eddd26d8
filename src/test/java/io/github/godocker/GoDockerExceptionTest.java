package io.github.godocker;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.FileSystemException;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class GoDockerExceptionTest {
    @TempDir
    Path directory;

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "No space left on device | Free space there: `df -h DIRECTORY` shows how much is left.",
                "Disk quota exceeded     | Free some of your quota there: `df -h DIRECTORY` shows which file system it is.",
                "Read-only file system   | Mount that file system writable: `df -h DIRECTORY` shows which one it is.",
                "Input/output error      | Make the build directory writable; files of another user may be in the way.",
            })
    void whatCannotBeWrittenNamesItsPathOnceAndTheStepForItsCause(String reason, String nextStep) {
        // A directory that could not be made is none that df knows.
        Path file = directory.resolve("go-docker/app/image.json");
        for (IOException e :
                new IOException[] {new IOException(reason), new FileSystemException(file.toString(), null, reason)}) {
            GoDockerException failure = GoDockerException.unwritable(file, e);

            assertThat(failure.problem()).isEqualTo("Cannot write " + file + ": " + reason + ".");
            assertThat(failure.nextStep()).isEqualTo(nextStep.replace("DIRECTORY", directory.toString()));
        }
    }

    @Test
    void nothingOfItIsRawOnAConsole() {
        Exception technical = new IllegalStateException("b\0d", new IOException("w\0rse"));
        GoDockerException failure = new GoDockerException("Cannot read a\0b.", "Leave \0 out.", technical);
        StringWriter printed = new StringWriter();
        failure.withNextStep("Do.").printStackTrace(new PrintWriter(printed, true));

        assertThat(printed.toString())
                .doesNotContain("\0")
                .contains("Cannot read a\uFFFDb.")
                .contains("IllegalStateException: b\uFFFDd")
                .contains("IOException: w\uFFFDrse");
    }
}
