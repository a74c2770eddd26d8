package io.github.godocker.image.contents;

import io.github.godocker.Printable;
import io.github.godocker.go.GoProgram;
import io.github.godocker.image.contents.ImageContents.Step;
import io.github.godocker.image.contents.Layer.FileEntry;
import io.github.godocker.image.contents.Layer.Program;
import io.github.godocker.log.Brief;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/** An image as lines for people. */
public final class ContentsText {
    private static final int LONGEST_LINE = 120;
    private static final double PERCENT = 100;

    private final int most;
    private final List<String> lines = new ArrayList<>();

    private ContentsText(int most) {
        this.most = most;
    }

    /** @param most how many rows of each kind are shown */
    public static List<String> of(ImageContents image, int most) {
        ContentsText text = new ContentsText(most);
        text.facts(image);
        text.history(image.history());
        image.programs().forEach(text::program);
        return text.lines;
    }

    private void facts(ImageContents image) {
        lines.add("image       " + Printable.name(image.name()));
        lines.add("id          " + image.facts().id());
        List<String> digests = image.facts().repoDigests();
        fact("digest", digests.isEmpty() ? "none, no registry has it" : String.join(" ", digests));
        fact("platform", image.facts().platform());
        fact("created", image.config().path("created").text());
        String user = image.settings().path("User").text();
        fact("user", user.isEmpty() ? "root" : user);
        fact("entrypoint", String.join(" ", image.settings().path("Entrypoint").texts()));
        fact("arguments", String.join(" ", image.settings().path("Cmd").texts()));
        fact("ports", String.join(" ", image.facts().exposedPorts()));
        int layers = image.layers().size();
        fact("size", Brief.bytes(image.facts().size()) + " in " + layers + (layers == 1 ? " layer" : " layers"));
    }

    private void fact(String name, String value) {
        if (!value.isEmpty()) {
            lines.add(String.format("%-11s %s", name, name(value)));
        }
    }

    private void history(List<Step> history) {
        lines.add("");
        lines.add("layers, the lowest first, with their largest files");
        for (Step step : history) {
            Layer layer = step.layer();
            row(layer == null ? "" : Brief.bytes(layer.size()), step.createdBy().replaceAll("\\s+", " "));
            if (layer != null) {
                layer(layer);
            }
        }
    }

    private void layer(Layer layer) {
        layer.largest().stream().limit(most).forEach(this::file);
        long shown = Math.min(most, layer.largest().size());
        List<String> more = new ArrayList<>();
        if (layer.files() > shown) {
            long bytes = layer.size()
                    - layer.largest().stream()
                            .limit(most)
                            .mapToLong(FileEntry::size)
                            .sum();
            more.add(count(layer.files() - shown, "more file", "more files") + " (" + Brief.bytes(bytes) + ")");
        }
        add(more, layer.links(), "link", "links");
        add(more, layer.others(), "device or pipe", "devices and pipes");
        add(more, layer.removed(), "file of a layer below removed", "files of layers below removed");
        if (!more.isEmpty()) {
            lines.add(" ".repeat(22) + String.join(", ", more));
        }
        if (!layer.problem().isEmpty()) {
            lines.add(" ".repeat(22) + name("cannot be read: " + layer.problem()));
        }
    }

    private static void add(List<String> more, long number, String one, String several) {
        if (number > 0) {
            more.add(count(number, one, several));
        }
    }

    private static String count(long number, String one, String several) {
        return number + " " + (number == 1 ? one : several);
    }

    private void file(FileEntry file) {
        lines.add(String.format("%12s  %04o  /%s", Brief.bytes(file.size()), file.mode(), name(file.path())));
    }

    private void program(Program found) {
        GoProgram program = found.program();
        lines.add("");
        lines.add(name("/" + found.path() + ", a Go program of " + Brief.bytes(program.size())
                + (program.goVersion().isEmpty() ? "" : ", compiled by " + program.goVersion())));
        if (!program.problem().isEmpty()) {
            lines.add("  Its packages are not known: " + name(program.problem()));
        }
        Map<String, Long> rows = new LinkedHashMap<>();
        Map<String, Long> packages = new LinkedHashMap<>();
        for (GoProgram.Module module : program.modules()) {
            rows.put((module.path() + " " + module.version()).strip(), module.size());
            packages.putAll(module.packages());
        }
        table("its modules", rows, program.size());
        table("its packages", packages, program.size());
        table("what is no code of packages", program.rest(), program.size());
    }

    private void table(String title, Map<String, Long> sizes, long whole) {
        if (sizes.isEmpty()) {
            return;
        }
        lines.add("  " + title);
        List<Map.Entry<String, Long>> ordered = sizes.entrySet().stream()
                .sorted(Map.Entry.<String, Long>comparingByValue().reversed())
                .toList();
        ordered.stream().limit(most).forEach(each -> share(each.getValue(), whole, each.getKey()));
        if (ordered.size() > most) {
            long rest =
                    ordered.stream().skip(most).mapToLong(Map.Entry::getValue).sum();
            share(rest, whole, (ordered.size() - most) + " more");
        }
    }

    private void share(long bytes, long whole, String name) {
        lines.add(String.format(
                Locale.ROOT,
                "%12s %5.1f %%  %s",
                Brief.bytes(bytes),
                whole == 0 ? 0 : PERCENT * bytes / whole,
                name(name)));
    }

    private void row(String size, String what) {
        lines.add(String.format("%9s  %s", size, name(what)));
    }

    /** Names in images are anybody's. */
    private static String name(String name) {
        String shown = Printable.name(name);
        return shown.length() > LONGEST_LINE ? shown.substring(0, LONGEST_LINE) + "…" : shown;
    }
}
