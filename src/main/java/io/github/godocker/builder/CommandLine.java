package io.github.godocker.builder;

import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * A command as a person can paste it into a shell of the builder, without what is secret.
 *
 * @param directory as the container sees it
 */
record CommandLine(List<String> command, Map<String, String> environment, String directory) {
    private static final int TITLE = 60;
    private static final String HIDDEN = "***";
    private static final Pattern PLAIN = Pattern.compile("[A-Za-z0-9_@%+=:,./-]+");
    /** To the last @: a password may hold one, and commas, and slashes, where nobody has encoded them. */
    private static final Pattern USERINFO = Pattern.compile("://[^\\s]*@");
    /** GOAUTH may name a command with a password; the others are what people call secrets of their own. */
    private static final Pattern SECRET_NAME =
            Pattern.compile("GOAUTH|.*(PASSWORD|PASSWD|SECRET|TOKEN|CREDENTIAL|PRIVATE_?KEY|API_?KEY|ACCESS_?KEY).*");

    /** {@code cd /src && GOFLAGS=-mod=vendor go build ./...}, with the variables in their order. */
    String pasted() {
        StringBuilder line = new StringBuilder("cd ").append(quoted(directory)).append(" && ");
        new TreeMap<>(environment)
                .forEach((name, value) -> line.append(name)
                        .append('=')
                        .append(quoted(shown(name, value)))
                        .append(' '));
        return line.append(String.join(
                        " ", command.stream().map(word -> quoted(masked(word))).toList()))
                .toString();
    }

    /** Its beginning, to know it again by. */
    String title() {
        String first = masked(String.join(" ", command)).lines().findFirst().orElse("");
        return first.length() > TITLE ? first.substring(0, TITLE) + "…" : first;
    }

    private static String shown(String name, String value) {
        String upper = name.toUpperCase(java.util.Locale.ROOT);
        if (value.isEmpty() || SECRET_NAME.matcher(upper).matches()) {
            return value.isEmpty() ? "" : HIDDEN;
        }
        if (upper.endsWith("_PROXY") && value.contains("@")) {
            // Without a scheme it is a proxy's address as well.
            int scheme = value.indexOf("://");
            return (scheme < 0 ? "" : value.substring(0, scheme + 3))
                    + HIDDEN
                    + value.substring(value.lastIndexOf('@'));
        }
        return masked(value);
    }

    private static String masked(String text) {
        return USERINFO.matcher(text).replaceAll(Matcher.quoteReplacement("://" + HIDDEN + "@"));
    }

    /** As sh takes it or, with line breaks in it, as bash does. */
    private static String quoted(String word) {
        if (PLAIN.matcher(word).matches()) {
            return word;
        }
        if (word.chars().noneMatch(c -> c < ' ')) {
            return "'" + word.replace("'", "'\\''") + "'";
        }
        StringBuilder all = new StringBuilder("$'");
        for (char c : word.toCharArray()) {
            switch (c) {
                case '\n' -> all.append("\\n");
                case '\t' -> all.append("\\t");
                case '\\', '\'' -> all.append('\\').append(c);
                default -> {
                    if (c < ' ') {
                        all.append(String.format("\\x%02x", (int) c));
                    } else {
                        all.append(c);
                    }
                }
            }
        }
        return all.append('\'').toString();
    }
}
