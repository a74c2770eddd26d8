package io.github.godocker.image;

import io.github.godocker.GoDockerException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.regex.Pattern;
import java.util.regex.PatternSyntaxException;

/**
 * The rules of a {@code .dockerignore} file: Go's {@code filepath.Match} with {@code **}, a rule also covers what lies
 * below, the last rule that matches wins (Docker's documentation of the build context).
 */
final class DockerIgnore {
    static final DockerIgnore NOTHING = new DockerIgnore(List.of());

    private final List<Rule> rules;

    private record Rule(Pattern pattern, boolean exception) {}

    private DockerIgnore(List<Rule> rules) {
        this.rules = rules;
    }

    /** {@code <Dockerfile>.dockerignore} comes before the context's {@code .dockerignore}, as Docker has it. */
    static DockerIgnore of(Path context, Path dockerfile) throws IOException {
        Path own = dockerfile.resolveSibling(dockerfile.getFileName() + ".dockerignore");
        Path common = context.resolve(".dockerignore");
        if (Files.exists(own)) {
            return parse(Files.readAllLines(own));
        }
        return Files.exists(common) ? parse(Files.readAllLines(common)) : NOTHING;
    }

    static DockerIgnore parse(List<String> lines) {
        List<Rule> rules = new ArrayList<>();
        for (String line : lines) {
            String rule = line.startsWith("\uFEFF") ? line.substring(1) : line;
            // Before white space is taken away: " #a" is a file's name.
            if (rule.startsWith("#")) {
                continue;
            }
            rule = rule.strip();
            boolean exception = rule.startsWith("!");
            rule = clean(exception ? rule.substring(1).strip() : rule);
            if (!rule.isEmpty()) {
                rules.add(new Rule(compile(rule), exception));
            }
        }
        return new DockerIgnore(rules);
    }

    private static Pattern compile(String rule) {
        try {
            return Pattern.compile(regex(rule) + "(/.*)?", Pattern.DOTALL);
        } catch (PatternSyntaxException e) {
            throw new GoDockerException(
                    "Cannot read .dockerignore: '" + rule + "' is no pattern.",
                    "Correct it; Docker's documentation of .dockerignore has the rules.",
                    e);
        }
    }

    /** Go's {@code filepath.Clean}, and without the first slash: all is relative to the context. */
    private static String clean(String rule) {
        Deque<String> parts = new ArrayDeque<>();
        for (String part : rule.split("/")) {
            if (part.equals("..")) {
                if (!parts.isEmpty() && !parts.getLast().equals("..")) {
                    parts.removeLast();
                } else if (!rule.startsWith("/")) {
                    parts.addLast(part);
                }
            } else if (!part.isEmpty() && !part.equals(".")) {
                parts.addLast(part);
            }
        }
        return String.join("/", parts);
    }

    boolean hasExceptions() {
        return rules.stream().anyMatch(Rule::exception);
    }

    /** @param path relative to the context, with slashes */
    boolean excludes(String path) {
        boolean excluded = false;
        for (Rule rule : rules) {
            if (rule.exception() == excluded && rule.pattern().matcher(path).matches()) {
                excluded = !excluded;
            }
        }
        return excluded;
    }

    private static String regex(String rule) {
        StringBuilder regex = new StringBuilder();
        for (int i = 0; i < rule.length(); i++) {
            char c = rule.charAt(i);
            if (rule.startsWith("**", i)) {
                // "**.go" at the beginning means any file of that ending; elsewhere "**" stands for directories.
                boolean anything = i == 0 && !rule.startsWith("**/");
                i += rule.startsWith("**/", i) ? 2 : 1;
                regex.append(anything || i + 1 == rule.length() ? ".*" : "(.*/)?");
            } else if (c == '*') {
                regex.append("[^/]*");
            } else if (c == '?') {
                regex.append("[^/]");
            } else if (c == '\\' && i + 1 < rule.length()) {
                i++;
                regex.append(Pattern.quote(rule.substring(i, i + 1)));
            } else if (c == '[' && endOfClass(rule, i) > 0) {
                int end = endOfClass(rule, i);
                // Java knows more in a class than Go does.
                regex.append('[')
                        .append(rule.substring(i + 1, end).replace("[", "\\[").replace("&", "\\&"))
                        .append(']');
                i = end;
            } else {
                regex.append(Pattern.quote(rule.substring(i, i + 1)));
            }
        }
        return regex.toString();
    }

    /** An empty class does not exist: in "[]a]" the first bracket is a character. */
    private static int endOfClass(String rule, int start) {
        return rule.indexOf(']', start + (rule.startsWith("[^", start) ? 3 : 2));
    }
}
