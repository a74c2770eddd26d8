package io.github.godocker.check.coverage;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.godocker.Golden;
import io.github.godocker.handover.OwnTree;
import java.io.IOException;
import java.io.StringReader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import javax.xml.parsers.DocumentBuilder;
import javax.xml.parsers.DocumentBuilderFactory;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.xml.sax.ErrorHandler;
import org.xml.sax.InputSource;
import org.xml.sax.SAXParseException;

/** What other programs read, from what Go 1.26 wrote. */
class FormatsTest {
    private static final Path RECORDED = Path.of("src/test/resources/coverage").toAbsolutePath();

    @TempDir
    Path directory;

    @Test
    void cobertura() throws Exception {
        Path file = directory.resolve("cobertura.xml");

        Cobertura.write(
                new OwnTree(directory), file, Path.of("/home/joe/project"), recorded(), Instant.ofEpochMilli(12345));

        String text = Files.readString(file);
        validate(text);
        Golden.assertThatFile("coverage/cobertura.xml", text);
    }

    @Test
    void coberturaOfNothing() throws Exception {
        Path file = directory.resolve("cobertura.xml");

        Cobertura.write(new OwnTree(directory), file, Path.of("/home/joe & <co>"), List.of(), Instant.EPOCH);

        validate(Files.readString(file));
        assertThat(file).content().contains("<source>/home/joe &amp; &lt;co&gt;</source>", "line-rate=\"1\"");
    }

    @Test
    void lcov() throws IOException {
        Path file = directory.resolve("lcov.info");

        Lcov.write(new OwnTree(directory), file, recorded());

        Golden.assertThatFile("coverage/lcov.info", Files.readString(file));
    }

    @Test
    void lcovWithoutFunctions() throws IOException {
        Path file = directory.resolve("lcov.info");
        CoveredFile covered = new CoveredFile(
                "m/a.go",
                List.of(
                        new Block(new Block.Span(3, 1, 5, 2), 2, 4),
                        new Block(new Block.Span(5, 3, 6, 2), 1, 0),
                        new Block(new Block.Span(8, 3, 9, 2), 0, 0)));

        Lcov.write(
                new OwnTree(directory), file, List.of(new ReportedFile(covered, "a.go", covered.lines(), List.of())));

        assertThat(file).hasContent("TN:\nSF:a.go\nDA:3,4\nDA:4,4\nDA:5,4\nDA:6,0\nLF:4\nLH:3\nend_of_record\n");
    }

    @Test
    void functionsOfOneNameAreToldApart() {
        ReportedFile.Functions functions = new ReportedFile.Functions();
        functions.add("m/a.go:1:\t\tinit\t\t100.0%");
        functions.add("m/a.go:3:\tinit\t0.0%");
        functions.add("m/a.go:5:\tString\t0.0%");
        functions.add("m/a.go:6:\tString\t0.0%");
        functions.add("m/a.go:7:\tGet\t0.0%");
        functions.add("total:\t(statements)\t26.7%");
        functions.add("anything else");

        var found = functions.of(
                new CoveredFile("m/a.go", List.of()),
                List.of(
                        "func init() {}",
                        "",
                        "func init() {}",
                        "",
                        "func (a *A) String() string { return \"\" }",
                        "func (B) String() string { return \"\" }",
                        "func (l *List[T]) Get() T {"));

        assertThat(found)
                .extracting(ReportedFile.Function::name)
                .containsExactly("init", "init:3", "(*A).String", "B.String", "(*List).Get");
        assertThat(functions.of(new CoveredFile("m/other.go", List.of()), List.of()))
                .isEmpty();
    }

    @Test
    void summaryIsReadAsItWasWritten() {
        Path file = directory.resolve("coverage.properties");
        CoverageSummary summary = new CoverageSummary(
                new Ratio(4, 15), new TreeMap<>(Map.of("m/a", new Ratio(4, 9), "m/b", new Ratio(0, 6))), "80");

        summary.write(new OwnTree(directory), file, "now");

        assertThat(CoverageSummary.read(new OwnTree(directory), file)).contains(summary);
        assertThat(file)
                .hasContent(
                        "fingerprint=now\ntotal=4/15\npercent=26.7\nminimum=80\npackage.m/a=4/9\npackage.m/b=0/6\n");
    }

    @Test
    void aSummaryThatMakesNoSenseIsNone() throws IOException {
        Path file = directory.resolve("coverage.properties");

        assertThat(CoverageSummary.read(new OwnTree(directory), file)).isEmpty();
        Files.writeString(file, "fingerprint=x\ntotal=many\n");
        assertThat(CoverageSummary.read(new OwnTree(directory), file)).isEmpty();
    }

    private static List<ReportedFile> recorded() throws IOException {
        ReportedFile.Functions functions = new ReportedFile.Functions();
        Files.readAllLines(RECORDED.resolve("workspace-functions.txt")).forEach(functions::add);
        List<ReportedFile> files = new ArrayList<>();
        for (CoveredFile file : Coverage.of(new OwnTree(RECORDED), List.of(RECORDED.resolve("workspace-atomic.out")))
                .files()) {
            String path = file.name().substring("example.com/".length());
            files.add(new ReportedFile(file, path, file.lines(), functions.of(file, List.of())));
        }
        return files;
    }

    private static void validate(String xml) throws Exception {
        DocumentBuilderFactory factory = DocumentBuilderFactory.newInstance();
        factory.setValidating(true);
        DocumentBuilder parser = factory.newDocumentBuilder();
        parser.setErrorHandler(new ErrorHandler() {
            @Override
            public void warning(SAXParseException e) throws SAXParseException {
                throw e;
            }

            @Override
            public void error(SAXParseException e) throws SAXParseException {
                throw e;
            }

            @Override
            public void fatalError(SAXParseException e) throws SAXParseException {
                throw e;
            }
        });
        String dtd = Files.readString(RECORDED.resolve("cobertura-04.dtd"));
        var unused = parser.parse(
                new InputSource(new StringReader(xml.replaceFirst("\\?>", "?><!DOCTYPE coverage [" + dtd + "]>"))));
    }
}
