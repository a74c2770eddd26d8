package io.github.godocker.builder;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Instant;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class FileStateTest {
    private static final FileTime MODIFIED = FileTime.from(Instant.parse("2026-11-28T10:00:00.123456789Z"));

    private static FileState file(FileTime modified, FileTime changed, long inode) {
        return new FileState('f', 3, modified, changed, inode, false);
    }

    private static FileState changedAt(long millis) {
        return file(MODIFIED, FileTime.fromMillis(millis), 7);
    }

    /** Another change would have the same time: within 20 ms, and where a file system may know only seconds in two of them. */
    @ParameterizedTest
    @CsvSource({
        "1000_500, 1000_500, true",
        "1000_500, 1000_520, true",
        "1000_500, 1000_521, false",
        "1000_000, 1002_000, true",
        "1000_000, 1002_001, false",
        "1000_520, 1000_500, true",
        "1000_521, 1000_500, false",
        "1002_000, 1000_000, true",
        "1002_001, 1000_000, false"
    })
    void isYoungAsLongAsAChangeCouldHaveItsTime(String changed, String looked, boolean young) {
        long now = Long.parseLong(looked.replace("_", ""));
        assertThat(changedAt(Long.parseLong(changed.replace("_", ""))).isYoung(now, now))
                .isEqualTo(young);
    }

    @Test
    void goSeesAnotherTimeForEachState() {
        FileTime later = FileTime.from(MODIFIED.toInstant().plusNanos(1));
        LongStream seconds = LongStream.of(
                file(MODIFIED, MODIFIED, 7).seconds(),
                file(later, MODIFIED, 7).seconds(),
                file(MODIFIED, later, 7).seconds(),
                file(later, later, 7).seconds(),
                file(MODIFIED, MODIFIED, 8).seconds());
        assertThat(seconds)
                .doesNotHaveDuplicates()
                .allMatch(each -> each >= Instant.parse("2001-01-01T00:00:00Z").getEpochSecond())
                .allMatch(each -> each < Instant.parse("2036-01-01T00:00:00Z").getEpochSecond());
        assertThat(file(MODIFIED, MODIFIED, 7).seconds())
                .isEqualTo(file(MODIFIED, MODIFIED, 7).seconds());
    }

    @Test
    void isThatOfTheFileItself(@TempDir Path directory) throws IOException {
        Path file = Files.writeString(directory.resolve("a"), "abc");
        Path link = Files.createSymbolicLink(directory.resolve("link"), file);
        FileState before = FileState.of(file);
        assertThat(before.kind()).isEqualTo('f');
        assertThat(before.size()).isEqualTo(3);
        assertThat(before.mode()).isEqualTo(0644);
        assertThat(FileState.of(link).kind()).isEqualTo('l');
        assertThat(FileState.of(directory).kind()).isEqualTo('d');
        Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("rwxr--r--"));
        assertThat(FileState.of(file).mode()).isEqualTo(0755);
        assertThat(FileState.of(file)).isNotEqualTo(before);
    }
}
