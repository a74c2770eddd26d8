package io.github.godocker.go;

import io.github.godocker.GoDockerException;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * One go.mod or go.work, as far as it decides which Go compiles the module and which directories it needs. Everything
 * else is skipped without a complaint: judging the file is Go's business, and Go says it better.
 *
 * @param go the version of the {@code go} line, if there is one
 * @param toolchain the version of the {@code toolchain} line, unless it says {@code default} or {@code none}
 * @param uses directories of a go.work, as written
 * @param requires what the file requires, as {@code path} and as {@code path@version}
 */
record ModFile(
        Path file,
        @Nullable String module,
        @Nullable GoVersion go,
        @Nullable GoVersion toolchain,
        List<String> uses,
        List<LocalReplace> localReplaces,
        Set<String> requires) {

    /**
     * {@code replace module [version] => directory}; replacements by another module version need no directory.
     *
     * @param old the module, or {@code module@version} if only that version is replaced
     */
    record LocalReplace(String module, String old, String directory) {}

    static ModFile read(Path file) {
        String text;
        try {
            text = new String(Files.readAllBytes(file), StandardCharsets.UTF_8);
        } catch (IOException e) {
            throw new GoDockerException(
                    "Cannot read " + file + ": " + Reason.of(e) + ".", "Check that you may read the file.", e);
        }
        return new Parser(file).parse(text);
    }

    Path directory() {
        Path parent = file.getParent();
        return parent == null ? file : parent;
    }

    /** A directory that this file names. */
    Path resolve(String relative) {
        try {
            return directory().resolve(relative).normalize();
        } catch (InvalidPathException e) {
            throw new GoDockerException(
                    "Cannot find " + relative + ", named in " + file + ": that is no path.",
                    "Correct it, or run `go mod edit` or `go work edit`.",
                    e);
        }
    }

    private static final class Parser {
        private final Path file;
        private @Nullable String module;
        private @Nullable GoVersion go;
        private @Nullable GoVersion toolchain;
        private final List<String> uses = new ArrayList<>();
        private final List<LocalReplace> localReplaces = new ArrayList<>();
        private final Set<String> requires = new HashSet<>();

        Parser(Path file) {
            this.file = file;
        }

        ModFile parse(String text) {
            String block = "";
            int number = 0;
            for (int start = 0; start < text.length(); ) {
                int end = text.indexOf('\n', start);
                end = end < 0 ? text.length() : end;
                number++;
                List<String> tokens = tokens(text.substring(start, end));
                start = end + 1;
                if (tokens.isEmpty()) {
                    continue;
                }
                if (tokens.get(0).equals(")")) {
                    block = "";
                } else if (!block.isEmpty()) {
                    statement(block, tokens, number);
                } else if (tokens.size() == 2 && tokens.get(1).equals("(")) {
                    block = tokens.get(0);
                } else {
                    statement(tokens.get(0), tokens.subList(1, tokens.size()), number);
                }
            }
            return new ModFile(file, module, go, toolchain, uses, localReplaces, requires);
        }

        private void statement(String verb, List<String> arguments, int line) {
            if (arguments.isEmpty()) {
                return;
            }
            String first = arguments.get(0);
            switch (verb) {
                case "module" -> module = first;
                case "go" -> go = version(first, first, line);
                case "toolchain" -> {
                    if (!first.equals("default") && !first.equals("none")) {
                        // go1.26.1-acme is Acme's build of go1.26.1.
                        int suffix = first.indexOf('-');
                        toolchain = version(suffix < 0 ? first : first.substring(0, suffix), first, line);
                    }
                }
                case "use" -> uses.add(first);
                case "require" -> {
                    requires.add(first);
                    if (arguments.size() > 1) {
                        requires.add(first + "@" + arguments.get(1));
                    }
                }
                case "replace" -> replace(arguments);
                default -> {}
            }
        }

        private void replace(List<String> arguments) {
            int arrow = arguments.indexOf("=>");
            if (arrow < 1 || arrow + 1 >= arguments.size()) {
                return;
            }
            String target = arguments.get(arrow + 1);
            if (isDirectory(target)) {
                String replaced = arguments.get(0);
                String old = arrow == 1 ? replaced : replaced + "@" + arguments.get(1);
                localReplaces.add(new LocalReplace(replaced, old, target));
            }
        }

        private GoVersion version(String text, String written, int line) {
            GoVersion version = GoVersion.parseOrNull(text);
            if (version == null) {
                throw new GoDockerException(
                        "Cannot read " + file + ": line " + line + " names a Go version '" + written
                                + "', which is not how Go writes one.",
                        "Write it like `go 1.26`, or like `toolchain go1.26.1`.");
            }
            return version;
        }

        /** The rule by which Go tells a directory from a module path, Windows spellings included. */
        private static boolean isDirectory(String target) {
            return target.equals(".")
                    || target.equals("..")
                    || target.startsWith("./")
                    || target.startsWith("../")
                    || target.startsWith(".\\")
                    || target.startsWith("..\\")
                    || isAbsolute(target);
        }
    }

    /** Absolute in the spelling of any system: the file may have been written on another one. */
    static boolean isAbsolute(String path) {
        return path.startsWith("/")
                || path.startsWith("\\")
                || path.length() > 1 && path.charAt(1) == ':' && Character.isLetter(path.charAt(0));
    }

    /** The words of one line without its comment; strings never span lines in these files. */
    private static List<String> tokens(String line) {
        List<String> tokens = new ArrayList<>(5);
        int i = 0;
        while (i < line.length()) {
            char c = line.charAt(i);
            if (Character.isWhitespace(c)) {
                i++;
            } else if (line.startsWith("//", i)) {
                break;
            } else if (c == '"' || c == '`') {
                StringBuilder string = new StringBuilder();
                for (i++; i < line.length() && line.charAt(i) != c; i++) {
                    if (c == '"' && line.charAt(i) == '\\' && i + 1 < line.length()) {
                        i++;
                    }
                    string.append(line.charAt(i));
                }
                i++;
                tokens.add(string.toString());
            } else if (isPunctuation(c)) {
                tokens.add(String.valueOf(c));
                i++;
            } else {
                int start = i;
                while (i < line.length()
                        && !Character.isWhitespace(line.charAt(i))
                        && !isPunctuation(line.charAt(i))
                        && !line.startsWith("//", i)) {
                    i++;
                }
                tokens.add(line.substring(start, i));
            }
        }
        return tokens;
    }

    private static boolean isPunctuation(char c) {
        return c == '(' || c == ')' || c == '[' || c == ']' || c == '{' || c == '}' || c == ',';
    }
}
