package io.github.godocker.check.test;

import io.github.godocker.GoDockerException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.regex.Pattern;
import java.util.regex.PatternSyntaxException;
import org.jspecify.annotations.Nullable;

/**
 * Which tests to run, as {@code -Dtest=} says it to Surefire, with a Go package in the place of a class:
 *
 * <ul>
 *   <li>{@code TestOpen}, {@code Test*Open}, {@code ExampleStore*}, {@code FuzzParse}, {@code TestOpen/empty}: a test,
 *       in whatever package;
 *   <li>{@code store#TestOpen+TestClose}, {@code internal/*#Test*}, {@code ./...#TestOpen}: tests of packages;
 *   <li>{@code store}, {@code ./internal/...}, {@code example.com/app/store}: all tests of packages. A package is
 *       meant by its import path, by its path in the module, or by the end of either;
 *   <li>{@code !TestSlow}, {@code !store}, {@code !store#TestSlow}: not those;
 *   <li>{@code %regex[Test(Open|Close)]}: tests by a regular expression of Go's.
 * </ul>
 *
 * Several are separated by commas. In globs, {@code *} and {@code ?} do not match a slash.
 */
public final class TestSelection {
    private static final Pattern TEST_NAME = Pattern.compile("(Test|Example|Fuzz|Benchmark|[*?]).*");
    private static final Pattern REGEX = Pattern.compile("%regex\\[(.*)]");

    /**
     * @param packages what the package's path has to match; null for every package
     * @param tests as {@code -run} takes it; empty for all tests
     */
    private record Part(@Nullable Pattern packages, String tests, boolean excluded) {
        boolean covers(String importPath, String relative) {
            return packages == null
                    || packages.matcher(importPath).matches()
                    || packages.matcher(relative).matches();
        }
    }

    /** Tests that one {@code go test} can run. */
    public record Group(List<String> packages, String run, String skip) {}

    private final String text;
    private final List<Part> parts = new ArrayList<>();

    private TestSelection(String text) {
        this.text = text;
    }

    /**
     * @param text of {@code -Dtest}; empty for all tests
     * @throws GoDockerException if it is none
     */
    public static TestSelection parse(String text) {
        TestSelection selection = new TestSelection(text.strip());
        for (String word : words(selection.text)) {
            selection.parts.add(part(word));
        }
        return selection;
    }

    /** A comma in a regular expression separates nothing. */
    private static List<String> words(String text) {
        List<String> words = new ArrayList<>();
        int depth = 0;
        int start = 0;
        for (int i = 0; i <= text.length(); i++) {
            char c = i < text.length() ? text.charAt(i) : ',';
            depth += c == '[' ? 1 : c == ']' ? -1 : 0;
            if (c == ',' && (depth <= 0 || i == text.length())) {
                String word = text.substring(start, i).strip();
                if (!word.isEmpty()) {
                    words.add(word);
                }
                start = i + 1;
            }
        }
        return words;
    }

    private static Part part(String word) {
        boolean excluded = word.startsWith("!");
        String wanted = excluded ? word.substring(1).strip() : word;
        var regex = REGEX.matcher(wanted);
        if (regex.matches()) {
            return new Part(null, checked(regex.group(1), word), excluded);
        }
        int hash = wanted.indexOf('#');
        if (hash < 0) {
            return TEST_NAME.matcher(wanted).matches()
                    ? new Part(null, testPattern(wanted), excluded)
                    : new Part(packagePattern(wanted, word), "", excluded);
        }
        List<String> tests = new ArrayList<>();
        for (String name : wanted.substring(hash + 1).split("\\+")) {
            if (!name.isBlank()) {
                tests.add(testPattern(name.strip()));
            }
        }
        if (tests.isEmpty()) {
            throw new GoDockerException(
                    "Cannot select tests by -Dtest=" + word + ": there is no test after the #.",
                    "Write package#TestName, or the package alone for all of its tests.");
        }
        String packages = wanted.substring(0, hash).strip();
        return new Part(packages.isEmpty() ? null : packagePattern(packages, word), String.join("|", tests), excluded);
    }

    private static String checked(String regex, String word) {
        try {
            return Pattern.compile(regex).pattern();
        } catch (PatternSyntaxException e) {
            throw new GoDockerException(
                    "Cannot select tests by -Dtest=" + word + ": " + e.getDescription() + ".",
                    "Correct the regular expression in %regex[…].");
        }
    }

    /** Each level of subtests is an expression of its own; go writes blanks in names as underscores. */
    private static String testPattern(String glob) {
        List<String> levels = new ArrayList<>();
        for (String level : glob.split("/")) {
            levels.add("^" + globPattern(level.replace(' ', '_'), ".*", ".") + "$");
        }
        return String.join("/", levels);
    }

    private static Pattern packagePattern(String glob, String word) {
        String path = glob.replace('\\', '/');
        boolean fromRoot = path.equals(".") || path.startsWith("./");
        if (path.startsWith("./")) {
            path = path.substring(2);
        }
        if (path.startsWith("/") || path.startsWith("../")) {
            throw new GoDockerException(
                    "Cannot select tests by -Dtest=" + word + ": " + glob + " is outside of the module.",
                    "Name a package by its import path or its path in the module, like ./internal/store.");
        }
        String pattern = "";
        if (path.endsWith("/...")) {
            pattern = "(/.*)?";
            path = path.substring(0, path.length() - 4);
        }
        StringBuilder all = new StringBuilder(fromRoot ? "" : "(.*/)?");
        String[] pieces = path.split("\\.\\.\\.", -1);
        for (int i = 0; i < pieces.length; i++) {
            all.append(i == 0 ? "" : ".*").append(globPattern(pieces[i], "[^/]*", "[^/]"));
        }
        return Pattern.compile(all + pattern);
    }

    private static String globPattern(String glob, String any, String one) {
        StringBuilder pattern = new StringBuilder();
        for (int i = 0; i < glob.length(); i++) {
            char c = glob.charAt(i);
            if (c == '*') {
                boolean several = glob.startsWith("**", i);
                pattern.append(several ? ".*" : any);
                i += several ? 1 : 0;
            } else if (c == '?') {
                pattern.append(one);
            } else {
                pattern.append("\\.+()|[]{}^$".indexOf(c) >= 0 ? "\\" : "").append(c);
            }
        }
        return pattern.toString();
    }

    public boolean isAll() {
        return parts.isEmpty();
    }

    /** As the user wrote it. */
    @Override
    public String toString() {
        return text;
    }

    /** Whether it has to be known which packages there are; else go finds them itself. */
    public boolean namesPackages() {
        return parts.stream().anyMatch(part -> part.packages() != null);
    }

    /** The one group if no packages are named. */
    public Group everywhere(List<String> packages) {
        return Objects.requireNonNull(group(packages, "", ""));
    }

    /**
     * What to run of these packages, those that need the same words in one group.
     *
     * @param packages import paths, with their paths in the module
     */
    public List<Group> groups(Map<String, String> packages) {
        Map<List<String>, List<String>> groups = new LinkedHashMap<>();
        packages.forEach((importPath, relative) -> {
            Group group = group(List.of(importPath), importPath, relative);
            if (group != null) {
                groups.computeIfAbsent(List.of(group.run(), group.skip()), key -> new ArrayList<>())
                        .add(importPath);
            }
        });
        List<Group> all = new ArrayList<>();
        groups.forEach((words, paths) -> all.add(new Group(paths, words.get(0), words.get(1))));
        return all;
    }

    /** Null if nothing of the package is wanted. */
    private @Nullable Group group(List<String> packages, String importPath, String relative) {
        List<String> run = new ArrayList<>();
        List<String> skip = new ArrayList<>();
        boolean anyIncluded = false;
        boolean included = false;
        boolean whole = false;
        for (Part part : parts) {
            boolean covers = part.covers(importPath, relative);
            if (part.excluded()) {
                if (covers && part.tests().isEmpty()) {
                    return null;
                }
                if (covers) {
                    skip.add(part.tests());
                }
                continue;
            }
            anyIncluded = true;
            if (covers) {
                included = true;
                whole |= part.tests().isEmpty();
                run.add(part.tests());
            }
        }
        if (anyIncluded && !included) {
            return null;
        }
        return new Group(packages, whole ? "" : String.join("|", run), String.join("|", skip));
    }
}
