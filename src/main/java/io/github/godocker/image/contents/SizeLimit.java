package io.github.godocker.image.contents;

import io.github.godocker.GoDockerException;
import io.github.godocker.log.Brief;
import java.math.BigDecimal;
import java.util.Locale;
import java.util.Optional;
import java.util.function.Supplier;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * How large an image may be.
 *
 * @param text as it was written
 */
public record SizeLimit(long bytes, String text) {
    private static final Pattern SIZE = Pattern.compile("(\\d{1,15}(?:\\.\\d{1,6})?) *(?:([kmgt])(i?)b?|b)?");
    private static final String UNITS = "kmgt";

    /** Here a MB is a million bytes, as in all sizes of images that are shown, and a MiB is 1024 times 1024. */
    public static Optional<SizeLimit> parse(@Nullable String text) {
        if (text == null || text.isBlank()) {
            return Optional.empty();
        }
        Matcher matcher = SIZE.matcher(text.strip().toLowerCase(Locale.ROOT));
        if (!matcher.matches()) {
            throw new GoDockerException(
                    "Cannot use <imageMaxSize>" + text + ": it is no size.", "Write it as 20MB or 15 MiB.");
        }
        int power = matcher.group(2) == null ? 0 : UNITS.indexOf(matcher.group(2)) + 1;
        BigDecimal unit =
                BigDecimal.valueOf("i".equals(matcher.group(3)) ? 1024 : 1000).pow(power);
        BigDecimal bytes = new BigDecimal(matcher.group(1)).multiply(unit);
        return Optional.of(
                new SizeLimit(bytes.min(BigDecimal.valueOf(Long.MAX_VALUE)).longValue(), text.strip()));
    }

    /**
     * Holds an image against it.
     *
     * @param sizes what its bytes are; asked only for the message
     */
    public void check(String image, long size, Supplier<Sizes> sizes) {
        if (size > bytes) {
            throw GoDockerException.code(
                    "Image " + image + " has " + Brief.bytes(size) + ", more than the <imageMaxSize> of " + text + ": "
                            + sizes.get().largest() + ".",
                    "Leave out what is not needed, `mvn go-docker:image` shows all of it, or raise <imageMaxSize>.");
        }
    }
}
