package io.github.godocker.check.lint;

import io.github.godocker.GoDockerException;
import io.github.godocker.handover.OwnTree;
import java.io.IOException;
import java.io.Writer;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import javax.xml.stream.XMLOutputFactory;
import javax.xml.stream.XMLStreamException;
import javax.xml.stream.XMLStreamWriter;

/** The XML of Checkstyle, as Jenkins and others read it: what the baseline accepts is not in it. */
public final class CheckstyleReport {
    private CheckstyleReport() {}

    /** @param directory of the module: files have absolute paths */
    public static void write(LintResult result, Path directory, OwnTree tree, Path file) {
        Map<String, List<Finding>> files = new TreeMap<>();
        for (LintResult.Run run : result.runs()) {
            for (LintResult.Judged each : run.findings()) {
                if (!each.known()) {
                    String path = directory
                            .resolve(
                                    each.finding().file().isEmpty()
                                            ? "go.mod"
                                            : each.finding().file())
                            .normalize()
                            .toString();
                    files.computeIfAbsent(path, key -> new ArrayList<>()).add(each.finding());
                }
            }
        }
        try {
            tree.writeText(file, out -> write(files, out));
        } catch (IOException e) {
            throw new GoDockerException(
                    "Cannot write " + file + ": " + GoDockerException.words(e) + ".",
                    "Make the build directory writable.",
                    e);
        }
    }

    private static void write(Map<String, List<Finding>> files, Writer out) throws IOException {
        try {
            XMLStreamWriter xml = XMLOutputFactory.newFactory().createXMLStreamWriter(out);
            xml.writeStartDocument("UTF-8", "1.0");
            xml.writeCharacters("\n");
            xml.writeStartElement("checkstyle");
            xml.writeAttribute("version", "10.0");
            for (Map.Entry<String, List<Finding>> each : files.entrySet()) {
                xml.writeCharacters("\n  ");
                xml.writeStartElement("file");
                xml.writeAttribute("name", printable(each.getKey()));
                for (Finding finding : each.getValue()) {
                    xml.writeCharacters("\n    ");
                    write(finding, xml);
                }
                xml.writeCharacters("\n  ");
                xml.writeEndElement();
            }
            xml.writeCharacters("\n");
            xml.writeEndElement();
            xml.writeCharacters("\n");
            xml.writeEndDocument();
            xml.flush();
        } catch (XMLStreamException e) {
            throw new IOException(e.getMessage(), e);
        }
    }

    private static void write(Finding finding, XMLStreamWriter xml) throws XMLStreamException {
        xml.writeEmptyElement("error");
        xml.writeAttribute("line", String.valueOf(Math.max(1, finding.line())));
        if (finding.column() > 0) {
            xml.writeAttribute("column", String.valueOf(finding.column()));
        }
        xml.writeAttribute(
                "severity",
                switch (finding.severity()) {
                    case ERROR -> "error";
                    case WARNING -> "warning";
                    case NOTE -> "info";
                });
        xml.writeAttribute("message", printable(SarifReport.message(finding)));
        xml.writeAttribute("source", finding.linter().title() + "." + printable(finding.rule()));
    }

    /** XML has no place for most control characters. */
    private static String printable(String text) {
        StringBuilder printable = new StringBuilder();
        text.codePoints()
                .map(c ->
                        c >= 0x20 && c != 0xFFFE && c != 0xFFFF && !(c >= 0xD800 && c <= 0xDFFF) || c == '\t' ? c : ' ')
                .forEach(printable::appendCodePoint);
        return printable.toString();
    }
}
