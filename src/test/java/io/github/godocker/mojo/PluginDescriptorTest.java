package io.github.godocker.mojo;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeSet;
import javax.xml.parsers.DocumentBuilderFactory;
import org.junit.jupiter.api.Test;
import org.w3c.dom.Element;
import org.w3c.dom.NodeList;

/**
 * The contract with users: goals, phases, parameters, properties, defaults. A difference is a line in CHANGELOG, and
 * {@code -Dgolden.write} takes it over.
 */
class PluginDescriptorTest {
    private static final Path GOLDEN = Path.of("src/test/resources/plugin-descriptor.txt");
    private static final File DESCRIPTOR = new File("target/classes/META-INF/maven/plugin.xml");

    @Test
    void isTheOneThatUsersKnow() throws Exception {
        String text = String.join("\n", describe()) + "\n";
        if (System.getProperty("golden.write") != null) {
            Files.writeString(GOLDEN, text);
        }

        assertThat(text).isEqualTo(Files.readString(GOLDEN));
    }

    @Test
    void everyParameterIsDescribedAndEveryGoalIsThreadSafe() throws Exception {
        for (Element mojo : children(root(), "mojo")) {
            assertThat(text(mojo, "description")).as(text(mojo, "goal")).isNotBlank();
            if (text(mojo, "goal").equals("help")) {
                continue;
            }
            assertThat(text(mojo, "threadSafe")).as(text(mojo, "goal")).isEqualTo("true");
            for (Element parameter : children(mojo, "parameter")) {
                if (text(parameter, "editable").equals("true")) {
                    assertThat(text(parameter, "description"))
                            .as(text(mojo, "goal") + " " + text(parameter, "name"))
                            .isNotBlank();
                }
            }
        }
    }

    private static List<String> describe() throws Exception {
        List<String> lines = new ArrayList<>();
        for (Element mojo : children(root(), "mojo")) {
            lines.add("");
            lines.add(text(mojo, "goal") + " @ " + text(mojo, "phase"));
            Map<String, Element> configuration = new HashMap<>();
            for (Element values : children(mojo, "configuration")) {
                NodeList all = values.getChildNodes();
                for (int i = 0; i < all.getLength(); i++) {
                    if (all.item(i) instanceof Element value) {
                        configuration.put(value.getTagName(), value);
                    }
                }
            }
            TreeSet<String> parameters = new TreeSet<>();
            for (Element parameter : children(mojo, "parameter")) {
                if (text(parameter, "editable").equals("true")) {
                    Element value = configuration.get(text(parameter, "name"));
                    parameters.add("  " + text(parameter, "name") + " : " + text(parameter, "type")
                            + (value == null ? "" : " " + value.getTextContent())
                            + (value == null
                                            || value.getAttribute("default-value")
                                                    .isEmpty()
                                    ? ""
                                    : " = " + value.getAttribute("default-value"))
                            + (text(parameter, "required").equals("true") ? " required" : ""));
                }
            }
            lines.addAll(parameters);
        }
        return lines;
    }

    private static Element root() throws Exception {
        return DocumentBuilderFactory.newInstance()
                .newDocumentBuilder()
                .parse(DESCRIPTOR)
                .getDocumentElement();
    }

    private static List<Element> children(Element parent, String name) throws IOException {
        List<Element> found = new ArrayList<>();
        NodeList all = parent.getElementsByTagName(name);
        for (int i = 0; i < all.getLength(); i++) {
            found.add((Element) all.item(i));
        }
        return found;
    }

    private static String text(Element parent, String name) {
        NodeList all = parent.getElementsByTagName(name);
        return all.getLength() == 0 ? "" : all.item(0).getTextContent().strip();
    }
}
