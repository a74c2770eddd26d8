package io.github.godocker.image.contents;

import com.fasterxml.jackson.core.JsonProcessingException;
import io.github.godocker.Json;
import java.io.BufferedInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.zip.GZIPInputStream;
import org.apache.commons.compress.archivers.tar.TarArchiveEntry;
import org.jspecify.annotations.Nullable;

/**
 * An archive in the format of {@code docker save}. Engines name and order what is in it in different ways
 * ({@code <id>/layer.tar}, {@code blobs/sha256/…}), and the manifest, which tells what is what, comes last; so each file is
 * taken for what it looks like, and the manifest chooses among them.
 */
final class SavedImage {
    private static final int LONGEST_DOCUMENT = 4 << 20;
    private static final long ALL_DOCUMENTS = 32 << 20;
    private static final int MOST_FILES = 10_000;
    private static final int LOOK = 512;
    private static final int[] GZIP = {0x1f, 0x8b};
    private static final int[] ZSTD = {0x28, 0xb5, 0x2f, 0xfd};

    private final Map<String, String> documents = new HashMap<>();
    private final Map<String, Layer> layers = new HashMap<>();
    private final Map<String, String> links = new HashMap<>();
    private long documentBytes;

    /** What it holds: the configuration, as the OCI has it, and the layers, the lowest first. */
    record Content(Json config, List<Layer> layers) {}

    private SavedImage() {}

    static Content read(InputStream archive, LayerReader reader) throws IOException {
        SavedImage image = new SavedImage();
        AnyTar tar = new AnyTar(archive);
        for (TarArchiveEntry entry = tar.next(); entry != null; entry = tar.next()) {
            String name = AnyTar.path(entry.getName());
            if (image.documents.size() + image.layers.size() + image.links.size() > MOST_FILES) {
                throw new IOException("there are more than " + MOST_FILES + " files in it");
            }
            if (entry.isSymbolicLink()) {
                image.links.put(name, resolved(name, entry.getLinkName()));
            } else if (entry.isLink()) {
                image.links.put(name, AnyTar.path(entry.getLinkName()));
            } else if (entry.isFile()) {
                image.add(name, entry.getSize(), tar.content(), reader);
            }
        }
        return image.content();
    }

    private void add(String name, long size, InputStream content, LayerReader reader) throws IOException {
        BufferedInputStream in = new BufferedInputStream(content, 1 << 16);
        in.mark(LOOK);
        byte[] start = in.readNBytes(LOOK);
        in.reset();
        if (start.length > 0 && (start[0] == '{' || start[0] == '[')) {
            if (size <= LONGEST_DOCUMENT && documentBytes + size <= ALL_DOCUMENTS) {
                documentBytes += size;
                documents.put(name, new String(in.readAllBytes(), StandardCharsets.UTF_8));
            }
        } else if (begins(start, ZSTD)) {
            layers.put(name, broken(size, "it is packed by zstd, which is not read here"));
        } else if (begins(start, GZIP)) {
            layers.put(name, unpacked(in, size, reader));
        } else if (start.length == LOOK) {
            layers.put(name, reader.read(in));
        }
    }

    private static Layer unpacked(InputStream in, long size, LayerReader reader) {
        try {
            return reader.read(new GZIPInputStream(in, 1 << 16));
        } catch (IOException e) {
            return broken(size, String.valueOf(e.getMessage()));
        }
    }

    private static Layer broken(long size, String problem) {
        return new Layer("", size, 0, List.of(), 0, 0, 0, List.of(), problem);
    }

    private static boolean begins(byte[] bytes, int[] with) {
        for (int i = 0; i < with.length; i++) {
            if (bytes.length <= i || (bytes[i] & 0xff) != with[i]) {
                return false;
            }
        }
        return true;
    }

    /** {@code ../b/layer.tar} of {@code a/layer.tar} is {@code b/layer.tar}. */
    private static String resolved(String name, String target) {
        List<String> parts = new ArrayList<>(List.of(name.split("/")));
        parts.remove(parts.size() - 1);
        for (String part : target.split("/")) {
            if (part.equals("..") && !parts.isEmpty()) {
                parts.remove(parts.size() - 1);
            } else if (!part.equals(".") && !part.equals("..")) {
                parts.add(part);
            }
        }
        return String.join("/", parts);
    }

    private Content content() throws IOException {
        Json manifest = document("manifest.json").path(0);
        Json config = document(manifest.path("Config").text());
        if (!config.isObject()) {
            throw new IOException("there is no configuration in its archive");
        }
        List<String> digests = config.path("rootfs").path("diff_ids").texts();
        List<Layer> found = new ArrayList<>();
        for (String name : manifest.path("Layers").texts()) {
            Layer layer = find(layers, name);
            int number = found.size();
            found.add((layer == null ? broken(0, "it is not in the archive") : layer)
                    .withDigest(number < digests.size() ? digests.get(number) : ""));
        }
        return new Content(config, found);
    }

    private Json document(String name) throws IOException {
        String text = find(documents, name);
        try {
            return text == null ? Json.MISSING : Json.read(text);
        } catch (JsonProcessingException e) {
            throw new IOException(name + " in its archive is no JSON", e);
        }
    }

    private <T> @Nullable T find(Map<String, T> files, String name) {
        String at = AnyTar.path(name);
        // As long as a chain of links may be.
        for (int i = 0; i < 40 && links.containsKey(at); i++) {
            at = links.getOrDefault(at, at);
        }
        return files.get(at);
    }
}
