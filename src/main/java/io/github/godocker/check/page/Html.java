package io.github.godocker.check.page;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.io.Writer;

/** Writes HTML: what is markup is said so, everything else is escaped. */
final class Html {
    private final Writer out;

    Html(Writer out) {
        this.out = out;
    }

    /** Markup, which must be ours. */
    Html raw(String markup) {
        try {
            out.write(markup);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return this;
    }

    Html text(String text) {
        return raw(escape(text));
    }

    /** An element without attributes that holds text. */
    Html element(String name, String text) {
        return element(name, "", text);
    }

    /** @param attributes as markup */
    Html element(String name, String attributes, String text) {
        return raw("<" + name + (attributes.isEmpty() ? "" : " " + attributes) + ">")
                .text(text)
                .raw("</" + name + ">");
    }

    /** A link, or only its text where there is no address. */
    Html link(String address, String text) {
        return address.isEmpty() ? text(text) : element("a", "href=\"" + escape(address) + "\"", text);
    }

    /** @param count beside the title; may be empty */
    void section(String id, String title, String count) {
        raw("<section id=\"" + id + "\">\n<h2>").text(title);
        raw(count.isEmpty() ? "" : " <small>" + escape(count) + "</small>").raw("</h2>\n");
    }

    void endSection() {
        raw("</section>\n");
    }

    /** Of what HTML cannot hold, a sign remains: names of tests may be any bytes. */
    static String escape(String text) {
        StringBuilder escaped = new StringBuilder(text.length() + 16);
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            switch (c) {
                case '<' -> escaped.append("&lt;");
                case '>' -> escaped.append("&gt;");
                case '&' -> escaped.append("&amp;");
                case '"' -> escaped.append("&quot;");
                case '\'' -> escaped.append("&#39;");
                case '\n', '\t' -> escaped.append(c);
                case '\r' -> {}
                default -> escaped.append(isPlain(text, i) ? c : '\ufffd');
            }
        }
        return escaped.toString();
    }

    private static boolean isPlain(String text, int at) {
        char c = text.charAt(at);
        if (Character.isHighSurrogate(c)) {
            return at + 1 < text.length() && Character.isLowSurrogate(text.charAt(at + 1));
        }
        if (Character.isLowSurrogate(c)) {
            return at > 0 && Character.isHighSurrogate(text.charAt(at - 1));
        }
        // Those that turn the direction of what follows could make a text look like another.
        boolean turns = c >= '\u202a' && c <= '\u202e' || c >= '\u2066' && c <= '\u2069';
        return c >= ' ' && (c < '\u007f' || c > '\u009f') && c < '\ufffe' && !turns;
    }
}
