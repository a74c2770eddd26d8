package io.github.godocker.go;

import io.github.godocker.GoDockerException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.NoSuchFileException;
import java.nio.file.NotDirectoryException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * Which packages of a module become executables, found by reading the first lines of a few files: asking Go would need
 * a container before it is known whether anything is to be done at all.
 */
public final class MainPackages {
    private static final Pattern BINARY = Pattern.compile("[A-Za-z0-9][A-Za-z0-9._-]*");

    private MainPackages() {}

    /**
     * The configured main packages, or without any the conventional ones: the module's root, else ./cmd and every
     * directory in it. None for a library: those that lie elsewhere are its examples, tools and tests.
     *
     * @param configured as users write them: {@code ./cmd/api}, {@code cmd/api}, {@code .}, or an import path
     * @throws GoDockerException if one is not there or not main, if the module has no Go file, or if two would make an
     *     executable of the same name; it names the main packages that there are
     */
    public static List<MainPackage> resolve(GoModule module, List<String> configured) {
        Set<String> paths = new LinkedHashSet<>();
        for (String main : configured) {
            paths.add(path(module, main.strip()));
        }
        if (configured.isEmpty()) {
            paths.addAll(conventional(module.directory()));
        }
        if (paths.isEmpty() && !hasSources(module.directory())) {
            throw new GoDockerException(
                    "Cannot compile " + module.modulePath() + ": there is no Go file in " + module.directory() + ".",
                    "Write `package main` with a func main, or set <sourceDirectory> to another module.");
        }
        List<MainPackage> mains = new ArrayList<>();
        Map<String, String> pathsByBinary = new HashMap<>();
        for (String path : paths) {
            MainPackage main = MainPackage.of(module.modulePath(), path);
            String other = pathsByBinary.put(main.binary(), path);
            if (other != null) {
                throw new GoDockerException(
                        "Cannot build " + other + " and " + path + " together: both make an executable named "
                                + main.binary() + ".",
                        "Name only one of them in <mains>, and build the other in an <execution> of its own.");
            }
            mains.add(main);
        }
        return List.copyOf(mains);
    }

    /**
     * The same with the executable's name that the user chose.
     *
     * @param name null or blank for the one that go gives
     * @throws GoDockerException if there are several or it cannot be one
     */
    public static List<MainPackage> named(List<MainPackage> mains, @Nullable String name) {
        if (name == null || name.isBlank()) {
            return mains;
        }
        String binary = name.strip();
        if (!BINARY.matcher(binary).matches()) {
            throw new GoDockerException(
                    "Cannot name the executable '" + binary + "'.",
                    "Write <binaryName> with letters, digits, dots, dashes and underscores, like orders.");
        }
        if (mains.size() != 1) {
            String paths = mains.stream().map(MainPackage::path).collect(Collectors.joining(", "));
            throw new GoDockerException(
                    "Cannot name the executable " + binary + ": there are "
                            + (mains.isEmpty() ? "no main packages." : "several main packages, " + paths + "."),
                    mains.isEmpty()
                            ? "Leave out <binaryName>."
                            : "Leave out <binaryName>, or name one of them in <mains>.");
        }
        return List.of(new MainPackage(mains.get(0).path(), binary));
    }

    /** Whether there is a module without a conventional main package. */
    public static boolean isLibrary(Path directory) {
        return Files.exists(directory.resolve("go.mod"))
                && conventional(directory).isEmpty();
    }

    /** Those of a library, which make no executable unless they are configured. A walk through the whole module. */
    public static List<String> elsewhere(GoModule library) {
        return everywhere(library.directory());
    }

    /**
     * For a library of which something else is expected.
     *
     * @param parameter that makes sense only where there is an executable
     */
    public static GoDockerException missing(GoModule library, String parameter) {
        List<String> all = elsewhere(library);
        return new GoDockerException(
                "Cannot find a main package in " + library.directory()
                        + ": neither it nor a directory in ./cmd has a Go file that says `package main`.",
                (all.isEmpty()
                                ? "Write `package main` with a func main"
                                : "Name those that make executables in <mains>: " + String.join(", ", all))
                        + ", or leave out <" + parameter + ">: then it is a library, of which no image is made.");
    }

    /** A configured main as go is given it, checked. */
    private static String path(GoModule module, String configured) {
        String relative = configured.replace('\\', '/');
        if (relative.equals(module.modulePath())) {
            relative = ".";
        } else if (relative.startsWith(module.modulePath() + "/")) {
            relative = relative.substring(module.modulePath().length() + 1);
        }
        Path directory = directory(module, relative, configured);
        if (!belongsTo(module, directory)) {
            throw new GoDockerException(
                    "Cannot build main package " + configured + ": it is outside of the module " + module.directory()
                            + ".",
                    "Set <sourceDirectory> to the directory of its own module.");
        }
        String inside = module.directory().relativize(directory).toString().replace('\\', '/');
        String path = inside.isEmpty() ? "." : "./" + inside;
        if (!isMain(directory)) {
            List<String> all = everywhere(module.directory());
            throw new GoDockerException(
                    "Cannot find main package " + path + ": "
                            + (Files.isDirectory(directory)
                                    ? "no Go file there says `package main`."
                                    : "there is no directory " + directory + "."),
                    all.isEmpty()
                            ? "This module has no main package: write one, or set <sourceDirectory> to another module."
                            : "Main packages of this module: "
                                    + String.join(", ", all).replaceFirst("^\\.(?=,|$)", ". (its root)") + ".");
        }
        return path;
    }

    private static Path directory(GoModule module, String relative, String configured) {
        try {
            return module.directory().resolve(relative).normalize();
        } catch (InvalidPathException e) {
            throw new GoDockerException(
                    "Cannot find main package " + configured + ": that is no path.",
                    "Name a directory in <mains>, like ./cmd/api.",
                    e);
        }
    }

    /** Whether no go.mod between the two makes the directory part of another module. */
    private static boolean belongsTo(GoModule module, Path directory) {
        for (Path above = directory; above != null; above = above.getParent()) {
            if (above.equals(module.directory())) {
                return true;
            }
            if (Files.exists(above.resolve("go.mod"))) {
                return false;
            }
        }
        return false;
    }

    private static List<String> conventional(Path module) {
        if (isMain(module)) {
            return List.of(".");
        }
        List<String> mains = new ArrayList<>();
        Path cmd = module.resolve("cmd");
        if (Files.exists(cmd.resolve("go.mod"))) {
            return mains;
        }
        if (isMain(cmd)) {
            mains.add("./cmd");
        }
        for (String name : subpackages(cmd)) {
            if (isMain(cmd.resolve(name))) {
                mains.add("./cmd/" + name);
            }
        }
        return mains;
    }

    private static boolean hasSources(Path directory) {
        return entries(directory).stream()
                        .map(file -> String.valueOf(file.getFileName()))
                        .anyMatch(name -> name.endsWith(".go") && !name.startsWith("_") && !name.startsWith("."))
                || subpackages(directory).stream().anyMatch(name -> hasSources(directory.resolve(name)));
    }

    /** All of them, for a message: only then is the whole module worth a walk. */
    private static List<String> everywhere(Path module) {
        List<String> mains = new ArrayList<>();
        addMains(module, ".", mains);
        return mains;
    }

    private static void addMains(Path directory, String path, List<String> mains) {
        if (isMain(directory)) {
            mains.add(path);
        }
        for (String name : subpackages(directory)) {
            addMains(directory.resolve(name), path + "/" + name, mains);
        }
    }

    /** What {@code ./...} would enter: no vendor, testdata, hidden or underscored directory, link or other module. */
    private static List<String> subpackages(Path directory) {
        List<String> names = new ArrayList<>();
        for (Path entry : entries(directory)) {
            String name = String.valueOf(entry.getFileName());
            boolean skipped = name.startsWith(".")
                    || name.startsWith("_")
                    || name.equals("vendor")
                    || name.equals("testdata")
                    || name.endsWith(".go");
            if (!skipped
                    && Files.isDirectory(entry)
                    && !Files.isSymbolicLink(entry)
                    && !Files.exists(entry.resolve("go.mod"))) {
                names.add(name);
            }
        }
        return names;
    }

    private static boolean isMain(Path directory) {
        for (Path file : entries(directory)) {
            String name = String.valueOf(file.getFileName());
            boolean compiled = name.endsWith(".go")
                    && !name.endsWith("_test.go")
                    && !name.startsWith("_")
                    && !name.startsWith(".");
            if (compiled && GoHeader.declaresMain(file)) {
                return true;
            }
        }
        return false;
    }

    private static List<Path> entries(Path directory) {
        try {
            return Listing.of(directory);
        } catch (NoSuchFileException | NotDirectoryException e) {
            return List.of();
        } catch (IOException e) {
            throw new GoDockerException(
                    "Cannot read directory " + directory + ": " + Reason.of(e) + ".", "Check that you may read it.", e);
        }
    }
}
