package io.github.godocker;

import java.util.List;
import java.util.Optional;
import java.util.regex.MatchResult;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * A failure of another program that is known by its words, which another version of that program may choose otherwise.
 * Whoever knows one has it in a field; {@code docs/known-failures.md} is written from all such fields.
 *
 * @param means what has happened, or what to do about it
 */
public record KnownFailure(String means, List<Words> words) {
    /**
     * Words of one program.
     *
     * @param seenOn the program and the version that was seen to say them, {@code go 1.26.8}; where nobody has seen it,
     *     {@code Docker on Windows, unseen}
     * @param texts as they stand in what it says
     * @param form instead of them where they are not always the same
     */
    public record Words(
            String seenOn, List<String> texts, @Nullable Pattern form) {}

    public KnownFailure(String means, Words... words) {
        this(means, List.of(words));
    }

    public static Words said(String by, String... texts) {
        return new Words(by, List.of(texts), null);
    }

    public static Words said(String by, Pattern form) {
        return new Words(by, List.of(), form);
    }

    /** Whether this failure is told of anywhere in a text. */
    public boolean isIn(String text) {
        for (Words one : words) {
            if (one.form != null && one.form.matcher(text).find()) {
                return true;
            }
            for (String each : one.texts) {
                if (text.contains(each)) {
                    return true;
                }
            }
        }
        return false;
    }

    /** Whether a text begins with the words of this failure. */
    public boolean begins(String text) {
        for (Words one : words) {
            for (String each : one.texts) {
                if (text.startsWith(each)) {
                    return true;
                }
            }
        }
        return false;
    }

    /** Where a text has the form of this failure. */
    public Optional<MatchResult> match(String text) {
        for (Words one : words) {
            Matcher matcher = one.form == null ? null : one.form.matcher(text);
            if (matcher != null && matcher.find()) {
                return Optional.of(matcher.toMatchResult());
            }
        }
        return Optional.empty();
    }
}
