package io.github.godocker.check.page;

import io.github.godocker.GoDockerException;
import io.github.godocker.handover.OwnTree;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.function.BiConsumer;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import javax.xml.stream.XMLInputFactory;
import javax.xml.stream.XMLStreamConstants;
import javax.xml.stream.XMLStreamException;
import javax.xml.stream.XMLStreamReader;
import org.jspecify.annotations.Nullable;

/**
 * What Surefire's reports say, Go's and Java's alike. Of what a test printed only the beginning is kept, and only of
 * one that did not simply pass, so that memory does not grow with chatty tests.
 *
 * @param suites those with problems first, then by name
 */
record TestResults(List<Suite> suites) {
    static final int MAX_MESSAGE = 400;
    static final int MAX_TRACE = 4000;
    static final int MAX_OUTPUT = 2000;

    /** What {@code test} writes for a test that failed only because a part of it did. */
    private static final String SUBTEST_FAILED = "a subtest failed";

    private static final Pattern POSITION = Pattern.compile("[\\w./\\\\@-]*\\w\\.(?:go|java|kt|groovy|scala):\\d+");

    private static final Pattern LEADING_POSITION = Pattern.compile("^" + POSITION.pattern() + ":\\s+");

    enum Status {
        /** Failed, and is an error rather than an assertion where {@link Case#type} says so. */
        FAILED,
        /** Failed at first and passed when it was run again. */
        FLAKY,
        SKIPPED,
        PASSED;

        /** As the page and its address name it. */
        String word() {
            return name().toLowerCase(Locale.ROOT);
        }
    }

    /**
     * One test.
     *
     * @param type of the failure, {@code assertion}, {@code panic}; empty if there is none
     * @param message of the failure, or why it was skipped
     * @param trace of the failure: for Go what the test printed that tells why
     * @param attempts how often it has failed
     */
    record Case(
            String name,
            Status status,
            double seconds,
            String type,
            String message,
            String trace,
            String output,
            int attempts) {
        /** {@code file:line} where it failed, or nothing. What a test logged before it failed has a position, too. */
        String position() {
            String text = trace.isEmpty() ? message : trace;
            String told = message.lines().findFirst().orElse("");
            int at = told.isEmpty() ? -1 : text.indexOf(told);
            Matcher found = POSITION.matcher(text);
            if (at >= 0) {
                int end = text.indexOf('\n', at);
                found.region(text.lastIndexOf('\n', at) + 1, end < 0 ? text.length() : end);
                if (found.find()) {
                    return found.group();
                }
            }
            return found.reset().find() ? found.group() : "";
        }

        /** The message without the position, which is told beside it. */
        String plainMessage() {
            Matcher found = LEADING_POSITION.matcher(message);
            return found.find() && found.end() < message.length() ? message.substring(found.end()) : message;
        }

        /** Whether it failed only because a subtest did, which tells more. */
        boolean isParent() {
            return message.equals(SUBTEST_FAILED);
        }
    }

    /**
     * The tests of one Go package or Java class.
     *
     * @param file the report's name
     * @param seed of the shuffled order; empty if they were not shuffled
     */
    record Suite(String name, String file, double seconds, String seed, String goVersion, List<Case> cases) {
        Suite {
            cases = List.copyOf(cases);
        }

        int count(Status status) {
            return (int) cases.stream().filter(test -> test.status() == status).count();
        }
    }

    TestResults {
        suites = List.copyOf(suites);
    }

    int count(Status status) {
        return suites.stream().mapToInt(suite -> suite.count(status)).sum();
    }

    int count() {
        return suites.stream().mapToInt(suite -> suite.cases().size()).sum();
    }

    double seconds() {
        return suites.stream().mapToDouble(Suite::seconds).sum();
    }

    /** A test in its suite. */
    record Located(Suite suite, Case test) {}

    /** Those that tell something by themselves: without a parent whose subtest failed. */
    List<Located> withStatus(Status status) {
        List<Located> found = new ArrayList<>();
        for (Suite suite : suites) {
            for (Case test : suite.cases()) {
                if (test.status() == status && !test.isParent()) {
                    found.add(new Located(suite, test));
                }
            }
        }
        return found;
    }

    /** Those that took longest, without parents, whose time is that of their subtests. */
    List<Located> slowest(int limit) {
        List<Located> all = new ArrayList<>();
        for (Suite suite : suites) {
            Set<String> parents = new HashSet<>();
            for (Case test : suite.cases()) {
                int slash = test.name().lastIndexOf('/');
                if (slash > 0) {
                    parents.add(test.name().substring(0, slash));
                }
            }
            for (Case test : suite.cases()) {
                if (test.seconds() >= 0.001 && !parents.contains(test.name())) {
                    all.add(new Located(suite, test));
                }
            }
        }
        all.sort(Comparator.comparingDouble((Located each) -> -each.test().seconds())
                .thenComparing(each -> each.suite().name())
                .thenComparing(each -> each.test().name()));
        return List.copyOf(all.subList(0, Math.min(limit, all.size())));
    }

    /**
     * Reads all reports of a directory, one after the other.
     *
     * @param tree that the directory lies in
     * @param base a directory to which paths in texts become relative; its own path is nobody's business
     * @param unreadable told of a file that is no report, with the reason
     * @return null if there are none
     */
    static @Nullable TestResults read(OwnTree tree, Path directory, Path base, BiConsumer<Path, String> unreadable) {
        List<Path> files;
        try {
            files = tree.list(directory).stream()
                    .filter(file -> file.getFileName().toString().matches("TEST-.*\\.xml"))
                    .toList();
        } catch (IOException e) {
            unreadable.accept(directory, GoDockerException.words(e));
            return null;
        }
        List<Suite> suites = new ArrayList<>();
        for (Path file : files) {
            try {
                suites.add(suite(tree, file, base + base.getFileSystem().getSeparator()));
            } catch (IOException e) {
                unreadable.accept(file, GoDockerException.words(e));
            } catch (XMLStreamException e) {
                unreadable.accept(file, words(e));
            } catch (NumberFormatException e) {
                unreadable.accept(file, "it has a time that is no number, " + e.getMessage());
            }
        }
        suites.sort(Comparator.comparing((Suite suite) -> suite.count(Status.FAILED) == 0)
                .thenComparing(suite -> suite.count(Status.FLAKY) == 0)
                .thenComparing(Suite::name));
        return suites.isEmpty() ? null : new TestResults(suites);
    }

    /** The reader's own words, without its way to say where. */
    private static String words(XMLStreamException e) {
        String message =
                String.valueOf(e.getMessage()).replaceAll("\\s+", " ").replaceFirst("^ParseError at .*? Message: ", "");
        return "in line " + (e.getLocation() == null ? "?" : e.getLocation().getLineNumber()) + ": "
                + message.replaceFirst("\\.$", "");
    }

    private static Suite suite(OwnTree tree, Path file, String base) throws IOException, XMLStreamException {
        XMLInputFactory factory = XMLInputFactory.newFactory();
        factory.setProperty(XMLInputFactory.SUPPORT_DTD, false);
        factory.setProperty(XMLInputFactory.IS_SUPPORTING_EXTERNAL_ENTITIES, false);
        try (InputStream in = tree.open(file)) {
            XMLStreamReader xml = factory.createXMLStreamReader(in);
            xml.nextTag();
            if (!xml.getLocalName().equals("testsuite")) {
                throw new IOException("its root is <" + xml.getLocalName() + ">, not <testsuite>");
            }
            String name = attribute(xml, "name");
            double seconds = seconds(xml);
            String seed = "";
            String goVersion = "";
            List<Case> cases = new ArrayList<>();
            while (xml.hasNext()) {
                if (xml.next() != XMLStreamConstants.START_ELEMENT) {
                    continue;
                }
                if (xml.getLocalName().equals("property")) {
                    String value = attribute(xml, "value");
                    switch (attribute(xml, "name")) {
                        case "go.package" -> name = value;
                        case "go.shuffle" -> seed = value;
                        case "go.version" -> goVersion = value;
                        default -> {}
                    }
                } else if (xml.getLocalName().equals("testcase")) {
                    cases.add(test(xml, name, base));
                }
            }
            return new Suite(name, file.getFileName().toString(), seconds, seed, goVersion, cases);
        }
    }

    /** From the start of a test to its end. */
    private static Case test(XMLStreamReader xml, String suite, String base) throws XMLStreamException {
        String name = attribute(xml, "name");
        String owner = attribute(xml, "classname");
        double seconds = seconds(xml);
        Status status = Status.PASSED;
        String type = "";
        String message = "";
        String trace = "";
        String output = "";
        int attempts = 0;
        while (true) {
            int event = xml.next();
            if (event == XMLStreamConstants.END_ELEMENT) {
                break; // of the test: the elements in it are read to their own ends
            }
            if (event != XMLStreamConstants.START_ELEMENT) {
                continue;
            }
            String element = xml.getLocalName();
            switch (element) {
                case "failure", "error", "flakyFailure", "flakyError", "rerunFailure", "rerunError" -> {
                    boolean first = attempts++ == 0;
                    if (!element.startsWith("rerun")) {
                        status = element.startsWith("flaky") ? Status.FLAKY : Status.FAILED;
                    }
                    if (first) {
                        message = capped(attribute(xml, "message"), MAX_MESSAGE);
                        type = attribute(xml, "type");
                    }
                    String text = text(xml, MAX_TRACE);
                    trace = first ? text : trace;
                }
                case "skipped" -> {
                    status = Status.SKIPPED;
                    message = capped(attribute(xml, "message"), MAX_MESSAGE);
                    var unused = text(xml, 0);
                }
                case "system-out" -> output = text(xml, MAX_OUTPUT);
                default -> {
                    var unused = text(xml, 0);
                }
            }
        }
        boolean telling = status == Status.FAILED || status == Status.FLAKY;
        // A suite of Java may hold tests of several classes.
        String shown = owner.isEmpty() || owner.replace('/', '.').equals(suite) || isGo(owner, suite)
                ? name
                : owner + "." + name;
        return new Case(
                shown,
                status,
                seconds,
                type,
                message.replace(base, ""),
                trace.replace(base, ""),
                telling ? output.replace(base, "") : "",
                attempts);
    }

    private static boolean isGo(String owner, String suite) {
        return owner.equals(suite.replace('.', '_').replace('/', '.'));
    }

    /** The text of an element and of those in it but their output, to the element's end. */
    private static String text(XMLStreamReader xml, int limit) throws XMLStreamException {
        StringBuilder text = new StringBuilder();
        int depth = 1;
        int printed = 0;
        boolean cut = false;
        while (depth > 0) {
            int event = xml.next();
            if (event == XMLStreamConstants.START_ELEMENT) {
                depth++;
                if (printed == 0 && xml.getLocalName().startsWith("system-")) {
                    printed = depth;
                }
            } else if (event == XMLStreamConstants.END_ELEMENT) {
                if (depth == printed) {
                    printed = 0;
                }
                depth--;
            } else if (xml.hasText() && printed == 0 && event != XMLStreamConstants.COMMENT) {
                int room = limit - text.length();
                if (room > 0) {
                    text.append(xml.getTextCharacters(), xml.getTextStart(), Math.min(room, xml.getTextLength()));
                }
                cut |= xml.getTextLength() > room;
            }
        }
        return cut && limit > 0 ? text + "\u2026" : text.toString().strip();
    }

    private static String capped(String text, int limit) {
        return text.length() <= limit ? text : text.substring(0, limit) + "\u2026";
    }

    /** Older writers of this format group thousands. */
    private static double seconds(XMLStreamReader xml) {
        String time = attribute(xml, "time").replace(",", "");
        return time.isEmpty() ? 0 : Double.parseDouble(time);
    }

    private static String attribute(XMLStreamReader xml, String name) {
        String value = xml.getAttributeValue(null, name);
        return value == null ? "" : value;
    }
}
