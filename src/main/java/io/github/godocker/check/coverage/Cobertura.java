package io.github.godocker.check.coverage;

import io.github.godocker.GoDockerException;
import io.github.godocker.handover.OwnTree;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import javax.xml.stream.XMLOutputFactory;
import javax.xml.stream.XMLStreamException;
import javax.xml.stream.XMLStreamWriter;

/**
 * Cobertura's XML, version 04, which Jenkins, GitLab and Azure read. A class of it is a source file of Go. It has no
 * document type line: some readers would fetch it from the network.
 */
final class Cobertura {
    private static final String LINE_RATE = "line-rate";

    private final XMLStreamWriter xml;

    private Cobertura(XMLStreamWriter xml) {
        this.xml = xml;
    }

    /** @param root what the paths of the files are relative to */
    static void write(OwnTree tree, Path target, Path root, Collection<ReportedFile> files, Instant time) {
        try {
            tree.write(target, out -> {
                try {
                    XMLStreamWriter xml = XMLOutputFactory.newDefaultFactory().createXMLStreamWriter(out, "UTF-8");
                    new Cobertura(xml).document(root, files, time);
                    xml.close();
                } catch (XMLStreamException e) {
                    throw new IOException(e.getMessage(), e);
                }
            });
        } catch (IOException e) {
            throw GoDockerException.unwritable(target, e);
        }
    }

    private void document(Path root, Collection<ReportedFile> files, Instant time) throws XMLStreamException {
        SortedMap<String, List<ReportedFile>> packages = new TreeMap<>();
        for (ReportedFile file : files) {
            packages.computeIfAbsent(file.file().packagePath(), key -> new ArrayList<>())
                    .add(file);
        }
        Lines all = Lines.of(files);
        xml.writeStartDocument("UTF-8", "1.0");
        open("coverage");
        xml.writeAttribute(LINE_RATE, all.rate());
        xml.writeAttribute("branch-rate", "0");
        xml.writeAttribute("lines-covered", String.valueOf(all.covered()));
        xml.writeAttribute("lines-valid", String.valueOf(all.valid()));
        xml.writeAttribute("branches-covered", "0");
        xml.writeAttribute("branches-valid", "0");
        xml.writeAttribute("complexity", "0");
        xml.writeAttribute("version", "go-docker-maven-plugin");
        xml.writeAttribute("timestamp", String.valueOf(time.toEpochMilli()));
        open("sources");
        open("source");
        xml.writeCharacters(root.toString());
        xml.writeEndElement();
        close();
        open("packages");
        for (Map.Entry<String, List<ReportedFile>> entry : packages.entrySet()) {
            open("package");
            xml.writeAttribute("name", entry.getKey());
            rates(Lines.of(entry.getValue()));
            open("classes");
            for (ReportedFile file : entry.getValue()) {
                file(file);
            }
            close();
            close();
        }
        close();
        close();
        xml.writeEndDocument();
        xml.writeCharacters("\n");
    }

    private void file(ReportedFile file) throws XMLStreamException {
        open("class");
        xml.writeAttribute("name", file.file().baseName());
        xml.writeAttribute("filename", file.path());
        rates(Lines.of(file.lines()));
        open("methods");
        for (ReportedFile.Function function : file.functions()) {
            open("method");
            xml.writeAttribute("name", function.name());
            xml.writeAttribute("signature", "()");
            rates(Lines.of(file.lines(function)));
            lines(file.lines(function));
            close();
        }
        close();
        lines(file.lines());
        close();
    }

    private void lines(SortedMap<Integer, Long> lines) throws XMLStreamException {
        open("lines");
        for (Map.Entry<Integer, Long> line : lines.entrySet()) {
            xml.writeCharacters("\n");
            xml.writeEmptyElement("line");
            xml.writeAttribute("number", String.valueOf(line.getKey()));
            xml.writeAttribute("hits", String.valueOf(line.getValue()));
        }
        close();
    }

    private void rates(Lines lines) throws XMLStreamException {
        xml.writeAttribute(LINE_RATE, lines.rate());
        xml.writeAttribute("branch-rate", "0");
        xml.writeAttribute("complexity", "0");
    }

    private void open(String element) throws XMLStreamException {
        xml.writeCharacters("\n");
        xml.writeStartElement(element);
    }

    private void close() throws XMLStreamException {
        xml.writeCharacters("\n");
        xml.writeEndElement();
    }

    private record Lines(long covered, long valid) {
        static Lines of(SortedMap<Integer, Long> lines) {
            return new Lines(ReportedFile.covered(lines), lines.size());
        }

        static Lines of(Collection<ReportedFile> files) {
            long covered = 0;
            long valid = 0;
            for (ReportedFile file : files) {
                covered += ReportedFile.covered(file.lines());
                valid += file.lines().size();
            }
            return new Lines(covered, valid);
        }

        String rate() {
            return valid == 0 ? "1" : String.format(Locale.ROOT, "%.4f", (double) covered / valid);
        }
    }
}
