package io.github.godocker.check.lint;

import io.github.godocker.GoDockerException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.regex.Pattern;

/**
 * Findings that a team has decided to live with: a text with a line for each, of linter, rule, file and message
 * between tabs. No line numbers, so that an edit elsewhere in the file disturbs nothing. What is there twice is
 * accepted twice. Not thread-safe.
 */
public final class Baseline {
    private static final String HEADER = """
            # Findings that do not count: linter, rule, file and message, between tabs.
            # Written by -Dgo-docker.lint.writeBaseline=true; delete what you have corrected.
            """;

    private static final Pattern LINE_NUMBER = Pattern.compile("(?<=\\.\\w{1,4}):\\d+(:\\d+)?|(?<=\\bline )\\d+");

    private final Map<String, Integer> left;

    private Baseline(Map<String, Integer> entries) {
        this.left = entries;
    }

    public static Baseline empty() {
        return new Baseline(new TreeMap<>());
    }

    public static Baseline read(Path file) {
        Map<String, Integer> entries = new TreeMap<>();
        try {
            int number = 0;
            for (String line : Files.readAllLines(file)) {
                number++;
                if (line.isBlank() || line.startsWith("#")) {
                    continue;
                }
                if (line.split("\t", -1).length != 4) {
                    throw new GoDockerException(
                            "Cannot read line " + number + " of the baseline " + file
                                    + ": it is not linter, rule, file and message between tabs.",
                            "Delete the line, or write the file anew by -Dgo-docker.lint.writeBaseline=true.");
                }
                entries.merge(line.stripTrailing(), 1, Integer::sum);
            }
        } catch (IOException e) {
            throw new GoDockerException(
                    "Cannot read the baseline " + file + ": " + GoDockerException.words(e) + ".",
                    "Correct <lintBaseline>, or write the file by -Dgo-docker.lint.writeBaseline=true.",
                    e);
        }
        return new Baseline(entries);
    }

    /** Whether a finding is among those accepted; each entry accepts one. */
    public boolean accepts(Finding finding) {
        return left.computeIfPresent(entry(finding), (entry, count) -> count == 0 ? null : count - 1) != null;
    }

    /** Entries that accepted nothing, of linters that have looked. */
    public List<String> stale(Collection<Linter> complete) {
        List<String> stale = new ArrayList<>();
        left.forEach((entry, count) -> {
            boolean looked = complete.stream().anyMatch(linter -> entry.startsWith(linter.title() + "\t"));
            for (int i = 0; looked && i < count; i++) {
                stale.add(entry.replace("\t", " "));
            }
        });
        return stale;
    }

    /**
     * Writes a baseline that accepts exactly these. What it held of linters that have not looked this time stays.
     *
     * @param complete the linters that have looked
     */
    public static void write(Path file, Collection<Finding> findings, Collection<Linter> complete) {
        List<String> entries = new ArrayList<>();
        present(file).forEach((entry, count) -> {
            if (complete.stream().noneMatch(linter -> entry.startsWith(linter.title() + "\t"))) {
                entries.addAll(Collections.nCopies(count, entry));
            }
        });
        findings.stream()
                .filter(finding -> complete.contains(finding.linter()))
                .map(Baseline::entry)
                .forEach(entries::add);
        Collections.sort(entries);
        StringBuilder text = new StringBuilder(HEADER);
        entries.forEach(entry -> text.append(entry).append('\n'));
        try {
            Path parent = file.toAbsolutePath().getParent();
            if (parent != null) {
                Files.createDirectories(parent);
            }
            Files.writeString(file, text);
        } catch (IOException e) {
            throw GoDockerException.unwritable("the baseline " + file, file, e, "Correct <lintBaseline>.");
        }
    }

    /** A file that nobody can read is one to write anew. */
    private static Map<String, Integer> present(Path file) {
        try {
            return Files.isRegularFile(file) ? read(file).left : Map.of();
        } catch (GoDockerException e) {
            return Map.of();
        }
    }

    /** The line of a finding. */
    static String entry(Finding finding) {
        String message = LINE_NUMBER.matcher(finding.message()).replaceAll("");
        return (finding.linter().title() + "\t" + oneLine(finding.rule()) + "\t" + oneLine(finding.file()) + "\t"
                        + oneLine(message))
                .stripTrailing();
    }

    private static String oneLine(String text) {
        return text.replaceAll("\\s+", " ").strip();
    }
}
