package io.github.godocker.check.test;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ManyTestsTest {
    @TempDir
    Path directory;

    /** 60 MB of output, of which 40 are one test's, in a heap of 16 MB. */
    @Test
    void memoryDoesNotGrowWithTheTests() throws IOException, InterruptedException {
        Path log = directory.resolve("log");
        Process process = new ProcessBuilder(
                        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                        "-Xmx16m",
                        "-cp",
                        System.getProperty("java.class.path"),
                        ManyTests.class.getName(),
                        directory.resolve("reports").toString(),
                        "10000",
                        "30",
                        "40000")
                .redirectErrorStream(true)
                .redirectOutput(log.toFile())
                .start();
        assertThat(process.waitFor()).as(Files.readString(log)).isZero();
        Path report = directory.resolve("reports/TEST-example_com.app.many.xml");
        assertThat(Files.size(report)).isGreaterThan(60_000_000);
        try (var lines = Files.lines(report)) {
            assertThat(lines.filter(line -> line.startsWith("  <testcase ")).count())
                    .isEqualTo(10_001);
        }
    }
}
