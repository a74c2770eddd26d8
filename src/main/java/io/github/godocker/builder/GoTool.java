package io.github.godocker.builder;

import java.util.List;

/**
 * A program that go builds: a linter, benchstat.
 *
 * @param name of the executable
 * @param packagePath what {@code go install} builds, without the version
 * @param version a fixed one of its module
 */
public record GoTool(String name, String packagePath, String version) {

    /** Go could not build it; what it printed is for the caller to judge, who knows where the version is set. */
    public static final class NotBuilt extends Exception {
        private static final long serialVersionUID = 1L;

        private final transient List<String> lines;
        private final int exit;

        NotBuilt(List<String> lines, int exit) {
            super(String.join(" ", lines), null, false, false);
            this.lines = List.copyOf(lines);
            this.exit = exit;
        }

        public List<String> lines() {
            return lines;
        }

        public int exit() {
            return exit;
        }
    }
}
