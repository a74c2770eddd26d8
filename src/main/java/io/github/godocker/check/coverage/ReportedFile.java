package io.github.godocker.check.coverage;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * A source file as the formats of others want it: by path, with its functions.
 *
 * @param path relative to the source root where the file is known, with slashes
 * @param functions in the order of the source; empty if they are not known
 */
record ReportedFile(CoveredFile file, String path, SortedMap<Integer, Long> lines, List<Function> functions) {
    /** A function or method, which reaches to where the next one begins. */
    record Function(String name, int line, int nextLine) {}

    /** {@code func (m *Machine[K]) Add}: the receiver's type, which Go leaves out of its list. */
    private static final Pattern RECEIVER = Pattern.compile("^func\\s*\\(\\s*(?:\\w+\\s+)?(\\*?)\\s*([\\p{L}\\w]+)");

    /** How often a function was entered: as often as its first block was executed. */
    long calls(Function function) {
        for (Block block : file.blocks()) {
            int start = block.span().startLine();
            if (start >= function.line() && start < function.nextLine()) {
                return block.count();
            }
        }
        return 0;
    }

    SortedMap<Integer, Long> lines(Function function) {
        return lines.subMap(function.line(), function.nextLine());
    }

    static long covered(SortedMap<Integer, Long> lines) {
        return lines.values().stream().filter(hits -> hits > 0).count();
    }

    /** Functions by their file, read line by line from what {@code go tool cover -func} prints. */
    static final class Functions {
        private final Map<String, SortedMap<Integer, String>> byFile = new HashMap<>();

        /** {@code example.com/app/x.go:6: Add 75.0%}, with tabs; other lines are no functions. */
        void add(String line) {
            int tab = line.indexOf('\t');
            if (tab < 2 || line.charAt(tab - 1) != ':') {
                return;
            }
            int colon = line.lastIndexOf(':', tab - 2);
            String[] words = line.substring(tab).strip().split("\t+");
            if (colon <= 0 || words.length != 2) {
                return;
            }
            try {
                int number = Integer.parseInt(line.substring(colon + 1, tab - 1));
                byFile.computeIfAbsent(line.substring(0, colon), key -> new TreeMap<>())
                        .putIfAbsent(number, words[0]);
            } catch (NumberFormatException e) {
                // The total has no line.
            }
        }

        /** @param source the lines of the file, or nothing */
        List<Function> of(CoveredFile file, List<String> source) {
            SortedMap<Integer, String> starts = byFile.getOrDefault(file.name(), new TreeMap<>());
            List<Integer> lines = new ArrayList<>(starts.keySet());
            List<Function> functions = new ArrayList<>();
            Set<String> names = new HashSet<>();
            for (int i = 0; i < lines.size(); i++) {
                int line = lines.get(i);
                String name = receiver(line <= source.size() ? source.get(line - 1) : "") + starts.get(line);
                // A file may have several init, and readers take a name that comes twice for a mistake.
                functions.add(new Function(
                        names.add(name) ? name : name + ":" + line,
                        line,
                        i + 1 < lines.size() ? lines.get(i + 1) : Integer.MAX_VALUE));
            }
            return functions;
        }

        private static String receiver(String line) {
            Matcher matcher = RECEIVER.matcher(line);
            if (!matcher.find()) {
                return "";
            }
            return matcher.group(1).isEmpty() ? matcher.group(2) + "." : "(*" + matcher.group(2) + ").";
        }
    }
}
