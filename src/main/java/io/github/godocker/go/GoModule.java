package io.github.godocker.go;

import io.github.godocker.GoDockerException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/**
 * A Go module as its go.mod and the go.work above it describe it: which Go compiles it, and which directories of this
 * machine a compiler must see. It is read once, and it is what makes a container's mount wide enough for
 * {@code replace x => ../x} and for workspaces. Go itself is not run; what the files mean beyond this is left to it.
 *
 * <p>A go.work governs only the modules that it lists. Go fails in a module that the nearest go.work does not list;
 * here such a module is built by itself, so run Go with {@code GOWORK=off} when {@link #workFile()} is empty.
 */
public final class GoModule {
    private static final GoVersion NO_GO_LINE = GoVersion.parse("1.16");
    private static final GoVersion NO_GO_LINE_IN_WORKSPACE = GoVersion.parse("1.18");

    private final Path directory;
    private final String modulePath;
    private final @Nullable Path workFile;
    private final Map<String, Path> modules = new LinkedHashMap<>();
    private final List<Path> sourceDirectories;
    private final List<Path> extraFiles;
    private final Path root;
    private final boolean vendored;
    private GoVersion goVersion = NO_GO_LINE;
    private String goVersionSource = "";

    /** Where a project has its module that says nothing of it: itself or, where it has no go.mod, {@code src/main/go}. */
    public static Path usualDirectory(Path project) {
        Path conventional = project.resolve("src/main/go");
        boolean inSources = !Files.exists(project.resolve("go.mod")) && Files.exists(conventional.resolve("go.mod"));
        return inSources ? conventional : project;
    }

    /** Reads the module in this directory with the go.work above it, as Go does without GOWORK. */
    public static GoModule read(Path directory) {
        return read(directory, "");
    }

    /**
     * Reads the module in this directory.
     *
     * @param directory holds go.mod
     * @param gowork as the environment variable GOWORK: empty or {@code auto} for the nearest go.work, {@code off}, or
     *     the absolute path of a go.work
     */
    public static GoModule read(Path directory, String gowork) {
        return new GoModule(directory.toAbsolutePath().normalize(), gowork.strip());
    }

    private GoModule(Path directory, String gowork) {
        this.directory = directory;
        Path goMod = directory.resolve("go.mod");
        if (!Files.isRegularFile(goMod)) {
            throw new GoDockerException(
                    "Cannot find go.mod in " + directory + ".",
                    "Set <sourceDirectory> to the directory that holds go.mod, or run `go mod init <module path>` in "
                            + directory + ".");
        }
        ModFile own = ModFile.read(goMod);
        if (own.module() == null) {
            throw new GoDockerException(
                    "Cannot read " + goMod + ": it has no module line.",
                    "Add a first line like `module example.com/app`.");
        }
        this.modulePath = own.module();

        ModFile work = governingWorkFile(gowork);
        this.workFile = work == null ? null : work.file();
        List<ModFile> mains = new ArrayList<>();
        mains.add(own);
        if (work != null) {
            addUsedModules(work, mains);
        }
        chooseGoVersion(mains, work);

        Set<Path> directories = new TreeSet<>();
        for (ModFile main : mains) {
            directories.add(main.directory());
            if (main.module() != null) {
                modules.putIfAbsent(main.module(), main.directory());
            }
        }
        addReplacements(mains, work, directories);
        Path vendor = (work == null ? directory : work.directory()).resolve("vendor");
        this.vendored = Files.isRegularFile(vendor.resolve("modules.txt"));
        if (vendored) {
            directories.add(vendor);
        }
        this.sourceDirectories = outermost(directories);
        this.extraFiles = workFile == null ? List.of() : withChecksums(workFile);
        this.root = commonAncestor();
    }

    /** Where go.mod is: absolute, and the working directory of every go command. */
    public Path directory() {
        return directory;
    }

    /** {@code example.com/app}, of go.mod's module line. */
    public String modulePath() {
        return modulePath;
    }

    /** What go names an executable at the module's root: its path's last element that is no major version. */
    public String name() {
        return MainPackage.of(modulePath, ".").binary();
    }

    /** The oldest Go that satisfies every go and toolchain line which applies to this module. */
    public GoVersion goVersion() {
        return goVersion;
    }

    /**
     * The Go to compile with where nobody asks for another. A {@code go} line is a minimum, and {@code go mod init}
     * writes the first release of a version: that means its newest one, with all fixes to the standard library. A line
     * of before Go 1.21 names but the language, and the default Go compiles it. A toolchain line is meant as it stands
     * (ADR 3).
     */
    public GoVersion compiler() {
        if (goVersionSource.contains("toolchain")) {
            return goVersion;
        }
        if (goVersion.isOnlyLanguage()) {
            return GoVersion.DEFAULT;
        }
        boolean first = goVersion.patch() == 0 && goVersion.preRelease().isEmpty();
        return first ? new GoVersion(goVersion.major(), goVersion.minor(), GoVersion.NO_PATCH, "") : goVersion;
    }

    /** Where {@link #goVersion()} was read, for messages: {@code go.mod}, {@code toolchain line of go.work}. */
    public String goVersionSource() {
        return goVersionSource;
    }

    /** The go.work that lists this module, if it is part of a workspace. */
    public Optional<Path> workFile() {
        return Optional.ofNullable(workFile);
    }

    /**
     * The file that go names by the path of its package, {@code example.com/app/internal/x.go}, as it does in coverage
     * profiles and with {@code -trimpath}; nothing if it belongs to no module that lies on this machine.
     */
    public Optional<Path> file(String name) {
        for (int end = name.lastIndexOf('/'); end > 0; end = name.lastIndexOf('/', end - 1)) {
            // The longest module path wins: a module may lie in another one.
            Path module = modules.get(name.substring(0, end));
            if (module != null) {
                return Optional.of(module.resolve(name.substring(end + 1)).normalize());
            }
        }
        return Optional.empty();
    }

    /**
     * The directories whose files a compiler may read: the module, the other modules of its workspace, and every
     * directory that a replace line names. Absolute, sorted, and none inside another, so the module's own directory is
     * missing when a directory above it is there.
     */
    public List<Path> sourceDirectories() {
        return sourceDirectories;
    }

    /** The directories of all modules that are compiled together: this one, its workspace's, its replacements. */
    public Set<Path> moduleDirectories() {
        Set<Path> directories = new TreeSet<>(modules.values());
        directories.add(directory);
        return directories;
    }

    /** Files outside of modules that go commands read: go.work and go.work.sum. */
    public List<Path> extraFiles() {
        return extraFiles;
    }

    /**
     * The files that say which modules and versions are meant: go.mod and go.sum of every module that lies on this
     * machine, the list of a vendor directory, go.work and its sums. Some of them may not exist.
     */
    List<Path> moduleFiles() {
        List<Path> files = new ArrayList<>(extraFiles);
        for (Path module : modules.values()) {
            files.add(module.resolve("go.mod"));
            files.add(module.resolve("go.sum"));
        }
        Path top = workFile == null ? directory : Objects.requireNonNull(workFile.getParent());
        files.add(top.resolve("vendor").resolve("modules.txt"));
        return files;
    }

    /** Whether a module's go.mod lies in this directory, so that no other one above it matters. */
    boolean isModule(Path path) {
        return modules.containsValue(path);
    }

    /** The deepest directory that holds all source directories and extra files: what a container has to see. */
    public Path root() {
        return root;
    }

    /** Whether dependencies lie in a vendor directory, so that nothing is downloaded. */
    public boolean vendored() {
        return vendored;
    }

    /** Whether there is any file that {@code go test ./...} would look at; found faster than a container starts. */
    public boolean hasTests() {
        return GoSources.any(directory, file -> file.getFileName().toString().endsWith("_test.go"));
    }

    private @Nullable ModFile governingWorkFile(String gowork) {
        if (gowork.equals("off")) {
            return null;
        }
        if (!gowork.isEmpty() && !gowork.equals("auto")) {
            Path file = Path.of(gowork);
            if (!file.isAbsolute() || !Files.isRegularFile(file)) {
                throw new GoDockerException(
                        "Cannot read the workspace of GOWORK=" + gowork + ": it is no absolute path of a file.",
                        "Set GOWORK to off, or to the absolute path of a go.work.");
            }
            ModFile work = ModFile.read(file.normalize());
            if (!uses(work)) {
                throw new GoDockerException(
                        "Cannot use the workspace of GOWORK=" + gowork + ": it does not list " + directory + ".",
                        "Run `go work use " + directory + "`, or set GOWORK=off.");
            }
            return work;
        }
        for (Path above = directory; above != null; above = above.getParent()) {
            Path file = above.resolve("go.work");
            if (Files.isRegularFile(file)) {
                ModFile work = ModFile.read(file);
                return uses(work) ? work : null;
            }
        }
        return null;
    }

    private boolean uses(ModFile work) {
        return work.uses().stream().anyMatch(used -> work.resolve(used).equals(directory));
    }

    private void addUsedModules(ModFile work, List<ModFile> mains) {
        for (String use : work.uses()) {
            rejectAbsolute("use " + use, use, work);
            Path used = work.resolve(use);
            if (used.equals(directory)) {
                continue;
            }
            Path goMod = used.resolve("go.mod");
            if (!Files.isRegularFile(goMod)) {
                throw new GoDockerException(
                        "Cannot find the module " + use + " of the workspace " + work.file() + ": there is no " + goMod
                                + ".",
                        "Run `go work edit -dropuse=" + use + "`, or set GOWORK=off in <goEnv>.");
            }
            mains.add(ModFile.read(goMod));
        }
    }

    private void chooseGoVersion(List<ModFile> mains, @Nullable ModFile work) {
        ModFile own = mains.get(0);
        goVersion = own.go() == null ? NO_GO_LINE : own.go();
        goVersionSource = own.go() == null ? "go.mod without a go line" : "go.mod";
        raise(own.toolchain(), "toolchain line of go.mod");
        if (work == null) {
            return;
        }
        raise(work.go() == null ? NO_GO_LINE_IN_WORKSPACE : work.go(), "go.work");
        raise(work.toolchain(), "toolchain line of go.work");
        for (ModFile other : mains.subList(1, mains.size())) {
            String name = "go.mod of " + directory.relativize(other.directory());
            raise(other.go(), name);
            raise(other.toolchain(), "toolchain line of " + name);
        }
    }

    private void raise(@Nullable GoVersion version, String source) {
        if (version != null && version.compareTo(goVersion) > 0) {
            goVersion = version;
            goVersionSource = source;
        }
    }

    /** Only the replace lines of main modules and of go.work count in Go, and go.work's win. */
    private void addReplacements(List<ModFile> mains, @Nullable ModFile work, Set<Path> directories) {
        Set<String> needed = new HashSet<>();
        mains.forEach(main -> needed.addAll(main.requires()));
        mains.forEach(main -> needed.remove(main.module()));
        Set<String> overridden = new HashSet<>();
        if (work != null) {
            for (ModFile.LocalReplace replace : work.localReplaces()) {
                overridden.add(replace.module());
                addReplacement(replace, work, needed, directories);
            }
        }
        for (ModFile main : mains) {
            for (ModFile.LocalReplace replace : main.localReplaces()) {
                if (!overridden.contains(replace.module())) {
                    addReplacement(replace, main, needed, directories);
                }
            }
        }
    }

    private void addReplacement(ModFile.LocalReplace replace, ModFile from, Set<String> needed, Set<Path> directories) {
        String line = "replace " + replace.module() + " => " + replace.directory();
        boolean needs = needed.contains(replace.old());
        if (needs) {
            rejectAbsolute(line, replace.directory(), from);
        } else if (ModFile.isAbsolute(replace.directory())) {
            return;
        }
        Path target = from.resolve(replace.directory());
        if (Files.isDirectory(target)) {
            directories.add(target);
            modules.putIfAbsent(replace.module(), target);
        } else if (needs) {
            // Like Go: a line that nobody needs may point into the void.
            throw new GoDockerException(
                    "Cannot find the directory of `" + line + "` in " + from.file() + ": there is no " + target + ".",
                    "Check out " + replace.module() + " there, or run `go mod edit -dropreplace=" + replace.old()
                            + "`.");
        }
    }

    /** In a container such a path names nothing, or worse: something else. */
    private static void rejectAbsolute(String line, String path, ModFile from) {
        if (ModFile.isAbsolute(path)) {
            throw new GoDockerException(
                    "Cannot use `" + line + "` of " + from.file() + ": an absolute path names nothing in a container.",
                    "Write it relative to " + from.directory() + ", like ../lib.");
        }
    }

    /** Sorted paths in, and a directory sorts before those inside it. */
    private static List<Path> outermost(Set<Path> sorted) {
        List<Path> outermost = new ArrayList<>();
        for (Path candidate : sorted) {
            if (outermost.stream().noneMatch(candidate::startsWith)) {
                outermost.add(candidate);
            }
        }
        return List.copyOf(outermost);
    }

    private static List<Path> withChecksums(Path work) {
        Path sums = work.resolveSibling(work.getFileName() + ".sum");
        return Files.isRegularFile(sums) ? List.of(work, sums) : List.of(work);
    }

    private Path commonAncestor() {
        List<Path> all = new ArrayList<>(sourceDirectories);
        extraFiles.forEach(file -> all.add(Objects.requireNonNull(file.getParent())));
        Path common = directory;
        for (Path path : all) {
            while (common != null && !path.startsWith(common)) {
                common = common.getParent();
            }
        }
        if (common == null) {
            throw new GoDockerException(
                    "Cannot show the directories " + sourceDirectories + " to a container: they share no parent.",
                    "Move the modules that belong together to one drive.");
        }
        return common;
    }
}
