package io.github.godocker;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Values as Maven hands them over, made those that the user meant. */
public final class PomValues {
    private PomValues() {}

    /** Lists from the command line may hold blanks; entries of the pom may be empty. */
    public static List<String> clean(@Nullable List<String> values) {
        List<String> clean = new ArrayList<>();
        if (values != null) {
            for (Object value : (List<?>) values) {
                String text = text(value);
                if (!text.isBlank()) {
                    clean.add(text.strip());
                }
            }
        }
        return clean;
    }

    /**
     * The words of a command, of which an empty one is a word as well; Maven gives null for it. Nothing but empty ones is
     * no command.
     */
    public static List<String> words(@Nullable List<String> values) {
        List<String> words = new ArrayList<>();
        if (values != null) {
            ((List<?>) values).forEach(value -> words.add(text(value).strip()));
        }
        return words.stream().allMatch(String::isEmpty) ? List.of() : words;
    }

    /**
     * An element of a list of texts; empty for an empty one, of which Maven makes null.
     *
     * @throws GoDockerException if it is named as one of our classes: Maven makes an object of that, whatever the list is of
     */
    public static String text(@Nullable Object value) {
        if (value != null && !(value instanceof String)) {
            throw new GoDockerException(
                    "Cannot read a list of texts: its element <"
                            + value.getClass().getSimpleName().toLowerCase(Locale.ROOT)
                            + "> means something else to Maven.",
                    "Give it another name, any will do: <argument>, <value>.");
        }
        return value == null ? "" : (String) value;
    }

    /** Maven gives null for an empty element: a variable that is set, to nothing. */
    public static Map<String, String> clean(@Nullable Map<String, @Nullable String> values) {
        Map<String, String> clean = new LinkedHashMap<>();
        if (values != null) {
            values.forEach((name, value) -> clean.put(name, value == null ? "" : value));
        }
        return clean;
    }
}
