package io.github.godocker.container.instruments;

import io.github.godocker.container.instruments.Profile.Frame;
import io.github.godocker.container.instruments.Profile.Sample;
import java.io.IOException;
import java.io.InputStream;
import java.io.Writer;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.ArrayList;
import java.util.Base64;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;

/**
 * A flame graph as one file of HTML that needs nothing else. What comes from the profile is data, which the page's script
 * writes as text: no name can be markup.
 */
final class FlamePage {
    private static final int TOP = 100;

    private final Profile profile;
    private final Map<String, Integer> names = new LinkedHashMap<>();

    /** A function where it was called: with all that it calls. */
    private static final class Node {
        private final int name;
        private final long[] values;
        private final Map<Integer, Node> children = new LinkedHashMap<>();

        Node(int name, int types) {
            this.name = name;
            this.values = new long[types];
        }
    }

    FlamePage(Profile profile) {
        this.profile = profile;
    }

    /** @param title what it is of: {@code cpu of orders} */
    void write(String title, Writer out) throws IOException {
        String style = resource("flame.css");
        String script = resource("flame.js");
        out.write("<!DOCTYPE html>\n<html lang=\"en\">\n<head>\n<meta charset=\"utf-8\">\n");
        out.write("<meta http-equiv=\"Content-Security-Policy\" content=\"default-src 'none'; style-src '" + hash(style)
                + "'; script-src '" + hash(script) + "'; base-uri 'none'; form-action 'none'\">\n");
        out.write("<meta name=\"viewport\" content=\"width=device-width, initial-scale=1\">\n"
                + "<meta name=\"color-scheme\" content=\"light dark\">\n<title>Flame graph</title>\n<style>"
                + style + "</style>\n</head>\n<body>\n");
        out.write(resource("flame.html"));
        out.write("<script type=\"application/json\" id=\"data\">");
        data(title, out);
        out.write("</script>\n<script>" + script + "</script>\n</body>\n</html>\n");
    }

    private void data(String title, Writer out) throws IOException {
        Node root = tree();
        out.write("{\"title\":" + json(title) + ",\"nanos\":" + profile.nanos() + ",\"usual\":" + profile.usual()
                + ",\"types\":[");
        for (int i = 0; i < profile.types().size(); i++) {
            Profile.Type type = profile.types().get(i);
            String top = String.join("\n", new TopTable(profile, i).lines(TOP));
            out.write((i == 0 ? "" : ",") + "[" + json(type.name()) + "," + json(type.unit()) + "," + json(top) + "]");
        }
        out.write("],\"names\":[");
        String separator = "";
        for (String name : names.keySet()) {
            out.write(separator + json(name));
            separator = ",";
        }
        out.write("],\"tree\":");
        write(root, out);
        out.write("}");
    }

    private Node tree() {
        int types = profile.types().size();
        Node root = new Node(number("all"), types);
        for (Sample sample : profile.samples()) {
            Node node = root;
            add(node, sample.values());
            List<Frame> stack = sample.stack();
            for (int i = stack.size() - 1; i >= 0; i--) {
                int name = number(stack.get(i).function());
                node = node.children.computeIfAbsent(name, key -> new Node(key, types));
                add(node, sample.values());
            }
        }
        return root;
    }

    private int number(String name) {
        return names.computeIfAbsent(name, key -> names.size());
    }

    private static void add(Node node, long[] values) {
        for (int i = 0; i < values.length; i++) {
            node.values[i] += values[i];
        }
    }

    /** {@code [name,[values],[children]]}; as deep as the stacks, which the runtime cuts. */
    private static void write(Node node, Writer out) throws IOException {
        out.write("[" + node.name + ",[");
        for (int i = 0; i < node.values.length; i++) {
            out.write((i == 0 ? "" : ",") + node.values[i]);
        }
        out.write("],[");
        List<Node> children = new ArrayList<>(node.children.values());
        for (int i = 0; i < children.size(); i++) {
            out.write(i == 0 ? "" : ",");
            write(children.get(i), out);
        }
        out.write("]]");
    }

    /** In which nothing means anything to HTML either. */
    static String json(String text) {
        StringBuilder json = new StringBuilder("\"");
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            if (c < ' ' || c > '~' || "\"\\<>&".indexOf(c) >= 0) {
                json.append(String.format("\\u%04x", (int) c));
            } else {
                json.append(c);
            }
        }
        return json.append('"').toString();
    }

    private static String resource(String name) throws IOException {
        try (InputStream in = Objects.requireNonNull(FlamePage.class.getResourceAsStream(name), name)) {
            return new String(in.readAllBytes(), StandardCharsets.UTF_8);
        }
    }

    private static String hash(String text) {
        try {
            byte[] digest = MessageDigest.getInstance("SHA-256").digest(text.getBytes(StandardCharsets.UTF_8));
            return "sha256-" + Base64.getEncoder().encodeToString(digest);
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException(e);
        }
    }
}
