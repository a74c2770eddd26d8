package io.github.godocker.image;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;

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
            String rule = line.strip();
            if (rule.isEmpty() || rule.startsWith("#")) {
                continue;
            }
            boolean exception = rule.startsWith("!");
            if (exception) {
                rule = rule.substring(1).strip();
            }
            rule = Path.of("/" + rule).normalize().toString().replace('\\', '/').substring(1);
            if (!rule.isEmpty()) {
                rules.add(new Rule(Pattern.compile(regex(rule) + "(/.*)?"), exception));
            }
        }
        return new DockerIgnore(rules);
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
            if (rule.startsWith("**/", i)) {
                regex.append("(.*/)?");
                i += 2;
            } else if (rule.startsWith("**", i)) {
                regex.append(".*");
                i++;
            } else if (c == '*') {
                regex.append("[^/]*");
            } else if (c == '?') {
                regex.append("[^/]");
            } else if (c == '[' && rule.indexOf(']', i) > 0) {
                int end = rule.indexOf(']', i);
                regex.append(rule, i, end + 1);
                i = end;
            } else {
                regex.append(Pattern.quote(String.valueOf(c)));
            }
        }
        return regex.toString();
    }
}
