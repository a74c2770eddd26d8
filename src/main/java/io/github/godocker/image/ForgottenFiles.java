package io.github.godocker.image;

import io.github.godocker.DirectoryWalk;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.FileSystems;
import java.nio.file.FileVisitResult;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.PathMatcher;
import java.nio.file.SimpleFileVisitor;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * What lies beside {@code go.mod}, is named by the program as a file, and is neither embedded nor copied: a service
 * whose templates are missing builds well and dies at its start. Only a guess, which reads all Go files; for images
 * that are really built.
 */
public final class ForgottenFiles {
    private static final Set<String> DIRECTORIES = Set.of(
            "assets",
            "conf",
            "config",
            "configs",
            "data",
            "html",
            "i18n",
            "locales",
            "migrations",
            "public",
            "sql",
            "static",
            "templates",
            "views",
            "web",
            "www");
    private static final Pattern DATA = Pattern.compile("[^._].*\\.(json|ya?ml|toml|csv|html|tmpl|sql)");
    private static final Set<String> OTHERS = Set.of("testdata", "vendor", "node_modules", "target");
    private static final Pattern EMBED = Pattern.compile("(?m)^//go:embed[ \t]+(.+)$");
    /** As a parameter of what opens files, a bare word is one; elsewhere it is a key or a flag. */
    private static final String OPENS = "(?:Dir|FS|Open|File|Files|Join|Glob|Walk|Static)\\(\\s*";

    /**
     * One of them.
     *
     * @param name beside go.mod
     * @param namedBy a Go file of the module
     */
    public record Forgotten(String name, String namedBy) {}

    private ForgottenFiles() {}

    /** All of them, by name. */
    public static List<Forgotten> in(Path module, List<ExtraFile> files) {
        try {
            List<Path> candidates = new ArrayList<>();
            try (Stream<Path> list = Files.list(module)) {
                for (Path path : list.sorted().toList()) {
                    if (isCandidate(path) && !isCopied(path, files) && !isEmbedded(module, path)) {
                        candidates.add(path);
                    }
                }
            }
            return candidates.isEmpty() ? List.of() : named(module, candidates);
        } catch (IOException e) {
            return List.of(); // no hint is worth a failure
        }
    }

    private static boolean isCandidate(Path path) throws IOException {
        String name = path.getFileName().toString();
        if (!Files.isDirectory(path)) {
            return DATA.matcher(name).matches();
        }
        return DIRECTORIES.contains(name) && goFiles(path).isEmpty();
    }

    private static boolean isCopied(Path path, List<ExtraFile> files) {
        return files.stream()
                .anyMatch(file -> path.startsWith(file.source())
                        || file.source().startsWith(path)
                        || Files.exists(file.source().resolve(path.getFileName().toString())));
    }

    /** Only a package beside it or above can embed it, and the module's root is the topmost. */
    private static boolean isEmbedded(Path module, Path path) throws IOException {
        for (Path go : goFiles(module)) {
            Matcher embed = EMBED.matcher(text(go));
            while (embed.find()) {
                for (String pattern : embed.group(1).split("\\s+")) {
                    String first = pattern.replaceAll("[\"`]", "")
                            .replaceFirst("^all:", "")
                            .split("/")[0];
                    PathMatcher glob = FileSystems.getDefault().getPathMatcher("glob:" + first.replaceAll("[{}]", "?"));
                    if (glob.matches(path.getFileName())) {
                        return true;
                    }
                }
            }
        }
        return false;
    }

    private static List<Forgotten> named(Path module, List<Path> candidates) throws IOException {
        List<String> ways = new ArrayList<>();
        for (Path candidate : candidates) {
            String name = "(" + Pattern.quote(candidate.getFileName().toString()) + ")";
            ways.add("[\"`]\\./" + name + "[/\"`]");
            if (Files.isDirectory(candidate)) {
                ways.add("[\"`]" + name + "/");
                ways.add(OPENS + "[\"`]" + name + "[\"`]");
            } else {
                ways.add("[\"`]" + name + "[\"`]");
            }
        }
        Pattern pattern = Pattern.compile(String.join("|", ways));
        Map<String, Forgotten> found = new TreeMap<>();
        DirectoryWalk.from(module, new SimpleFileVisitor<Path>() {
            @Override
            public FileVisitResult preVisitDirectory(Path directory, BasicFileAttributes attributes) {
                String name = directory.getFileName().toString();
                boolean other = name.startsWith(".")
                        || name.startsWith("_")
                        || OTHERS.contains(name)
                        || Files.exists(directory.resolve("go.mod"));
                return other && !directory.equals(module) ? FileVisitResult.SKIP_SUBTREE : FileVisitResult.CONTINUE;
            }

            @Override
            public FileVisitResult visitFile(Path file, BasicFileAttributes attributes) throws IOException {
                if (attributes.isRegularFile() && isGo(file)) {
                    Matcher matcher = pattern.matcher(text(file));
                    while (matcher.find()) {
                        for (int i = 1; i <= matcher.groupCount(); i++) {
                            if (matcher.group(i) != null) {
                                String by = module.relativize(file).toString();
                                found.merge(
                                        matcher.group(i),
                                        new Forgotten(matcher.group(i), by),
                                        (one, other) -> one.namedBy().compareTo(other.namedBy()) <= 0 ? one : other);
                            }
                        }
                    }
                }
                return FileVisitResult.CONTINUE;
            }
        });
        return List.copyOf(found.values());
    }

    private static List<Path> goFiles(Path directory) throws IOException {
        try (Stream<Path> list = Files.list(directory)) {
            return list.filter(ForgottenFiles::isGo).toList();
        }
    }

    private static boolean isGo(Path file) {
        String name = file.getFileName().toString();
        return name.endsWith(".go") && !name.endsWith("_test.go");
    }

    /** One byte a character: whatever is in it, names of files are found. */
    private static String text(Path file) throws IOException {
        return Files.readString(file, StandardCharsets.ISO_8859_1);
    }
}
