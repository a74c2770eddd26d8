package io.github.godocker.go;

import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/** What is in the variable GOFLAGS: flags that go adds to every command that knows them. */
public final class GoFlags {
    /** As go reads it: between blanks, or between quotes of one kind at the ends. */
    private static final Pattern FLAG = Pattern.compile("'([^']*)'|\"([^\"]*)\"|\\S+");

    private GoFlags() {}

    public static List<String> split(String variable) {
        List<String> flags = new ArrayList<>();
        Matcher flag = FLAG.matcher(variable);
        while (flag.find()) {
            flags.add(flag.group(1) != null ? flag.group(1) : flag.group(2) != null ? flag.group(2) : flag.group());
        }
        return flags;
    }

    /** What is in the variable with one more flag, unless it says something on that flag itself. */
    public static String with(String variable, String flag) {
        boolean told = split(variable).stream()
                .map(each -> each.replaceFirst("^--", "-"))
                .anyMatch(each -> each.equals(flag) || each.startsWith(flag + "="));
        return told ? variable : (variable + " " + flag).strip();
    }

    /** The other way round: what GOFLAGS has to be for these flags. */
    public static String join(List<String> flags) {
        return flags.stream()
                .map(flag -> !flag.matches(".*[\\s'\"].*")
                        ? flag
                        : flag.contains("'") ? "\"" + flag + "\"" : "'" + flag + "'")
                .collect(Collectors.joining(" "));
    }

    /** Go's build tags among the flags; of several such flags the last one holds. */
    public static List<String> tags(List<String> flags) {
        List<String> tags = List.of();
        for (String flag : flags) {
            String value = flag.replaceFirst("^--?tags=", "");
            if (!value.equals(flag)) {
                tags = List.of(value.split("[,\\s]+")).stream()
                        .filter(tag -> !tag.isEmpty())
                        .toList();
            }
        }
        return tags;
    }
}
