package io.github.godocker.image.contents;

import io.github.godocker.Json;
import io.github.godocker.go.GoProgram;
import io.github.godocker.image.contents.ImageContents.Step;
import io.github.godocker.image.contents.Layer.FileEntry;
import io.github.godocker.image.contents.Layer.Program;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** An image as JSON for programs; sizes are bytes. */
public final class ContentsJson {
    private ContentsJson() {}

    /**
     * @param most how many files of each layer are in it
     * @param before what it is compared with
     */
    public static String of(ImageContents image, int most, Optional<Sizes> before) {
        Map<String, Object> json = new LinkedHashMap<>();
        json.put("image", image.name());
        json.put("imageId", image.facts().id());
        json.put("digests", image.facts().repoDigests());
        json.put("platform", image.facts().platform());
        json.put("created", image.config().path("created").text());
        json.put("user", image.settings().path("User").text());
        json.put("entrypoint", image.settings().path("Entrypoint").texts());
        json.put("arguments", image.settings().path("Cmd").texts());
        json.put("ports", image.facts().exposedPorts());
        json.put("size", image.facts().size());
        json.put(
                "history",
                image.history().stream().map(step -> step(step, most)).toList());
        json.put(
                "programs", image.programs().stream().map(ContentsJson::program).toList());
        before.ifPresent(each -> json.put("comparison", comparison(Sizes.of(image), each)));
        return Json.writeIndented(json);
    }

    private static Map<String, Object> step(Step step, int most) {
        Map<String, Object> json = new LinkedHashMap<>();
        json.put("created", step.created());
        json.put("createdBy", step.createdBy());
        Layer layer = step.layer();
        if (layer != null) {
            json.put("layer", layer.digest());
            json.put("size", layer.size());
            json.put("fileCount", layer.files());
            json.put("linkCount", layer.links());
            json.put("removedCount", layer.removed());
            json.put(
                    "files",
                    layer.largest().stream().limit(most).map(ContentsJson::file).toList());
            if (!layer.problem().isEmpty()) {
                json.put("problem", layer.problem());
            }
        }
        return json;
    }

    private static Map<String, Object> file(FileEntry file) {
        Map<String, Object> json = new LinkedHashMap<>();
        json.put("path", "/" + file.path());
        json.put("size", file.size());
        json.put("mode", String.format("%04o", file.mode()));
        return json;
    }

    private static Map<String, Object> program(Program found) {
        GoProgram program = found.program();
        Map<String, Object> json = new LinkedHashMap<>();
        json.put("path", "/" + found.path());
        json.put("size", program.size());
        json.put("goVersion", program.goVersion());
        json.put("mainPackage", program.mainPackage());
        List<Map<String, Object>> modules = new ArrayList<>();
        for (GoProgram.Module module : program.modules()) {
            Map<String, Object> entry = new LinkedHashMap<>();
            entry.put("module", module.path());
            entry.put("version", module.version());
            entry.put("size", module.size());
            entry.put("packages", module.packages());
            modules.add(entry);
        }
        json.put("modules", modules);
        json.put("rest", program.rest());
        if (!program.problem().isEmpty()) {
            json.put("problem", program.problem());
        }
        return json;
    }

    private static Map<String, Object> comparison(Sizes now, Sizes before) {
        Map<String, Object> json = new LinkedHashMap<>();
        json.put("image", before.image());
        json.put("imageId", before.id());
        json.put("size", before.size());
        json.put("change", now.size() - before.size());
        json.put("parts", now.partsSince(before));
        json.put("packages", now.packagesSince(before));
        return json;
    }
}
