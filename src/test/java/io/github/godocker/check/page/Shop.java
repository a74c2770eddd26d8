package io.github.godocker.check.page;

import io.github.godocker.handover.ImageLayout;
import io.github.godocker.handover.OwnTree;
import io.github.godocker.handover.ReportLayout;
import java.io.IOException;
import java.io.RandomAccessFile;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;

/** The build directory of an invented service in which everything was measured and much is wrong. */
final class Shop {
    static final Report.Project PROJECT = new Report.Project(
            "Shop & Sons",
            "com.example:shop",
            "1.4.0",
            "3f9c1d2e4b5a69788796a5b4c3d2e1f001122334",
            "2026-11-22T00:00:00Z");

    private Shop() {}

    static Report.Sources sources(Path build) {
        return new Report.Sources(
                build,
                new ReportLayout(new OwnTree(build), build.resolve("go-reports")),
                build.resolve("surefire-reports"),
                List.of(new ImageLayout(new OwnTree(build), build.resolve("go-docker/shop"))));
    }

    static Report.Sources copyTo(Path build) throws IOException {
        Path shop = Path.of("src/test/resources/report/shop");
        try (Stream<Path> files = Files.walk(shop)) {
            for (Path file : (Iterable<Path>) files::iterator) {
                Path copy = build.resolve(shop.relativize(file).toString());
                if (Files.isDirectory(file)) {
                    Files.createDirectories(copy);
                } else if (file.toString().endsWith(".xml")) {
                    // Tests tell of files where they are.
                    Files.writeString(copy, Files.readString(file).replace("/home/me/shop", build.toString()));
                } else {
                    Files.copy(file, copy);
                }
            }
        }
        for (String platform : List.of("linux_amd64", "linux_arm64")) {
            Path binary = build.resolve("go-docker/shop/bin").resolve(platform).resolve("shop");
            Files.createDirectories(binary.getParent());
            try (RandomAccessFile file = new RandomAccessFile(binary.toFile(), "rw")) {
                file.setLength(platform.endsWith("amd64") ? 12_400_000 : 11_900_000);
            }
        }
        return sources(build);
    }

    /** Writes the page and reads it. */
    static String page(Report.Sources sources) throws IOException {
        Page.write(Report.read(PROJECT, sources), sources);
        return Files.readString(sources.reports().page());
    }

    /** Reports of that many tests in packages of a hundred each. */
    static Report.Sources manyTests(Path build, int count) throws IOException {
        Path reports = Files.createDirectories(build.resolve("surefire-reports"));
        for (int suite = 0; suite < count / 100; suite++) {
            StringBuilder xml = new StringBuilder("<testsuite name=\"example_com.big.internal.package" + suite
                    + "\" time=\"1.234\" tests=\"100\" errors=\"0\" skipped=\"0\" failures=\"1\"><properties>"
                    + "<property name=\"go.package\" value=\"example.com/big/internal/package" + suite
                    + "\"/></properties>");
            for (int test = 0; test < 100; test++) {
                xml.append("<testcase name=\"TestSomethingOrOther/with_a_case_of_its_own_")
                        .append(test)
                        .append("\" classname=\"example_com.big.internal.package")
                        .append(suite)
                        .append("\" time=\"0.012\">")
                        .append(
                                test == 7
                                        ? "<failure message=\"got 1\" type=\"assertion\">a_test.go:1: got 1</failure>"
                                        : "")
                        .append("<system-out>")
                        .append("what it printed\n".repeat(200))
                        .append("</system-out></testcase>\n");
            }
            Files.writeString(
                    reports.resolve("TEST-example_com.big.internal.package" + suite + ".xml"), xml + "</testsuite>");
        }
        return sources(build);
    }
}
