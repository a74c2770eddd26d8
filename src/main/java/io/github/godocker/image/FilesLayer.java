package io.github.godocker.image;

import io.github.godocker.docker.TarStream;
import java.io.IOException;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;

/**
 * The layer of an image on scratch that holds all of {@code files}, as the daemon's {@code COPY --chown} would make it:
 * directories on the way that are there already stay as they are, others are made for the owner with mode 0755.
 */
final class FilesLayer {
    private static final int DIRECTORY = 0755;

    private record Owned(FileTree.Entry entry, int user, int group) {}

    private FilesLayer() {}

    /** @param rootfs the names that the layer below holds */
    static TarStream tar(List<ExtraFile> files, Set<String> rootfs) throws IOException {
        TreeMap<String, Owned> all = new TreeMap<>();
        for (ExtraFile file : files) {
            String[] owner = (file.owner() == null ? "0:0" : file.owner()).split(":");
            int user = Integer.parseInt(owner[0]);
            int group = Integer.parseInt(owner[1]);
            String directory =
                    file.directory().isEmpty() ? "" : file.directory().substring(1);
            for (String parent = directory; !parent.isEmpty(); parent = parentOf(parent)) {
                if (!rootfs.contains(parent)) {
                    all.putIfAbsent(parent, new Owned(new FileTree.Entry(DIRECTORY, null, null), user, group));
                }
            }
            for (Map.Entry<String, FileTree.Entry> entry :
                    FileTree.of(file).entries().entrySet()) {
                all.put(path(file, entry.getKey()), new Owned(entry.getValue(), user, group));
            }
        }
        TarStream tar = new TarStream();
        for (Map.Entry<String, Owned> each : all.entrySet()) {
            tar.owner(each.getValue().user(), each.getValue().group());
            each.getValue().entry().addTo(tar, each.getKey());
        }
        return tar;
    }

    /** What they put into an image, by path, without directories on the way there. */
    static Map<String, FileTree.Entry> entries(List<FileTree> trees) {
        Map<String, FileTree.Entry> all = new TreeMap<>();
        for (FileTree tree : trees) {
            tree.entries().forEach((name, entry) -> all.put(path(tree.file(), name), entry));
        }
        return all;
    }

    private static String path(ExtraFile file, String name) {
        String directory = file.directory().isEmpty() ? "" : file.directory().substring(1);
        return directory.isEmpty() ? name : directory + "/" + name;
    }

    private static String parentOf(String path) {
        return path.substring(0, Math.max(0, path.lastIndexOf('/')));
    }
}
