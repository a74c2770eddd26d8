package io.github.godocker.check.test;

import java.io.File;
import java.io.IOException;
import java.net.URISyntaxException;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import javax.xml.XMLConstants;
import javax.xml.parsers.DocumentBuilderFactory;
import javax.xml.parsers.ParserConfigurationException;
import javax.xml.transform.stream.StreamSource;
import javax.xml.validation.SchemaFactory;
import org.apache.maven.plugin.surefire.log.api.NullConsoleLogger;
import org.apache.maven.plugins.surefire.report.ReportTestCase;
import org.apache.maven.plugins.surefire.report.ReportTestSuite;
import org.apache.maven.plugins.surefire.report.SurefireReportParser;
import org.jspecify.annotations.Nullable;
import org.w3c.dom.Element;
import org.w3c.dom.Node;
import org.xml.sax.ErrorHandler;
import org.xml.sax.SAXException;
import org.xml.sax.SAXParseException;

/**
 * What those who read test reports ask of them; nobody has written all of it down in one place:
 *
 * <ul>
 *   <li><b>Surefire's schema</b> (surefire-test-report.xsd 3.0.2): the order of elements in a test case, and which
 *       attributes there are.
 *   <li><b>Surefire's parser</b>, behind maven-surefire-report-plugin: it has to count what the suite counts. It puts
 *       suites together by package, the part of the suite's name before its last dot.
 *   <li><b>Jenkins' JUnit plugin</b> (SuiteResult, CaseResult): a {@code testsuite} without a {@code testcase} does not
 *       exist. A case is shown under its {@code classname}, split at the last dot; of several {@code error} and {@code
 *       failure} it takes the first {@code error}, else the first {@code failure}, and it has failed if that has a text
 *       or a message. A time has a comma only between thousands.
 *   <li><b>Jenkins' xUnit plugin</b> (junit-10.xsd) refuses a file whose suite has other attributes than it knows, a
 *       time with more than three decimals, or a flake without a type.
 *   <li><b>GitLab</b> reads name, classname, time and the <i>text</i> of failure and error, never their message; of
 *       cases with the same name it takes the first only; and no file over 30 MB.
 * </ul>
 */
public final class JUnitRules {
    private static final long GITLAB_LIMIT = 30_000_000;
    private static final Pattern TIME = Pattern.compile("\\d+(\\.\\d{1,3})?");
    private static final Pattern NUMBER = Pattern.compile("\\d+");
    private static final Pattern CLASS = Pattern.compile("[^\\s./]+(\\.[^\\s./]+)*");
    private static final Set<String> SUITE_ATTRIBUTES = Set.of(
            "name",
            "tests",
            "failures",
            "errors",
            "skipped",
            "time",
            "group",
            "version",
            "timestamp",
            "hostname",
            "xmlns:xsi",
            "xsi:noNamespaceSchemaLocation");

    private final List<String> broken = new ArrayList<>();

    private JUnitRules() {}

    /** Checks all reports of a directory; there has to be at least one. */
    public static void checkAll(Path directory) throws IOException {
        List<Path> reports;
        try (Stream<Path> files = Files.list(directory)) {
            reports = files.filter(file -> file.getFileName().toString().matches("TEST-.*\\.xml"))
                    .sorted()
                    .toList();
        }
        if (reports.isEmpty()) {
            throw new AssertionError("no report in " + directory);
        }
        for (Path report : reports) {
            check(report);
        }
    }

    /** @throws AssertionError that names every rule that the report breaks */
    public static void check(Path xml) throws IOException {
        JUnitRules rules = new JUnitRules();
        rules.bytes(xml);
        Element suite = rules.parse(xml);
        if (suite != null) {
            rules.schema(xml);
            rules.suite(suite, xml);
            rules.surefire(suite, xml);
        }
        if (!rules.broken.isEmpty()) {
            throw new AssertionError(xml + " breaks these rules:\n- " + String.join("\n- ", rules.broken));
        }
    }

    private void rule(boolean kept, String rule) {
        if (!kept) {
            broken.add(rule);
        }
    }

    private void bytes(Path xml) throws IOException {
        rule(Files.size(xml) < GITLAB_LIMIT, "a file is under 30 MB");
        try {
            var unused = StandardCharsets.UTF_8.newDecoder().decode(ByteBuffer.wrap(Files.readAllBytes(xml)));
        } catch (CharacterCodingException e) {
            rule(false, "a file is UTF-8");
        }
    }

    /** Also the rule that a file has only what XML 1.0 can hold, and no attribute twice. */
    private @Nullable Element parse(Path xml) throws IOException {
        try {
            var builder = DocumentBuilderFactory.newInstance().newDocumentBuilder();
            builder.setErrorHandler(new Errors());
            return builder.parse(xml.toFile()).getDocumentElement();
        } catch (SAXException e) {
            rule(false, "a file is XML: " + e.getMessage());
            return null;
        } catch (ParserConfigurationException e) {
            throw new IllegalStateException(e);
        }
    }

    /** The errors of the schema, each with its line. */
    private final class Errors implements ErrorHandler {
        @Override
        public void warning(SAXParseException e) {
            rule(false, "line " + e.getLineNumber() + ": " + e.getMessage());
        }

        @Override
        public void error(SAXParseException e) {
            warning(e);
        }

        @Override
        public void fatalError(SAXParseException e) throws SAXException {
            throw e;
        }
    }

    private void schema(Path xml) throws IOException {
        try {
            var validator = SchemaFactory.newInstance(XMLConstants.W3C_XML_SCHEMA_NS_URI)
                    .newSchema(surefireSchema().toFile())
                    .newValidator();
            validator.setErrorHandler(new Errors());
            validator.validate(new StreamSource(xml.toFile()));
        } catch (SAXException e) {
            rule(false, "a file is valid: " + e.getMessage());
        }
    }

    /** Surefire's own, which Maven has unpacked beside the test classes. */
    public static Path surefireSchema() {
        try {
            Path classes = Path.of(JUnitRules.class
                    .getProtectionDomain()
                    .getCodeSource()
                    .getLocation()
                    .toURI());
            return classes.resolveSibling("surefire-xsd").resolve("surefire-test-report.xsd");
        } catch (URISyntaxException e) {
            throw new IllegalStateException(e);
        }
    }

    private void suite(Element suite, Path xml) {
        rule(suite.getTagName().equals("testsuite"), "the root is a testsuite, and not " + suite.getTagName());
        String name = suite.getAttribute("name");
        // Surefire's reportNameSuffix: name(suffix) is in TEST-name-suffix.xml.
        String file = "TEST-" + name.replaceFirst("\\((.*)\\)$", "-$1") + ".xml";
        rule(xml.endsWith(file), "the file of suite " + name + " is " + file);
        for (int i = 0; i < suite.getAttributes().getLength(); i++) {
            String attribute = suite.getAttributes().item(i).getNodeName();
            rule(SUITE_ATTRIBUTES.contains(attribute), "a suite has no attribute " + attribute);
        }
        time(suite, "suite " + name);
        List<Element> cases = children(suite, "testcase");
        rule(!cases.isEmpty(), "a suite has a case");
        Set<String> names = new HashSet<>();
        for (Element one : cases) {
            testcase(one, names);
        }
        counts(suite, "tests", cases.size());
        for (var of : Map.of("failures", "failure", "errors", "error", "skipped", "skipped")
                .entrySet()) {
            counts(
                    suite,
                    of.getKey(),
                    cases.stream()
                            .filter(one -> !children(one, of.getValue()).isEmpty())
                            .count());
        }
    }

    private void counts(Element suite, String attribute, long expected) {
        String count = suite.getAttribute(attribute);
        rule(
                NUMBER.matcher(count).matches() && Long.parseLong(count) == expected,
                attribute + "=\"" + count + "\" is the number of them in the file, " + expected);
    }

    private void testcase(Element one, Set<String> names) {
        String name = one.getAttribute("name");
        String where = "case '" + name + "'";
        rule(!name.isBlank(), "a case has a name");
        rule(
                CLASS.matcher(one.getAttribute("classname")).matches(),
                where + " has a classname like a.b.c, and not '" + one.getAttribute("classname") + "'");
        rule(names.add(one.getAttribute("classname") + "#" + name), where + " is there once");
        time(one, where);
        int results = 0;
        for (String result : List.of("failure", "error", "skipped")) {
            results += children(one, result).size();
        }
        rule(results <= 1, where + " has one failure, error or skipped at most");
        boolean flaky = !children(one, "flakyFailure").isEmpty()
                || !children(one, "flakyError").isEmpty();
        boolean rerun = !children(one, "rerunFailure").isEmpty()
                || !children(one, "rerunError").isEmpty();
        boolean failed =
                !children(one, "failure").isEmpty() || !children(one, "error").isEmpty();
        rule(!flaky || results == 0, where + " is a flake and has passed in the end");
        rule(!rerun || failed, where + " was run again and has failed in the end");
        for (String kind : List.of("failure", "error", "rerunFailure", "rerunError", "flakyFailure", "flakyError")) {
            for (Element failure : children(one, kind)) {
                failure(failure, where, kind);
            }
        }
        for (Element skipped : children(one, "skipped")) {
            // An empty message hides the element's text from Jenkins; without a reason there is no attribute.
            rule(
                    !skipped.hasAttribute("message")
                            || !skipped.getAttribute("message").isBlank(),
                    where + " was skipped with a message, or has none");
        }
        for (Element out : children(one, "system-out")) {
            rule(!out.getTextContent().isEmpty(), where + " has output, or no system-out");
        }
    }

    private void failure(Element failure, String where, String kind) {
        String message = failure.getAttribute("message");
        rule(!message.isBlank(), where + ": a " + kind + " has a message");
        rule(
                message.length() < 1000 && message.indexOf('\n') < 0,
                where + ": the message of a " + kind + " is one line");
        rule(!failure.getAttribute("type").isBlank(), where + ": a " + kind + " has a type");
        List<Element> traces = children(failure, "stackTrace");
        String text =
                traces.isEmpty() ? failure.getTextContent() : traces.get(0).getTextContent();
        rule(!text.isBlank(), where + ": the text of a " + kind + " tells the failure, for those who read no message");
    }

    private void time(Element element, String where) {
        String time = element.getAttribute("time");
        rule(TIME.matcher(time).matches(), where + " has a time in seconds with up to three decimals, and not " + time);
    }

    private void surefire(Element suite, Path xml) throws IOException {
        List<ReportTestSuite> read = readAlone(xml);
        rule(read.size() == 1, "Surefire's parser reads the suite once, and not " + read.size() + " times");
        for (ReportTestSuite each : read) {
            Map<String, Integer> counts = new LinkedHashMap<>();
            counts.put("tests", each.getNumberOfTests());
            counts.put("failures", each.getNumberOfFailures());
            counts.put("errors", each.getNumberOfErrors());
            counts.put("skipped", each.getNumberOfSkipped());
            counts.forEach((attribute, count) -> rule(
                    suite.getAttribute(attribute).equals(String.valueOf(count)),
                    "Surefire's parser counts the same " + attribute + ", and not " + count));
            for (ReportTestCase one : each.getTestCases()) {
                rule(
                        !one.hasFailure() && !one.hasError() || one.getFailureDetail() != null,
                        "Surefire's parser finds the failure of " + one.getName());
            }
        }
    }

    /** The parser knows directories only. */
    private List<ReportTestSuite> readAlone(Path xml) throws IOException {
        Path directory = Files.createTempDirectory("report");
        Path copy = directory.resolve(xml.getFileName());
        try {
            Files.copy(xml, copy);
            return read(directory.toFile());
        } catch (RuntimeException e) {
            rule(false, "Surefire's parser reads the file: " + e.getCause());
            return List.of();
        } finally {
            Files.deleteIfExists(copy);
            Files.delete(directory);
        }
    }

    /** All reports of a directory, as maven-surefire-report-plugin reads them. */
    public static List<ReportTestSuite> read(File directory) {
        return new SurefireReportParser(List.of(directory), new NullConsoleLogger()).parseXMLReportFiles();
    }

    private static List<Element> children(Element parent, String name) {
        List<Element> found = new ArrayList<>();
        for (Node child = parent.getFirstChild(); child != null; child = child.getNextSibling()) {
            if (child instanceof Element element && element.getTagName().equals(name)) {
                found.add(element);
            }
        }
        return found;
    }
}
