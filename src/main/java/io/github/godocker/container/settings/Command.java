package io.github.godocker.container.settings;

import java.util.List;
import org.jspecify.annotations.Nullable;

/** {@code <command>pg_isready</command>}: a command in the container ends with 0. */
public final class Command extends Wait {
    /** Program and arguments. */
    public @Nullable List<String> arguments;

    /** For an element that holds nothing but a text: words with blanks between them. */
    @Override
    public void set(String text) {
        arguments = List.of(text.strip().split("\\s+"));
    }
}
