package io.github.godocker.image;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Function;

/**
 * Shell commands that copy {@code files} out of the sources in a build without Maven, with the same result as
 * {@link FileTree}: a COPY of a Dockerfile knows no patterns, and gives directories the mode of files.
 */
final class FilesScript {
    /** Directory, includes, excludes, what goes if it is empty, modes of files and of directories. */
    private static final List<String> TREE = List.of(
            "tree() { mkdir -p \"$2\" && cd \"$2\" && cp -R \"$1/.\" . || exit",
            "find . ! -type d | cut -c3- > /tmp/all",
            "{ grep -vxE \"$3\" /tmp/all; grep -xE \"$4\" /tmp/all; } | while IFS= read -r f; do rm -f \"./$f\"; done",
            "find . -depth -type d ! -name . | cut -c3- | grep -xE \"$5\""
                    + " | while IFS= read -r d; do rmdir \"./$d\" 2> /dev/null; done",
            "find . -type f -exec chmod \"$6\" {} + && find . -type d -exec chmod \"$7\" {} + || exit",
            "}");

    private static final String FILE =
            "file() { mkdir -p \"${2%/*}\" && cp -L \"$1\" \"$2\" && chmod \"$3\" \"$2\" || exit; }";

    private FilesScript() {}

    /**
     * The lines of a {@code RUN}, each a command.
     *
     * @param inContext what a path is called in the build context
     */
    static List<String> lines(List<ExtraFile> files, Function<Path, String> inContext) {
        List<String> lines = new ArrayList<>();
        if (files.stream().anyMatch(file -> Files.isDirectory(file.source()))) {
            lines.addAll(TREE);
        }
        if (files.stream().anyMatch(file -> !Files.isDirectory(file.source()))) {
            lines.add(FILE);
        }
        for (int i = 0; i < files.size(); i++) {
            ExtraFile file = files.get(i);
            String from = word("/src/" + inContext.apply(file.source()));
            String to = Dockerfile.FILES + i + "/";
            String fileMode = file.mode() == null ? "u=rwX,go=rX" : file.mode();
            if (!Files.isDirectory(file.source())) {
                lines.add(String.join(" ", "file", from, word(to + file.name()), fileMode));
                continue;
            }
            FilePatterns patterns = file.patterns();
            lines.add(String.join(
                    " ",
                    "tree",
                    from,
                    to,
                    word(patterns.included()),
                    word(patterns.excluded()),
                    word(patterns.unwantedIfEmpty()),
                    fileMode,
                    file.mode() == null
                            ? "755"
                            : Integer.toOctalString(FileTree.directoryMode(Integer.parseInt(file.mode(), 8)))));
            if (file.isRoot() && file.mode() == null) {
                FileTree.SHARED.stream()
                        .sorted()
                        .filter(shared -> Files.isDirectory(file.source().resolve(shared)))
                        .forEach(shared -> lines.add("chmod 1777 " + to + shared));
            }
        }
        return lines;
    }

    private static String word(String text) {
        return "'" + text.replace("'", "'\\''") + "'";
    }
}
