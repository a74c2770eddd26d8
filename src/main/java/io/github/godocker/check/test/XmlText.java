package io.github.godocker.check.test;

/** Text as XML 1.0 can hold it: a terminal's colors left out, what no document may contain replaced. */
final class XmlText {
    private XmlText() {}

    static String escape(CharSequence text) {
        StringBuilder escaped = new StringBuilder(text.length() + 16);
        escape(text, escaped);
        return escaped.toString();
    }

    static void escape(CharSequence text, StringBuilder target) {
        int length = text.length();
        for (int i = 0; i < length; i++) {
            char c = text.charAt(i);
            switch (c) {
                case '&' -> target.append("&amp;");
                case '<' -> target.append("&lt;");
                case '>' -> target.append("&gt;");
                case '\r' -> target.append("&#13;");
                case '\t', '\n' -> target.append(c);
                case '\u001b' -> i = endOfColor(text, i);
                default -> {
                    if (Character.isHighSurrogate(c)
                            && i + 1 < length
                            && Character.isLowSurrogate(text.charAt(i + 1))) {
                        target.append(c).append(text.charAt(++i));
                    } else {
                        boolean legal = c >= ' ' && !Character.isSurrogate(c) && c < '\uFFFE';
                        target.append(legal ? c : '\uFFFD');
                    }
                }
            }
        }
    }

    /** The same for an attribute's value in double quotes; line ends and tabs would be read as blanks. */
    static String attribute(CharSequence value) {
        return escape(value).replace("\"", "&quot;").replace("\n", "&#10;").replace("\t", "&#9;");
    }

    /** The last character of the escape sequence that begins here. */
    private static int endOfColor(CharSequence text, int start) {
        int i = start + 1;
        if (i < text.length() && text.charAt(i) == '[') {
            i++;
            while (i < text.length() && (text.charAt(i) == ';' || Character.isDigit(text.charAt(i)))) {
                i++;
            }
            return Math.min(i, text.length() - 1);
        }
        return start;
    }
}
