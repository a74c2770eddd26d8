package io.github.godocker.check.coverage;

import io.github.godocker.GoDockerException;
import io.github.godocker.handover.OwnTree;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Collection;
import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.function.Predicate;

/** What one or several of Go's coverage profiles say together. Immutable. */
public final class Coverage {
    private final String mode;
    private final List<CoveredFile> files;

    Coverage(String mode, List<CoveredFile> files) {
        this.mode = mode;
        this.files = List.copyOf(files);
    }

    /**
     * Reads and merges profiles: counts add up, and if one of them only knows whether a block was executed, so does the
     * sum.
     *
     * @throws GoDockerException when one cannot be read or is no profile, with the file and the line
     */
    public static Coverage of(OwnTree tree, Collection<Path> profiles) {
        ProfileReader reader = new ProfileReader(tree);
        profiles.forEach(reader::read);
        return reader.coverage();
    }

    /** The same without these files, which are named with the path of their package. */
    public Coverage without(Predicate<String> excluded) {
        return new Coverage(
                mode, files.stream().filter(file -> !excluded.test(file.name())).toList());
    }

    List<CoveredFile> files() {
        return files;
    }

    /** Covered statements of each package, by its path. */
    public SortedMap<String, Ratio> packages() {
        SortedMap<String, Ratio> packages = new TreeMap<>();
        for (CoveredFile file : files) {
            packages.merge(file.packagePath(), file.statements(), Ratio::plus);
        }
        return packages;
    }

    /** Covered statements of all packages. */
    public Ratio total() {
        return packages().values().stream().reduce(Ratio.NOTHING, Ratio::plus);
    }

    /** Writes one profile, each block once, as {@code go tool cover} reads it. */
    public void write(OwnTree tree, Path profile) {
        try {
            tree.writeText(profile, out -> {
                out.write("mode: " + mode + "\n");
                for (CoveredFile file : files) {
                    for (Block block : file.blocks()) {
                        out.write(file.name() + ":" + block.span() + " " + block.statements() + " " + block.count()
                                + "\n");
                    }
                }
            });
        } catch (IOException e) {
            throw GoDockerException.unwritable(profile, e);
        }
    }
}
