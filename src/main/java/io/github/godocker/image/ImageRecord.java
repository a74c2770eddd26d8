package io.github.godocker.image;

import com.fasterxml.jackson.core.JsonProcessingException;
import io.github.godocker.GoDockerException;
import io.github.godocker.Json;
import io.github.godocker.handover.OwnTree;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * What was built, for the goals that follow and for every other tool: {@code image.json}. Its keys {@code image},
 * {@code imageId}, {@code imageDigest}, {@code tags} and {@code imagePushed} are those of Jib's {@code jib-image.json}.
 *
 * @param tags all names, as references; the first is the image's main name
 * @param digest of what the main name stands for at the registry; null before the push
 * @param images one for each platform
 * @param base {@code scratch} or a reference
 * @param builderImage the golang image that compiled it, {@code golang:1.26}
 * @param goVersion {@code go1.26.3}
 * @param binaries the executables' names
 * @param refused why the build has failed after it was made, so that nobody is to have it; null if it has not
 */
public record ImageRecord(
        List<String> tags,
        @Nullable String digest,
        List<PlatformImage> images,
        String base,
        String builderImage,
        String goVersion,
        List<String> binaries,
        @Nullable String refused) {

    /**
     * The image of one platform.
     *
     * @param tags the names under which the daemon has it
     * @param id in the daemon: of the configuration, or of the manifest on engines with the containerd image store
     * @param configDigest SHA-256 of the image's configuration, which names its content on every engine; null where
     *     the engine does not tell it
     * @param size bytes of its layers, unpacked
     * @param digest at the registry; null before the push
     */
    public record PlatformImage(
            String platform,
            List<String> tags,
            String id,
            @Nullable String configDigest,
            long size,
            @Nullable String digest) {
        public PlatformImage {
            tags = List.copyOf(tags);
        }

        public PlatformImage pushed(String pushedDigest) {
            return new PlatformImage(platform, tags, id, configDigest, size, pushedDigest);
        }
    }

    public ImageRecord {
        tags = List.copyOf(tags);
        images = List.copyOf(images);
        binaries = List.copyOf(binaries);
    }

    /** The main name. */
    public String image() {
        return tags.get(0);
    }

    /** The id behind the main name. */
    public String id() {
        return images.get(0).id();
    }

    public ImageRecord pushed(String pushedDigest, List<PlatformImage> pushedImages) {
        return new ImageRecord(tags, pushedDigest, pushedImages, base, builderImage, goVersion, binaries, refused);
    }

    public ImageRecord refused(String why) {
        return new ImageRecord(tags, digest, images, base, builderImage, goVersion, binaries, why);
    }

    public void write(OwnTree files, Path file) {
        Map<String, Object> json = new LinkedHashMap<>();
        json.put("image", image());
        json.put("imageId", id());
        json.put("imageConfigDigest", images.get(0).configDigest());
        json.put("imageDigest", digest);
        json.put("tags", tags);
        json.put("imagePushed", digest != null);
        List<Map<String, Object>> platforms = new ArrayList<>();
        for (PlatformImage image : images) {
            Map<String, Object> entry = new LinkedHashMap<>();
            entry.put("platform", image.platform());
            entry.put("imageId", image.id());
            entry.put("imageConfigDigest", image.configDigest());
            entry.put("imageDigest", image.digest());
            entry.put("tags", image.tags());
            entry.put("size", image.size());
            platforms.add(entry);
        }
        json.put("platforms", platforms);
        json.put("base", base);
        json.put("builderImage", builderImage);
        json.put("goVersion", goVersion);
        json.put("binaries", binaries);
        if (refused != null) {
            json.put("imageRefused", refused);
        }
        try {
            files.write(file, Json.writeIndented(json) + "\n");
        } catch (IOException e) {
            throw GoDockerException.unwritable(file, e);
        }
    }

    /** @throws GoDockerException if there is none or it cannot be read */
    public static ImageRecord read(OwnTree files, Path file) {
        try {
            Json json = Json.read(files.readString(file));
            List<PlatformImage> images = new ArrayList<>();
            for (Json entry : json.path("platforms")) {
                images.add(new PlatformImage(
                        entry.path("platform").text(),
                        entry.path("tags").texts(),
                        entry.path("imageId").text(),
                        entry.path("imageConfigDigest").textOrNull(),
                        entry.path("size").number(),
                        entry.path("imageDigest").textOrNull()));
            }
            ImageRecord image = new ImageRecord(
                    json.path("tags").texts(),
                    json.path("imageDigest").textOrNull(),
                    images,
                    json.path("base").text(),
                    json.path("builderImage").text(),
                    json.path("goVersion").text(),
                    json.path("binaries").texts(),
                    json.path("imageRefused").textOrNull());
            if (image.tags().isEmpty()
                    || image.images().isEmpty()
                    || image.images().stream().anyMatch(each -> each.id().isEmpty())) {
                throw new GoDockerException(
                        "Cannot use " + file + ": it names no image.", "Run `mvn package` again to write it anew.");
            }
            return image;
        } catch (java.nio.file.NoSuchFileException e) {
            throw new GoDockerException(
                    "Cannot find " + file + ": no image was built here.",
                    "Run `mvn package`, or put the goal go-docker:build before this one.",
                    e);
        } catch (JsonProcessingException e) {
            throw new GoDockerException(
                    "Cannot read " + file + ": " + e.getOriginalMessage() + ".",
                    "Run `mvn package` again to write it anew.",
                    e);
        } catch (IOException e) {
            throw new GoDockerException(
                    "Cannot read " + file + ": " + GoDockerException.words(e) + ".", "Run `mvn package` again.", e);
        }
    }
}
