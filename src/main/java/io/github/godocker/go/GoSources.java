package io.github.godocker.go;

import io.github.godocker.DirectoryWalk;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.FileVisitResult;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.SimpleFileVisitor;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Predicate;
import java.util.regex.Pattern;

/** The Go files that {@code ./...} means: found faster than a container starts. */
public final class GoSources {
    private static final Pattern IMPORTS_C =
            Pattern.compile("(?m)^\\s*import\\s+\"C\"|^import\\s*\\([^)]*\"C\"[^)]*\\)");
    private static final Pattern CONSTRAINT = Pattern.compile("(?m)^//(go:build| \\+build)\\s");

    private GoSources() {}

    /** Whether one of them is like that; also if a directory cannot be read, for then go says what is wrong. */
    static boolean any(Path module, Predicate<Path> wanted) {
        boolean[] found = new boolean[1];
        try {
            visit(module, file -> found[0] = wanted.test(file));
        } catch (IOException e) {
            return true;
        }
        return found[0];
    }

    /** Those that go leaves out without cgo, relative to the module. */
    public static List<Path> needingCgo(Path module) {
        List<Path> files = new ArrayList<>();
        try {
            visit(module, file -> {
                if (importsC(text(file))) {
                    files.add(module.relativize(file));
                }
                return false;
            });
        } catch (IOException e) {
            // It is only a hint.
        }
        return files;
    }

    /**
     * Whether nothing but the want of cgo can have left a file out: a build constraint or a platform's name may say that
     * there is another one for such a case.
     */
    public static boolean isLeftOutForCgo(Path file) {
        String text = GoFileName.isForOnePlatform(String.valueOf(file.getFileName())) ? "" : text(file);
        return importsC(text) && !CONSTRAINT.matcher(text).find();
    }

    private static boolean importsC(String text) {
        return text.contains("\"C\"") && IMPORTS_C.matcher(text).find();
    }

    /** One byte a character: whatever is in it, names are found. */
    private static String text(Path file) {
        try {
            return Files.readString(file, StandardCharsets.ISO_8859_1);
        } catch (IOException e) {
            return "";
        }
    }

    private static void visit(Path module, Predicate<Path> last) throws IOException {
        DirectoryWalk.from(module, new SimpleFileVisitor<Path>() {
            @Override
            public FileVisitResult preVisitDirectory(Path each, BasicFileAttributes attributes) {
                String name = String.valueOf(each.getFileName());
                boolean ignored = name.startsWith(".")
                        || name.startsWith("_")
                        || name.equals("testdata")
                        || name.equals("vendor")
                        || Files.exists(each.resolve("go.mod"));
                return ignored && !each.equals(module) ? FileVisitResult.SKIP_SUBTREE : FileVisitResult.CONTINUE;
            }

            @Override
            public FileVisitResult visitFile(Path file, BasicFileAttributes attributes) {
                boolean go = attributes.isRegularFile()
                        && file.getFileName().toString().endsWith(".go");
                return go && last.test(file) ? FileVisitResult.TERMINATE : FileVisitResult.CONTINUE;
            }
        });
    }
}
