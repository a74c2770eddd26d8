package io.github.godocker.image.contents;

import io.github.godocker.GoDockerException;
import io.github.godocker.Json;
import io.github.godocker.Printable;
import io.github.godocker.go.GoProgram;
import io.github.godocker.handover.OwnTree;
import io.github.godocker.image.contents.Layer.FileEntry;
import io.github.godocker.log.Brief;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Function;
import java.util.stream.Collectors;

/**
 * What an image's bytes are, so that it can be compared with another one.
 *
 * @param image its name
 * @param id its id
 * @param size bytes of its layers, unpacked
 * @param parts modules by their path, what else programs consist of by its kind, other files by their path with a slash
 * @param packages of all programs
 */
public record Sizes(String image, String id, long size, Map<String, Long> parts, Map<String, Long> packages) {
    private static final String OTHER_FILES = "other files";
    /** Of more nobody wants to read in one line. */
    private static final int TOLD = 5;

    public Sizes {
        parts = Map.copyOf(parts);
        packages = Map.copyOf(packages);
    }

    public static Sizes of(ImageContents contents) {
        Map<String, Long> parts = new LinkedHashMap<>();
        Map<String, Long> packages = new LinkedHashMap<>();
        for (Layer layer : contents.layers()) {
            long others = layer.size();
            Set<String> programs =
                    layer.programs().stream().map(Layer.Program::path).collect(Collectors.toSet());
            for (Layer.Program each : layer.programs()) {
                GoProgram program = each.program();
                others -= program.size();
                program.rest().forEach((kind, size) -> parts.merge(kind, size, Long::sum));
                for (GoProgram.Module module : program.modules()) {
                    parts.merge(module.path(), module.size(), Long::sum);
                    module.packages().forEach((path, size) -> packages.merge(path, size, Long::sum));
                }
            }
            for (FileEntry file : layer.largest().stream()
                    .filter(each -> !programs.contains(each.path()))
                    .limit(ImageContents.KEPT_FILES)
                    .toList()) {
                others -= file.size();
                parts.merge("/" + file.path(), file.size(), Long::sum);
            }
            parts.merge(OTHER_FILES, Math.max(0, others), Long::sum);
        }
        parts.values().removeIf(size -> size == 0);
        return new Sizes(
                contents.name(), contents.facts().id(), contents.facts().size(), parts, packages);
    }

    /** What it has more or less than another image, the largest difference first. */
    public Map<String, Long> partsSince(Sizes before) {
        return difference(parts, before.parts);
    }

    /** The same by packages. */
    public Map<String, Long> packagesSince(Sizes before) {
        return difference(packages, before.packages);
    }

    private static Map<String, Long> difference(Map<String, Long> now, Map<String, Long> before) {
        Set<String> names = new TreeSet<>(now.keySet());
        names.addAll(before.keySet());
        Map<String, Long> difference = new LinkedHashMap<>();
        names.stream()
                .map(name -> Map.entry(name, now.getOrDefault(name, 0L) - before.getOrDefault(name, 0L)))
                .filter(each -> each.getValue() != 0)
                .sorted(Comparator.comparingLong(each -> -Math.abs(each.getValue())))
                .forEach(each -> difference.put(each.getKey(), each.getValue()));
        return difference;
    }

    /** In a line: {@code +3.1 MB: google.golang.org/grpc +2.2 MB, golang.org/x/net +0.9 MB}. */
    public String since(Sizes before) {
        Map<String, Long> difference = partsSince(before);
        String total = size == before.size ? "of the same size" : signed(size - before.size);
        return difference.isEmpty()
                ? total
                : total + ": "
                        + told(difference, each -> Printable.name(each.getKey()) + " " + signed(each.getValue()));
    }

    /** What takes most of it: {@code std 3.9 MB, google.golang.org/grpc 2.2 MB}. */
    String largest() {
        Map<String, Long> ordered = difference(parts, Map.of());
        return told(ordered, each -> Printable.name(each.getKey()) + " " + Brief.bytes(each.getValue()));
    }

    private static String told(Map<String, Long> all, Function<Map.Entry<String, Long>, String> words) {
        String first = all.entrySet().stream().limit(TOLD).map(words).collect(Collectors.joining(", "));
        return all.size() > TOLD ? first + ", " + (all.size() - TOLD) + " more" : first;
    }

    static String signed(long bytes) {
        return (bytes > 0 ? "+" : "") + Brief.bytes(bytes);
    }

    /**
     * Keeps it for the next time. The image that was there before stays beside it, for whoever asks again about the same.
     *
     * @param before what the file has; empty if there is none
     */
    public void write(OwnTree tree, Path file, List<Sizes> before) {
        if (!before.isEmpty() && before.get(0).equals(this)) {
            return;
        }
        Map<String, Object> json = new LinkedHashMap<>();
        json.put("last", json());
        before.stream()
                .filter(each -> !each.id.equals(id))
                .findFirst()
                .ifPresent(each -> json.put("before", each.json()));
        try {
            tree.write(file, Json.write(json) + "\n");
        } catch (IOException e) {
            throw GoDockerException.unwritable(file, e);
        }
    }

    /** What {@link #write} has kept, the last first; nothing where the file is missing or makes no sense. */
    public static List<Sizes> read(OwnTree tree, Path file) {
        try {
            Json json = Json.read(tree.readString(file));
            return List.of(json.path("last"), json.path("before")).stream()
                    .map(Sizes::of)
                    .flatMap(Optional::stream)
                    .toList();
        } catch (IOException e) { // also if it is no JSON
            return List.of();
        }
    }

    private Map<String, Object> json() {
        Map<String, Object> json = new LinkedHashMap<>();
        json.put("image", image);
        json.put("imageId", id);
        json.put("size", size);
        json.put("parts", difference(parts, Map.of()));
        json.put("packages", difference(packages, Map.of()));
        return json;
    }

    private static Optional<Sizes> of(Json json) {
        if (!json.isObject()) {
            return Optional.empty();
        }
        return Optional.of(new Sizes(
                json.path("image").text(),
                json.path("imageId").text(),
                json.path("size").number(),
                numbers(json.path("parts")),
                numbers(json.path("packages"))));
    }

    private static Map<String, Long> numbers(Json json) {
        Map<String, Long> numbers = new LinkedHashMap<>();
        json.entries().forEach((name, number) -> numbers.put(name, number.number()));
        return numbers;
    }
}
