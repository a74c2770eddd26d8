package io.github.godocker.go;

import io.github.godocker.GoDockerException;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;

/**
 * What stands above the package clause of a Go file: comments, some of them build constraints. Only as much of the file
 * is read as that takes. Of constraints, only {@code ignore} is understood: it is the tag that by convention nobody
 * sets, on files for {@code go run}, whereas any other may be satisfied by a platform or by the user's build tags.
 */
final class GoHeader {
    /** Longer than nearly every licence header; the rest of a file is read only if its header is longer still. */
    private static final int FIRST_READ = 4096;

    private final String text;
    private int position;
    private boolean ignored;
    private boolean constrained;

    private GoHeader(String text) {
        this.text = text;
    }

    /** Whether this file belongs to a main package when Go compiles it for some platform. */
    static boolean declaresMain(Path file) {
        byte[] bytes;
        try (InputStream in = Files.newInputStream(file)) {
            bytes = in.readNBytes(FIRST_READ);
            GoHeader header = new GoHeader(decode(bytes));
            if (bytes.length == FIRST_READ && !header.reachesPackageClause()) {
                byte[] rest = in.readAllBytes();
                byte[] all = Arrays.copyOf(bytes, bytes.length + rest.length);
                System.arraycopy(rest, 0, all, bytes.length, rest.length);
                bytes = all;
            }
        } catch (IOException e) {
            if (Files.isRegularFile(file)) {
                throw new GoDockerException(
                        "Cannot read " + file + ": " + Reason.of(e) + ".", "Check that you may read the file.", e);
            }
            // A directory named x.go, or a dangling link such as the lock files of Emacs.
            return false;
        }
        return declaresMain(decode(bytes));
    }

    static boolean declaresMain(String source) {
        GoHeader header = new GoHeader(source);
        header.skipToCode();
        if (header.ignored || !header.accept("package")) {
            return false;
        }
        header.skipToCode();
        return header.accept("main");
    }

    /** Go's syntax is ASCII, and one character a byte cannot fail on half a rune at the end. */
    private static String decode(byte[] bytes) {
        boolean byteOrderMark =
                bytes.length > 2 && bytes[0] == (byte) 0xEF && bytes[1] == (byte) 0xBB && bytes[2] == (byte) 0xBF;
        int start = byteOrderMark ? 3 : 0;
        return new String(bytes, start, bytes.length - start, StandardCharsets.ISO_8859_1);
    }

    private boolean reachesPackageClause() {
        skipToCode();
        accept("package");
        skipToCode();
        // Where the text ends sooner after this than the longer of the two words, it may end within one.
        return position + "package".length() < text.length();
    }

    private void skipToCode() {
        while (position < text.length()) {
            if (text.startsWith("//", position)) {
                int end = text.indexOf('\n', position);
                end = end < 0 ? text.length() : end;
                constraint(text.substring(position, end));
                position = end;
            } else if (text.startsWith("/*", position)) {
                int end = text.indexOf("*/", position + 2);
                position = end < 0 ? text.length() : end + 2;
            } else if (Character.isWhitespace(text.charAt(position))) {
                position++;
            } else {
                return;
            }
        }
    }

    /** A word that ends here. */
    private boolean accept(String word) {
        int end = position + word.length();
        boolean accepted = text.startsWith(word, position)
                && (end == text.length() || !Character.isJavaIdentifierPart(text.charAt(end)));
        if (accepted) {
            position = end;
        }
        return accepted;
    }

    private void constraint(String comment) {
        if (comment.startsWith("//go:build ") || comment.startsWith("//go:build\t")) {
            constrained = true;
            ignored = requiresIgnore(comment.substring("//go:build".length()));
        } else if (!constrained && comment.substring(2).strip().startsWith("+build ")) {
            for (String option :
                    comment.substring(comment.indexOf("+build") + 6).strip().split(" ")) {
                if (!Arrays.asList(option.split(",")).contains("ignore")) {
                    return;
                }
            }
            ignored = true;
        }
    }

    /** {@code ignore}, alone or as one of several terms that must all hold. */
    private static boolean requiresIgnore(String expression) {
        if (expression.contains("||") || expression.contains("!(") || expression.contains("! (")) {
            return false;
        }
        for (String term : expression.replace('(', ' ').replace(')', ' ').split("&&")) {
            if (term.strip().equals("ignore")) {
                return true;
            }
        }
        return false;
    }
}
