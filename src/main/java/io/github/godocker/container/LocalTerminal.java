package io.github.godocker.container;

import io.github.godocker.docker.Interaction.Window;
import java.io.IOException;
import java.lang.ProcessBuilder.Redirect;
import java.nio.charset.StandardCharsets;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * The terminal that Maven was started in. Java has no word for its modes: {@code stty}, which is wherever there is a shell,
 * is told by its standard input which terminal it is.
 */
final class LocalTerminal {
    private static final Pattern SIZE = Pattern.compile("(\\d{1,5}) (\\d{1,5})");
    /** As {@code stty -g} writes it, which every version does in its own way. */
    private static final Pattern STATE = Pattern.compile("[\\w:=-]+");

    private final String state;

    private LocalTerminal(String state) {
        this.state = state;
    }

    /** Whether both standard input and output are one; a child is asked, for from Java 22 on the JDK's answer changed. */
    static boolean isThere() {
        if (isWindows()) {
            return System.console() != null;
        }
        try {
            return await(new ProcessBuilder("sh", "-c", "[ -t 0 ] && [ -t 1 ]")
                    .redirectInput(Redirect.INHERIT)
                    .redirectOutput(Redirect.INHERIT)
                    .redirectError(Redirect.DISCARD)
                    .start());
        } catch (IOException e) {
            return false;
        }
    }

    static boolean isWindows() {
        return System.getProperty("os.name", "").startsWith("Windows");
    }

    /** Empty where there is no {@code stty}. */
    static Optional<LocalTerminal> find() {
        return stty("-g").filter(state -> STATE.matcher(state).matches()).map(LocalTerminal::new);
    }

    /** Each key goes to whoever reads, as it is: Ctrl-C too. */
    void raw() {
        var unused = stty("raw", "-echo");
    }

    /** As it was found. */
    void restore() {
        var unused = stty(state);
    }

    @Nullable
    Window window() {
        return stty("size").map(LocalTerminal::window).orElse(null);
    }

    /** @return null where the terminal does not know, and says 0 */
    static @Nullable Window window(String size) {
        Matcher matcher = SIZE.matcher(size);
        if (!matcher.matches()) {
            return null;
        }
        Window window = new Window(Integer.parseInt(matcher.group(1)), Integer.parseInt(matcher.group(2)));
        return window.rows() == 0 || window.columns() == 0 ? null : window;
    }

    private static Optional<String> stty(String... arguments) {
        String[] command = new String[arguments.length + 1];
        command[0] = "stty";
        System.arraycopy(arguments, 0, command, 1, arguments.length);
        try {
            Process process = new ProcessBuilder(command)
                    .redirectInput(Redirect.INHERIT)
                    .redirectError(Redirect.DISCARD)
                    .start();
            String said = new String(process.getInputStream().readAllBytes(), StandardCharsets.US_ASCII).strip();
            return await(process) ? Optional.of(said) : Optional.empty();
        } catch (IOException e) {
            return Optional.empty();
        }
    }

    /** Not to be interrupted: a terminal has to be restored just then. */
    private static boolean await(Process process) {
        return process.onExit().join().exitValue() == 0;
    }
}
