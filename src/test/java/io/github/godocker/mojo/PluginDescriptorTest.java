package io.github.godocker.mojo;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.fail;

import io.github.godocker.Golden;
import io.github.godocker.mojo.build.FileParameter;
import java.beans.Introspector;
import java.lang.reflect.Field;
import java.lang.reflect.Modifier;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import javax.xml.parsers.DocumentBuilderFactory;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.w3c.dom.Element;
import org.w3c.dom.Node;

/** The contract with users: what changes here has to be in the changelog. */
class PluginDescriptorTest {
    private final Map<String, Element> goals = new TreeMap<>();

    @BeforeEach
    void read() throws Exception {
        // Written by plugin:descriptor in the phase process-classes.
        Path file = Path.of("target/classes/META-INF/maven/plugin.xml");
        assertThat(file).as("run the tests by `mvn test`").exists();
        Element plugin = DocumentBuilderFactory.newInstance()
                .newDocumentBuilder()
                .parse(file.toFile())
                .getDocumentElement();
        for (Element mojo : children(child(plugin, "mojos"))) {
            goals.put(text(mojo, "goal"), mojo);
        }
        assertThat(goals).isNotEmpty();
    }

    @Test
    void goalsAndParametersAreAsPromised() throws Exception {
        StringBuilder text = new StringBuilder();
        goals.forEach((goal, mojo) -> {
            text.append(goal).append(phase(mojo)).append('\n');
            Map<String, String> lines = new TreeMap<>();
            for (Element parameter : children(child(mojo, "parameters"))) {
                if (text(parameter, "editable").equals("true")) {
                    lines.put(text(parameter, "name"), line(mojo, parameter));
                }
            }
            lines.forEach((name, line) -> text.append("  ").append(line).append('\n'));
        });

        Golden.assertThatFile("plugin-descriptor.txt", text.toString());
    }

    /** It is what {@code help} and IDEs show: plain text, without what javadoc alone understands. */
    @Test
    void descriptionsAreText() {
        goals.forEach((goal, mojo) -> {
            List<Element> described = new ArrayList<>(List.of(mojo));
            described.addAll(children(child(mojo, "parameters")));
            for (Element one : described) {
                String description = text(one, "description");
                assertThat(description)
                        .as("%s %s", goal, text(one, "name"))
                        .doesNotContain("{@", "@link", "@see", "&lt;", "&amp;", "&#")
                        .doesNotContainPattern("</?(code|em|strong|i|b|a|p|br|pre|ul|ol|li|tt)[ />]")
                        // What becomes of an expression within {@code}.
                        .doesNotContainPattern("\\$\\{[^}]*\\$")
                        // A default of go's own, ./..., at the end of a sentence.
                        .doesNotContain("....");
                if (!text(one, "editable").equals("false")) {
                    assertThat(description).as("%s %s", goal, text(one, "name")).isNotBlank();
                }
            }
        });
    }

    /** Neither help nor IDEs show the Javadoc of an element's elements. */
    @Test
    void whatAFileIsMadeOfIsSaidWhereFilesAreDescribed() {
        for (Element parameter : children(child(Objects.requireNonNull(goals.get("build")), "parameters"))) {
            if (text(parameter, "name").equals("files")) {
                assertThat(text(parameter, "description"))
                        .contains(Stream.of(FileParameter.class.getDeclaredFields())
                                .filter(field -> !Modifier.isStatic(field.getModifiers()))
                                .map(Field::getName)
                                .toList());
                return;
            }
        }
        fail("build has no parameter files");
    }

    private static String phase(Element mojo) {
        return (text(mojo, "phase").isEmpty() ? "" : " in " + text(mojo, "phase"))
                + (text(mojo, "threadSafe").equals("true") ? "" : " not thread-safe")
                + (text(mojo, "requiresProject").equals("false") ? " without project" : "");
    }

    private static String line(Element mojo, Element parameter) {
        String name = text(parameter, "name");
        StringBuilder line = new StringBuilder(name)
                .append(' ')
                .append(text(parameter, "type").replaceFirst("^.*[.$](\\w+)$", "$1"));
        for (Element value : children(child(mojo, "configuration"))) {
            if (value.getTagName().equals(name)) {
                line.append(value.getTextContent().isBlank() ? "" : " " + value.getTextContent());
                line.append(
                        value.hasAttribute("default-value") ? " = '" + value.getAttribute("default-value") + "'" : "");
            }
        }
        return line.append(text(parameter, "required").equals("true") ? " required" : "")
                .toString();
    }

    @Test
    void everyGoalAndParameterIsDescribed() {
        List<String> silent = new ArrayList<>();
        goals.forEach((goal, mojo) -> {
            if (text(mojo, "description").length() < 20) {
                silent.add(goal);
            }
            for (Element parameter : children(child(mojo, "parameters"))) {
                if (text(parameter, "editable").equals("true")
                        && text(parameter, "description").length() < 10) {
                    silent.add(goal + ": " + text(parameter, "name"));
                }
            }
        });
        assertThat(silent).isEmpty();
    }

    @Test
    void propertiesAreNamedAsTheirParameters() {
        goals.forEach((goal, mojo) -> {
            for (Element value : children(child(mojo, "configuration"))) {
                String property = value.getTextContent();
                if (property.startsWith("${go-docker.")) {
                    String tag = value.getTagName();
                    assertThat(property)
                            .isIn(Stream.concat(
                                            Stream.of("${go-docker." + tag + "}"),
                                            // A goal's own: lintWriteBaseline is go-docker.lint.writeBaseline. Another
                                            // goal that has it, too, calls it the same.
                                            goals.keySet().stream()
                                                    .filter(each -> tag.startsWith(camelCase(each)))
                                                    .map(each -> "${go-docker." + each + "."
                                                            + Introspector.decapitalize(tag.substring(camelCase(each)
                                                                    .length()))
                                                            + "}"))
                                    .toList());
                }
            }
        });
    }

    /** {@code cleanCache} of {@code clean-cache}: as a field can be named. */
    private static String camelCase(String goal) {
        return Pattern.compile("-(.)")
                .matcher(goal)
                .replaceAll(match -> match.group(1).toUpperCase(Locale.ROOT));
    }

    @Test
    void everyGoalCanBeSkippedAloneAndRunInParallel() {
        goals.forEach((goal, mojo) -> {
            assertThat(text(mojo, "threadSafe")).as(goal).isEqualTo("true");
            if (!goal.equals("help")) {
                assertThat(child(mojo, "configuration").getTextContent())
                        .as(goal)
                        .contains("${go-docker.skip}", "${go-docker." + goal + ".skip}");
            }
        });
    }

    private static List<Element> children(Element parent) {
        List<Element> children = new ArrayList<>();
        for (Node node = parent.getFirstChild(); node != null; node = node.getNextSibling()) {
            if (node instanceof Element element) {
                children.add(element);
            }
        }
        return children;
    }

    private static Element child(Element parent, String name) {
        for (Element child : children(parent)) {
            if (child.getTagName().equals(name)) {
                return child;
            }
        }
        // As good as an empty one.
        return parent.getOwnerDocument().createElement(name);
    }

    private static String text(Element parent, String name) {
        return child(parent, name).getTextContent().strip();
    }
}
