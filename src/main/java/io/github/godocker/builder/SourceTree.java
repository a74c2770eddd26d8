package io.github.godocker.builder;

import io.github.godocker.GoDockerException;
import io.github.godocker.docker.Container;
import io.github.godocker.docker.TarStream;
import java.io.InputStream;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.BiConsumer;

/**
 * The directory of a builder in which copies of the sources lie.
 *
 * @param directory as the container sees it
 */
record SourceTree(GolangContainer golang, String directory) {
    private static final int MODE = 07777;
    private static final int COLUMNS = 5;

    /** For what {@code stat} of busybox knows, too. */
    private static final String LIST = "cd \"$1\" && find . -exec stat -c '%f %u:%g %s %Y %n' {} +";

    /** By patterns, not by names: there may be some that are no valid text. */
    private static final String CLEAR = "cd \"$1\" && rm -rf -- ..?* .[!.]* *";

    /** Arguments of one {@code rm}: far below any system's limit. */
    static final int REMOVE_AT_ONCE = 500;

    /** What is known of a file there. */
    record Kept(int mode, String owner, long size, long seconds) {
        char kind() {
            return FileState.kind(mode);
        }

        private boolean has(int wanted, String user) {
            return (mode & MODE) == wanted && owner.equals(user);
        }

        boolean isDirectoryOf(String user) {
            return kind() == 'd' && has(0755, user);
        }

        /** Whether it is what we would send. */
        boolean is(FileState state, String user) {
            return switch (state.kind()) {
                case 'f' ->
                    kind() == 'f' && has(state.mode(), user) && size == state.size() && seconds == state.seconds();
                case 'l' -> kind() == 'l' && owner.equals(user) && seconds == state.seconds();
                default -> false;
            };
        }
    }

    /** What is there, by name; nothing if it cannot be told. */
    Optional<Map<String, Kept>> list() {
        Map<String, Kept> files = new HashMap<>();
        boolean[] clear = {true};
        int exit =
                run(List.of("sh", "-c", LIST, "go-docker", directory), (stream, line) -> clear[0] &= add(line, files));
        return exit == 0 && clear[0] ? Optional.of(files) : Optional.empty();
    }

    /** False for a line that is none of ours: a name with a line break, or one that is no valid text. */
    private static boolean add(String line, Map<String, Kept> files) {
        String[] columns = line.split(" ", COLUMNS);
        if (columns.length == COLUMNS && columns[COLUMNS - 1].equals(".")) {
            return true;
        }
        if (columns.length < COLUMNS || !columns[COLUMNS - 1].startsWith("./") || line.indexOf('\uFFFD') >= 0) {
            return false;
        }
        try {
            Kept kept = new Kept(
                    Integer.parseInt(columns[0], 16),
                    columns[1],
                    Long.parseLong(columns[2]),
                    Long.parseLong(columns[3]));
            return files.put(columns[COLUMNS - 1].substring(2), kept) == null;
        } catch (NumberFormatException e) {
            return false;
        }
    }

    void clear() {
        removeBy(List.of("sh", "-c", CLEAR, "go-docker", directory));
    }

    /** Removes files and whole directories. */
    void remove(List<String> names) {
        for (int i = 0; i < names.size(); i += REMOVE_AT_ONCE) {
            List<String> command = new ArrayList<>(List.of("rm", "-rf", "--"));
            names.subList(i, Math.min(i + REMOVE_AT_ONCE, names.size())).forEach(name -> command.add(path(name)));
            removeBy(command);
        }
    }

    /** What is left would be compiled. */
    private void removeBy(List<String> command) {
        int exit = run(command, (stream, line) -> {});
        if (exit != 0) {
            throw new GoDockerException(
                    "Cannot remove old sources from the builder: exit code " + exit + " of rm.",
                    "Remove the volumes that hold sources: `docker volume ls -f label=" + Builder.LABEL + "=sources`.");
        }
    }

    /** Unpacks what is to lie there. */
    void copyIn(TarStream tar) {
        golang.container().copyIn(directory, tar);
    }

    /** A tar of a file or directory there; the caller closes it. */
    InputStream copyOut(String name) {
        return golang.container().copyOut(path(name));
    }

    /** Whether one of these directories is above it. */
    static boolean isBelow(Set<String> directories, String name) {
        for (int slash = name.indexOf('/'); slash > 0; slash = name.indexOf('/', slash + 1)) {
            if (directories.contains(name.substring(0, slash))) {
                return true;
            }
        }
        return false;
    }

    String path(String name) {
        return directory + "/" + name;
    }

    private int run(List<String> command, BiConsumer<Container.Stream, String> output) {
        return golang.run(command, Map.of(), GolangContainer.ROOT, "/", output);
    }
}
