package io.github.godocker.go;

import io.github.godocker.GoDockerException;
import io.github.godocker.State;
import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.NoSuchFileException;
import java.nio.file.NotDirectoryException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Consumer;
import java.util.function.Predicate;

/**
 * What go reads of a module, and whether that is still the same. Go itself is asked for it by {@code go list} beside the
 * command that it is about: the packages, wherever they lie, and what they embed. Their directories and patterns are
 * kept in a {@link State}; what they mean is found anew each time, so that a new file counts as well as a changed one,
 * and a file that go does not read does not count. What lies in Go's own directories and in the cache of downloaded
 * modules is left out: the builder image's id and go.sum stand for it.
 */
public final class Inputs {
    private static final String FINGERPRINT = "inputs";
    private static final String PACKAGE = "package ";
    /** A control character, which is in no import path and in no pattern. */
    private static final String SEPARATOR = "\u001f";
    /** Another one, before each file that go leaves out. */
    private static final String LEFT_OUT = "\u001e";

    private final GoModule module;
    private final List<String> flags;
    private final boolean tests;

    /**
     * A package that go read.
     *
     * @param directory on this machine
     * @param embeds its patterns of {@code //go:embed}
     */
    public record GoPackage(Path directory, List<EmbedPattern> embeds) {
        public GoPackage {
            embeds = List.copyOf(embeds);
        }

        /** The files that they mean now. */
        public List<Path> embedded() {
            List<Path> files = new ArrayList<>();
            for (EmbedPattern pattern : embeds) {
                expand(directory, pattern, files::add, each -> {});
            }
            return files;
        }
    }

    /**
     * @param flags of the go command, those of GOFLAGS too: a file that one of them names is an input
     * @param tests whether tests are read, or only what gets into a binary
     */
    public Inputs(GoModule module, List<String> flags, boolean tests) {
        this.module = module;
        this.flags = List.copyOf(flags);
        this.tests = tests;
    }

    /**
     * The command that prints them, a line for each package; {@link #parse} reads it.
     *
     * @param buildFlags of the command whose inputs they are
     * @param packages the same
     */
    public List<String> command(List<String> buildFlags, List<String> packages) {
        List<String> words = new ArrayList<>(List.of("go", "list", "-e", "-deps"));
        String patterns = "{{range .EmbedPatterns}}{{\"\\x1f\"}}{{.}}{{end}}";
        if (tests) {
            words.add("-test");
            patterns += patterns.replace(".Embed", ".TestEmbed") + patterns.replace(".Embed", ".XTestEmbed");
        }
        words.add("-f");
        String leftOut = "{{range .IgnoredGoFiles}}{{\"\\x1e\"}}{{.}}{{end}}";
        words.add("{{if not .Standard}}{{.Dir}}" + patterns + leftOut + "{{end}}");
        words.addAll(buildFlags);
        words.addAll(packages);
        return List.copyOf(words);
    }

    /** A line that {@link #command} printed, after its directory was made one of this machine. */
    public static GoPackage parse(String line, Path directory) {
        List<String> fields = Arrays.asList(line.split(LEFT_OUT, 2)[0].split(SEPARATOR, -1));
        return new GoPackage(
                directory,
                fields.stream().skip(1).distinct().map(EmbedPattern::new).toList());
    }

    /** The directory in a line that {@link #command} printed, as go sees it. */
    public static String directory(String line) {
        return line.split("[" + SEPARATOR + LEFT_OUT + "]", 2)[0];
    }

    /** The files in a line that {@link #command} printed that go leaves out, for whatever reason. */
    public static List<Path> leftOut(String line, Path directory) {
        return Arrays.stream(line.split(LEFT_OUT, -1))
                .skip(1)
                .map(directory::resolve)
                .toList();
    }

    /**
     * Adds what go read to the state of its result. Where it may have changed since go began, or cannot be told, the
     * state remains without it, and {@link #changeSince} says so.
     *
     * @param packages what go listed
     * @param start before go began, as {@link System#currentTimeMillis()} tells it
     */
    public State record(State state, Set<GoPackage> packages, long start) {
        Fingerprint fingerprint = fingerprint(Fingerprint.since(start), packages);
        if (fingerprint.isRacy() || readsWhatNobodyTells()) {
            return state;
        }
        State result = fingerprint.record(state, FINGERPRINT);
        int number = 0;
        for (GoPackage each : packages) {
            String path = module.directory().relativize(each.directory()).toString();
            StringBuilder text = new StringBuilder(path.isEmpty() ? "." : path.replace(File.separatorChar, '/'));
            each.embeds().forEach(pattern -> text.append(SEPARATOR).append(pattern.text()));
            result = result.with(PACKAGE + ++number, text.toString());
        }
        return result;
    }

    /** What go would read otherwise than when this state was recorded, for people; nothing if it is all the same. */
    public Optional<String> changeSince(State state) {
        if (readsWhatNobodyTells()) {
            return Optional.of("-overlay names files that only go knows");
        }
        if (state.get(FINGERPRINT).isEmpty()) {
            return Optional.of("what go reads is not known, or changed while it ran");
        }
        Set<GoPackage> packages;
        try {
            packages = packages(state, module.directory());
        } catch (InvalidPathException e) {
            return Optional.of("the record of what go reads makes no sense");
        }
        return fingerprint(Fingerprint.of(), packages).changeSince(state, FINGERPRINT);
    }

    /**
     * The packages in a state that {@link #record} made; none where it could not be told.
     *
     * @param module the module's directory
     * @throws InvalidPathException if the state was damaged
     */
    public static Set<GoPackage> packages(State state, Path module) {
        Set<GoPackage> packages = new LinkedHashSet<>();
        for (int number = 1; !state.get(PACKAGE + number).isEmpty(); number++) {
            String line = state.get(PACKAGE + number);
            packages.add(parse(line, module.resolve(directory(line)).normalize()));
        }
        return packages;
    }

    private Fingerprint fingerprint(Fingerprint fingerprint, Set<GoPackage> packages) {
        module.moduleFiles().forEach(fingerprint::addFile);
        namedByFlags().forEach(fingerprint::addFile);
        Predicate<String> names = tests ? GoFileName::isInput : GoFileName::isBuildInput;
        Set<Path> directories = new TreeSet<>();
        for (GoPackage each : packages) {
            fingerprint.addDirectory(each.directory(), names);
            directories.add(each.directory());
            each.embeds().forEach(pattern -> addEmbedded(fingerprint, each.directory(), pattern));
        }
        // A new go.mod above a package makes it part of another module.
        Set<Path> above = new TreeSet<>();
        for (Path directory : directories) {
            for (Path each = directory; each != null && !module.isModule(each); each = each.getParent()) {
                if (!directories.contains(each) && !above.add(each)) {
                    break;
                }
            }
        }
        above.forEach(each -> fingerprint.addFile(each.resolve("go.mod")));
        return fingerprint;
    }

    /** What is done with a directory of embedded files. */
    private interface Visit {
        void accept(Path directory) throws IOException;
    }

    private static void addEmbedded(Fingerprint fingerprint, Path directory, EmbedPattern pattern) {
        fingerprint.add("//go:embed of " + directory, pattern.text());
        expand(directory, pattern, fingerprint::addFile, fingerprint::addTime);
    }

    private static void expand(Path directory, EmbedPattern pattern, Consumer<Path> files, Visit directories) {
        try {
            pattern.expand(directory, new EmbedPattern.Found() {
                @Override
                public void file(Path file) {
                    files.accept(file);
                }

                @Override
                public void directory(Path each) throws IOException {
                    directories.accept(each);
                }
            });
        } catch (NoSuchFileException | NotDirectoryException e) {
            // It vanished while it was looked at: the time of what it was in tells.
        } catch (IOException e) {
            throw new GoDockerException(
                    "Cannot read what " + directory + " embeds as " + pattern.text() + ": " + Reason.of(e) + ".",
                    "Check that you may read it.",
                    e);
        }
    }

    /** {@code -pgo=cpu.pprof}, {@code -modfile=other.mod}: a flag's value that is a path. */
    private Set<Path> namedByFlags() {
        Set<Path> files = new TreeSet<>();
        for (String flag : flags) {
            try {
                Path file = module.directory()
                        .resolve(flag.replaceFirst("^-[^=]*=", ""))
                        .normalize();
                if (!Files.isDirectory(file)) {
                    files.add(file);
                }
                if (flag.matches("--?modfile=.*\\.mod")) {
                    files.add(Path.of(file.toString().replaceFirst("mod$", "sum")));
                }
            } catch (InvalidPathException e) {
                // Then it names no file.
            }
        }
        return files;
    }

    /** An overlay names files in a file of its own. */
    private boolean readsWhatNobodyTells() {
        return flags.stream().anyMatch(flag -> flag.matches("--?overlay(=.*)?"));
    }
}
