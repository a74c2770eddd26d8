package io.github.godocker.image;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * What the daemon would fetch by itself for a Dockerfile: images, and what {@code ADD} names by URL.
 *
 * @param images of the stages that are built, and the one that reads the Dockerfile
 * @param urls in the same stages
 */
record DockerfileSources(Set<Image> images, Set<String> urls) {
    private static final Pattern DIRECTIVE = Pattern.compile("#\\s*(\\w+)\\s*=\\s*(.*?)\\s*");
    private static final Pattern HEREDOC = Pattern.compile("(?<!<)<<(-?)(['\"]?)([A-Za-z_]\\w*)\\2(?=\\s|$)");
    private static final Pattern VARIABLE =
            Pattern.compile("\\\\\\$|\\$(?:(\\w+)|\\{(\\w+)(?::([-+])([^{}]*(?:\\{[^{}]*\\}[^{}]*)*))?\\})");
    private static final Pattern ASSIGNMENT = Pattern.compile("(\\w+)(?:=(\"[^\"]*\"|'[^']*'|\\S*))?");
    private static final Pattern URL = Pattern.compile("(https?|git|ssh)://.*|git@.*");

    /** @param platform that it has to be for; null where that is the daemon's own affair */
    record Image(String name, @Nullable String platform) {}

    /** A {@code FROM} and what follows. */
    private static final class Stage {
        final Set<Image> images = new LinkedHashSet<>();
        final Set<String> urls = new LinkedHashSet<>();
        final Set<Integer> stages = new HashSet<>();
        final Map<String, String> variables = new HashMap<>();
    }

    /**
     * @param arguments values of the Dockerfile's {@code ARG}s
     * @param platform of the image
     * @param daemon the daemon's own platform
     * @param buildKit whether stages that nothing needs are left out, and the text may name what reads it
     */
    static DockerfileSources of(
            String text, Map<String, String> arguments, String platform, String daemon, boolean buildKit) {
        return new Reader(arguments, platform, daemon, buildKit).read(text);
    }

    private static final class Reader {
        private final Map<String, String> arguments;
        private final String platform;
        private final boolean buildKit;
        private final Map<String, String> global = new HashMap<>();
        private final Map<String, Integer> names = new HashMap<>();
        private final List<Stage> stages = new ArrayList<>();
        private final Set<Image> images = new LinkedHashSet<>();
        private char escape = '\\';

        Reader(Map<String, String> arguments, String platform, String daemon, boolean buildKit) {
            this.arguments = arguments;
            this.platform = platform;
            this.buildKit = buildKit;
            platformVariables("TARGET", platform);
            platformVariables("BUILD", daemon);
        }

        private void platformVariables(String prefix, String value) {
            String[] parts = value.split("/");
            global.put(prefix + "PLATFORM", value);
            global.put(prefix + "OS", parts[0]);
            global.put(prefix + "ARCH", parts.length > 1 ? parts[1] : "");
            global.put(prefix + "VARIANT", parts.length > 2 ? parts[2] : "");
        }

        DockerfileSources read(String text) {
            Deque<String> lines = new ArrayDeque<>(text.lines().toList());
            readDirectives(lines);
            while (!lines.isEmpty()) {
                instruction(next(lines));
            }
            Set<String> urls = new LinkedHashSet<>();
            for (int each : needed()) {
                images.addAll(stages.get(each).images);
                urls.addAll(stages.get(each).urls);
            }
            return new DockerfileSources(images, urls);
        }

        private void readDirectives(Deque<String> lines) {
            while (!lines.isEmpty()) {
                Matcher directive = DIRECTIVE.matcher(lines.peek().strip());
                if (!directive.matches()) {
                    return;
                }
                String name = directive.group(1).toLowerCase(Locale.ROOT);
                if (name.equals("escape") && directive.group(2).equals("`")) {
                    escape = '`';
                } else if (name.equals("syntax")
                        && buildKit
                        && !directive.group(2).isEmpty()) {
                    images.add(new Image(directive.group(2).split("\\s+")[0], null));
                }
                lines.remove();
            }
        }

        /** One instruction, its continued lines joined, without the here-documents behind it. */
        private String next(Deque<String> lines) {
            StringBuilder joined = new StringBuilder();
            while (!lines.isEmpty()) {
                String line = lines.remove();
                if (line.strip().startsWith("#") || (joined.length() > 0 && line.isBlank())) {
                    continue;
                }
                String end = line.stripTrailing();
                boolean continued = !end.isEmpty() && end.charAt(end.length() - 1) == escape;
                joined.append(continued ? end.substring(0, end.length() - 1) : line);
                if (!continued) {
                    break;
                }
            }
            String instruction = joined.toString().strip();
            if (buildKit && instruction.matches("(?is)(RUN|COPY|ADD)\\s.*")) {
                Matcher document = HEREDOC.matcher(instruction);
                while (document.find()) {
                    String end = document.group(3);
                    boolean tabs = !document.group(1).isEmpty();
                    while (!lines.isEmpty()) {
                        String line = lines.remove();
                        if ((tabs ? line.replaceFirst("^\\t+", "") : line).equals(end)) {
                            break;
                        }
                    }
                }
            }
            return instruction;
        }

        private void instruction(String instruction) {
            String[] words = instruction.split("\\s+", 2);
            String rest = words.length > 1 ? words[1] : "";
            switch (words[0].toUpperCase(Locale.ROOT)) {
                case "FROM" -> from(rest);
                case "ARG" -> arg(rest);
                case "ENV" -> env(rest);
                case "COPY" -> flags(rest, "--from=").forEach(this::take);
                case "ADD" -> add(rest);
                case "RUN" -> mounts(rest);
                default -> {}
            }
        }

        private void from(String rest) {
            String onlyFor = platform;
            List<String> words = new ArrayList<>();
            for (String word : rest.split("\\s+")) {
                if (word.startsWith("--platform=")) {
                    onlyFor = expand(word.substring("--platform=".length()), global);
                } else if (!word.startsWith("--")) {
                    words.add(word);
                }
            }
            if (words.isEmpty()) {
                return;
            }
            Stage stage = new Stage();
            stages.add(stage);
            String base = expand(words.get(0), global);
            Integer earlier = names.get(base.toLowerCase(Locale.ROOT));
            if (earlier != null) {
                stage.stages.add(earlier);
                stage.variables.putAll(stages.get(earlier).variables);
            } else if (!base.equals("scratch") && !base.isEmpty()) {
                stage.images.add(new Image(base, onlyFor.isEmpty() ? platform : onlyFor));
            }
            if (words.size() > 2 && words.get(1).equalsIgnoreCase("AS")) {
                names.put(words.get(2).toLowerCase(Locale.ROOT), stages.size() - 1);
            }
        }

        private Map<String, String> variables() {
            return stages.isEmpty() ? global : stages.get(stages.size() - 1).variables;
        }

        private void arg(String rest) {
            Matcher each = ASSIGNMENT.matcher(rest);
            while (each.find()) {
                String name = each.group(1);
                String given = arguments.get(name);
                if (given == null && each.group(2) != null) {
                    given = expand(unquoted(each.group(2)), variables());
                } else if (given == null) {
                    given = global.get(name);
                }
                if (given != null) {
                    variables().put(name, given);
                }
            }
        }

        private void env(String rest) {
            if (rest.matches("\\w+\\s.*")) {
                String[] pair = rest.split("\\s+", 2);
                variables().put(pair[0], expand(pair[1], variables()));
                return;
            }
            Matcher each = ASSIGNMENT.matcher(rest);
            while (each.find()) {
                if (each.group(2) != null) {
                    variables().put(each.group(1), expand(unquoted(each.group(2)), variables()));
                }
            }
        }

        private void add(String rest) {
            flags(rest, "--from=").forEach(this::take);
            String files = rest.replaceFirst("^(--\\S+\\s+)+", "").strip();
            List<String> words = List.of(
                    files.startsWith("[") ? files.replaceAll("^\\[|\\]$", "").split("\\s*,\\s*") : files.split("\\s+"));
            for (String word : words.subList(0, Math.max(0, words.size() - 1))) {
                String url = expand(unquoted(word.strip()), variables());
                if (URL.matcher(url).matches() && !stages.isEmpty()) {
                    stages.get(stages.size() - 1).urls.add(url);
                }
            }
        }

        private void mounts(String rest) {
            for (String mount : flags(rest, "--mount=")) {
                for (String part : mount.split(",")) {
                    if (part.startsWith("from=")) {
                        take(part.substring("from=".length()));
                    }
                }
            }
        }

        private List<String> flags(String rest, String prefix) {
            List<String> values = new ArrayList<>();
            for (String word : rest.split("\\s+")) {
                if (!word.startsWith("--")) {
                    break;
                }
                if (word.startsWith(prefix)) {
                    values.add(expand(word.substring(prefix.length()), variables()));
                }
            }
            return values;
        }

        /** A stage by its name or number, else an image. */
        private void take(String from) {
            if (stages.isEmpty()) {
                return;
            }
            Stage stage = stages.get(stages.size() - 1);
            Integer earlier = names.get(from.toLowerCase(Locale.ROOT));
            if (earlier == null && from.matches("\\d{1,4}")) {
                earlier = Integer.valueOf(from);
            }
            if (earlier == null && !from.isEmpty() && !from.equals("scratch")) {
                stage.images.add(new Image(from, platform));
            } else if (earlier != null && earlier < stages.size() - 1) {
                stage.stages.add(earlier);
            }
        }

        private Set<Integer> needed() {
            Set<Integer> needed = new LinkedHashSet<>();
            Deque<Integer> open = new ArrayDeque<>();
            for (int i = buildKit ? stages.size() - 1 : 0; i >= 0 && i < stages.size(); i++) {
                open.add(i);
            }
            while (!open.isEmpty()) {
                int each = open.remove();
                if (needed.add(each)) {
                    open.addAll(stages.get(each).stages);
                }
            }
            return needed;
        }

        private static String unquoted(String value) {
            boolean quoted = value.length() > 1
                    && (value.startsWith("\"") || value.startsWith("'"))
                    && value.charAt(0) == value.charAt(value.length() - 1);
            return quoted ? value.substring(1, value.length() - 1) : value;
        }

        private static String expand(String text, Map<String, String> variables) {
            Matcher variable = VARIABLE.matcher(text);
            return unquoted(variable.replaceAll(found -> Matcher.quoteReplacement(value(found.group(), variables))));
        }

        private static String value(String variable, Map<String, String> variables) {
            Matcher parts = VARIABLE.matcher(variable);
            if (!parts.matches() || variable.startsWith("\\")) {
                return "$";
            }
            String value = Objects.requireNonNullElse(
                    variables.get(parts.group(1) == null ? parts.group(2) : parts.group(1)), "");
            if (parts.group(3) == null) {
                return value;
            }
            String other = expand(parts.group(4), variables);
            return parts.group(3).equals("-") ? (value.isEmpty() ? other : value) : value.isEmpty() ? "" : other;
        }
    }
}
