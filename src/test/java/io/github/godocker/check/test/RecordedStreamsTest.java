package io.github.godocker.check.test;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.godocker.Golden;
import io.github.godocker.builder.Downloads;
import io.github.godocker.go.GoOutput;
import io.github.godocker.handover.OwnTree;
import io.github.godocker.log.BuilderLog;
import io.github.godocker.log.LinesLog;
import io.github.godocker.log.TestLog;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** What becomes of what go has really printed: the log, and reports that everybody who reads them accepts. */
class RecordedStreamsTest {
    private static final Path STREAMS = Path.of("src/test/resources/gotest");
    private static final Path HOME = Path.of("/home/me/app");
    private static final String STDERR = "stderr: ";

    @TempDir
    Path directory;

    static List<String> cases() throws IOException {
        try (Stream<Path> all = Files.list(STREAMS)) {
            return all.filter(Files::isDirectory)
                    .map(path -> path.getFileName().toString())
                    .sorted()
                    .toList();
        }
    }

    private record Read(List<Suite> suites, String log, String loose) {}

    private Read read(Spool spool, String name, String version) throws IOException {
        LinesLog log = new LinesLog();
        Downloads downloads = new Downloads(new BuilderLog(log), false);
        TestRun run = new TestRun("", spool, HOME, HOME, new GoOutput("/src", HOME, HOME), Map.of(), new TestLog(log));
        for (String line : Files.readAllLines(STREAMS.resolve(name).resolve(version + ".jsonl"))) {
            String error = line.startsWith(STDERR) ? line.substring(STDERR.length()) : "";
            // Those never reach it: GoCommand tells of them.
            if (!downloads.tell(error)) {
                run.read(error.isEmpty() ? line : error);
            }
        }
        run.finish(RecordedStreamsTest::compiling);
        return new Read(new ArrayList<>(run.suites()), log.text(), String.join("\n", run.loose()));
    }

    /** Of the recorded packages only those compile that vet refuses. */
    private static Set<String> compiling(Set<String> packages) {
        return packages.stream()
                .filter(path -> path.startsWith("example.com/vet-failure"))
                .collect(Collectors.toSet());
    }

    @ParameterizedTest
    @MethodSource("cases")
    void becomesALogAndReports(String name) throws IOException {
        StringBuilder all = new StringBuilder();
        try (Spool spool = new Spool(new OwnTree(directory), directory)) {
            Read read = read(spool, name, "1.26");
            all.append(read.log());
            if (!read.loose().isEmpty()) {
                all.append("\n--- past the events\n").append(read.loose()).append("\n");
            }
            for (Suite suite : read.suites()) {
                if (suite.counts().tests() > 0) {
                    ByteArrayOutputStream xml = new ByteArrayOutputStream();
                    suite.write(xml, Map.of());
                    all.append("\n--- ")
                            .append(suite.importPath())
                            .append(suite.crashed() ? ", crashed" : "")
                            .append("\n")
                            .append(xml.toString(StandardCharsets.UTF_8));
                }
            }
        }
        Golden.assertThatFile("gotest/" + name + "/report.txt", all.toString());
    }

    @ParameterizedTest
    @MethodSource("cases")
    void everybodyAcceptsTheReports(String name) throws IOException {
        for (String version : List.of("1.25", "1.26")) {
            Path reports = Files.createDirectories(directory.resolve(version));
            int written = 0;
            try (Spool spool = new Spool(new OwnTree(directory), directory)) {
                for (Suite suite : read(spool, name, version).suites()) {
                    if (suite.counts().tests() > 0) {
                        var unused = suite.write(new OwnTree(directory), reports, Map.of("go.version", version));
                        written++;
                    }
                }
            }
            if (written > 0) {
                JUnitRules.checkAll(reports);
            }
        }
    }

    /** The recordings were made one after the other with both versions: the same tests ended in the same way. */
    @ParameterizedTest
    @MethodSource("cases")
    void bothVersionsOfGoCount(String name) throws IOException {
        try (Spool spool = new Spool(new OwnTree(directory), directory)) {
            assertThat(counts(read(spool, name, "1.25"))).isEqualTo(counts(read(spool, name, "1.26")));
        }
    }

    private static List<String> counts(Read read) {
        return read.suites().stream()
                .map(suite -> suite.importPath() + " " + suite.counts())
                .sorted()
                .toList();
    }
}
