package io.github.godocker.check.coverage;

import io.github.godocker.GoDockerException;
import io.github.godocker.handover.OwnTree;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * Reads Go's text profiles, {@code file:line.column,line.column statements count} below a line {@code mode: set}, and
 * adds them up: with {@code -coverpkg} one profile holds a block once for every test binary.
 */
final class ProfileReader {
    private static final int SHOWN = 80;
    /** What follows each number; the last one ends the line. */
    private static final String SEPARATORS = ".,.  \n";
    /** No block of a source file that somebody compiles spans more. */
    private static final int MAX_LINES = 10_000_000;

    private final OwnTree tree;
    private final Map<String, Map<Block.Span, long[]>> files = new HashMap<>();
    private String mode = "";

    /** @param tree that the profiles lie in */
    ProfileReader(OwnTree tree) {
        this.tree = tree;
    }

    /** What was read so far, in the order of the source. */
    Coverage coverage() {
        List<CoveredFile> sorted = new ArrayList<>();
        new TreeMap<>(files).forEach((name, blocks) -> {
            List<Block> list = new ArrayList<>(blocks.size());
            blocks.forEach((span, counts) ->
                    list.add(new Block(span, counts[0], mode.equals("set") ? Math.min(1, counts[1]) : counts[1])));
            list.sort((a, b) -> Block.Span.ORDER.compare(a.span(), b.span()));
            sorted.add(new CoveredFile(name, list));
        });
        return new Coverage(mode.isEmpty() ? "set" : mode, sorted);
    }

    void read(Path profile) {
        int number = 0;
        boolean begun = false;
        String name = "";
        Map<Block.Span, long[]> blocks = Map.of();
        try (BufferedReader reader =
                new BufferedReader(new InputStreamReader(tree.open(profile), StandardCharsets.UTF_8))) {
            for (String line = reader.readLine(); line != null; line = reader.readLine()) {
                number++;
                if (line.startsWith("mode: ")) {
                    mode(line.substring("mode: ".length()).strip(), profile, number);
                    begun = true;
                    continue;
                }
                if (line.isBlank()) {
                    continue;
                }
                int colon = line.lastIndexOf(':');
                if (!begun || colon <= 0) {
                    throw malformed(profile, number, line);
                }
                if (name.length() != colon || !line.startsWith(name)) {
                    name = line.substring(0, colon);
                    blocks = files.computeIfAbsent(name, key -> new HashMap<>());
                }
                long[] numbers = numbers(line, colon + 1);
                if (numbers.length == 0) {
                    throw malformed(profile, number, line);
                }
                add(blocks, numbers, profile, number, name);
            }
        } catch (IOException e) {
            throw new GoDockerException(
                    "Cannot read the coverage profile " + profile + ": " + GoDockerException.words(e) + ".",
                    "Run the tests with coverage again.",
                    e);
        }
        if (!begun) {
            throw new GoDockerException(
                    "Cannot read the coverage profile " + profile + ": it is empty.",
                    "Run the tests with coverage again; delete the file if it comes from elsewhere.");
        }
    }

    private static void add(Map<Block.Span, long[]> blocks, long[] numbers, Path profile, int number, String name) {
        Block.Span span = new Block.Span((int) numbers[0], (int) numbers[1], (int) numbers[2], (int) numbers[3]);
        long[] present = blocks.get(span);
        if (present == null) {
            blocks.put(span, new long[] {numbers[4], numbers[5]});
            return;
        }
        if (present[0] != numbers[4]) {
            throw new GoDockerException(
                    "Cannot merge the coverage profile " + profile + ": line " + number + " counts " + numbers[4]
                            + " statements at " + name + ":" + span + ", another profile " + present[0] + ".",
                    "They come from different states of the source: run `mvn clean` and the tests again.");
        }
        long sum = present[1] + numbers[5];
        present[1] = sum < 0 ? Long.MAX_VALUE : sum;
    }

    /** The weakest mode decides what the sum can mean: a profile that only knows whether cannot tell how often. */
    private void mode(String read, Path profile, int number) {
        switch (read) {
            case "set" -> mode = "set";
            case "count", "atomic" -> mode = mode.isEmpty() || mode.equals(read) ? read : weaker(mode);
            default -> throw malformed(profile, number, "mode: " + read);
        }
    }

    private static String weaker(String mode) {
        return mode.equals("set") ? "set" : "atomic";
    }

    /** The six numbers of a line with the separators that belong between them; empty if it is no such line. */
    private static long[] numbers(String line, int start) {
        long[] numbers = new long[SEPARATORS.length()];
        int at = start;
        for (int i = 0; i < numbers.length; i++) {
            int first = at;
            long value = 0;
            for (; at < line.length() && line.charAt(at) >= '0' && line.charAt(at) <= '9'; at++) {
                int digit = line.charAt(at) - '0';
                if (value > (Long.MAX_VALUE - digit) / 10) {
                    return new long[0];
                }
                value = value * 10 + digit;
            }
            boolean last = i == numbers.length - 1;
            boolean separated =
                    last ? at == line.length() : at < line.length() && line.charAt(at) == SEPARATORS.charAt(i);
            boolean fits = i == numbers.length - 1 || value <= Integer.MAX_VALUE;
            if (at == first || !separated || !fits) {
                return new long[0];
            }
            numbers[i] = value;
            at++;
        }
        // Lines count from 1, and a block does not end before it starts; go's own tools would loop or fail on it.
        boolean ordered = numbers[0] > 0 && numbers[0] <= numbers[2] && numbers[2] - numbers[0] < MAX_LINES;
        return ordered ? numbers : new long[0];
    }

    private static GoDockerException malformed(Path profile, int number, String line) {
        String shown = line.length() > SHOWN ? line.substring(0, SHOWN) + "…" : line;
        return new GoDockerException(
                "Cannot read the coverage profile " + profile + ": line " + number + " is '" + shown + "'.",
                "Run the tests with coverage again; delete the file if it comes from elsewhere.");
    }
}
