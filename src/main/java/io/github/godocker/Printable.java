package io.github.godocker;

/**
 * Text from outside (go, tests, the daemon, a registry) as a console may have it. Colors and tabs stay; every other
 * control character, which could ring, move the cursor, or make a log file one of bytes to grep, becomes U+FFFD.
 */
public final class Printable {
    private Printable() {}

    /** The same object where there is nothing to replace, as almost always. */
    public static String text(String text) {
        for (int i = 0; i < text.length(); i++) {
            if (!isPrintable(text, i)) {
                return replaced(text);
            }
        }
        return text;
    }

    /**
     * The same for a name (of a file, an image, a package): one line without colors, whose letters stand in the order in which
     * they are written.
     */
    public static String name(String name) {
        StringBuilder printable = new StringBuilder(name.length());
        name.codePoints().forEach(point -> {
            boolean plain = switch (Character.getType(point)) {
                case Character.CONTROL,
                        Character.FORMAT,
                        Character.LINE_SEPARATOR,
                        Character.PARAGRAPH_SEPARATOR,
                        Character.SURROGATE -> false;
                default -> true;
            };
            printable.appendCodePoint(plain ? point : 0xFFFD);
        });
        return printable.toString();
    }

    private static String replaced(String text) {
        StringBuilder printable = new StringBuilder(text.length());
        for (int i = 0; i < text.length(); i++) {
            boolean lineEnd = text.charAt(i) == '\r' && (i + 1 == text.length() || text.charAt(i + 1) == '\n');
            if (!lineEnd) {
                printable.append(isPrintable(text, i) ? text.charAt(i) : '\uFFFD');
            }
        }
        return printable.toString();
    }

    private static boolean isPrintable(String text, int index) {
        char c = text.charAt(index);
        return c == '\t' || c == '\n' || c == '\u001b' && isColor(text, index) || !Character.isISOControl(c);
    }

    /** Whether the sequence that begins here only chooses a color: {@code ESC [ 1;31 m}. */
    private static boolean isColor(String text, int escape) {
        int i = escape + 1;
        if (i >= text.length() || text.charAt(i) != '[') {
            return false;
        }
        for (i++; i < text.length() && (text.charAt(i) == ';' || Character.isDigit(text.charAt(i))); ) {
            i++;
        }
        return i < text.length() && text.charAt(i) == 'm';
    }
}
