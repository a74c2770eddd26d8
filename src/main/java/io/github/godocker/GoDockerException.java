package io.github.godocker;

import static io.github.godocker.KnownFailure.said;

import java.io.IOException;
import java.nio.file.AccessDeniedException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/**
 * The one way in which anything here fails: what could not be done, in the words of the tool that refused, and the
 * one concrete next step on a line of its own. It is thrown once and never also logged.
 *
 * <p>A technical cause is attached with {@link #addSuppressed}, not as the cause: Maven appends the messages of all
 * causes to the line that it shows, and a raw client exception there would bury the advice. {@code mvn -e} still
 * prints suppressed exceptions.
 */
public final class GoDockerException extends RuntimeException {
    /** Who has to act: it decides only which kind of failure Maven reports. */
    public enum Kind {
        /** The user's own code does not compile or its tests fail. */
        CODE,
        /** Everything else: configuration, daemon, registry, network, interruption. */
        ENVIRONMENT
    }

    /** The next step where a build directory cannot be written or cleaned. */
    public static final String CLEAN = "Run `mvn clean`; files of another user may be in the way.";

    private static final long serialVersionUID = 1L;

    /** In lower case: the C library and Windows say it to Java, each in its own way. */
    private static final KnownFailure DISK_FULL = new KnownFailure(
            "this machine's disk is full",
            said("glibc 2.36", "no space left on device"),
            said("Windows, unseen", "not enough space on the disk"));

    private static final KnownFailure OVER_QUOTA =
            new KnownFailure("the user's quota on this machine is full", said("glibc 2.36", "quota exceeded"));
    private static final KnownFailure READ_ONLY = new KnownFailure(
            "the file system on this machine is mounted read-only", said("glibc 2.36", "read-only file system"));

    private final Kind kind;
    private final String problem;
    private final String nextStep;

    private GoDockerException(Kind kind, String problem, String nextStep) {
        super(Printable.text(problem + "\n" + nextStep));
        this.kind = kind;
        this.problem = Printable.text(problem);
        this.nextStep = Printable.text(nextStep);
    }

    /**
     * @param problem {@code Cannot <verb> <object>: <the tool's words>.}
     * @param nextStep the parameter to set or the command to run
     */
    public GoDockerException(String problem, String nextStep) {
        this(Kind.ENVIRONMENT, problem, nextStep);
    }

    /** The same with the technical exception that {@code mvn -e} shows. */
    public GoDockerException(String problem, String nextStep, Throwable technical) {
        this(problem, nextStep);
        addSuppressed(Printed.of(technical));
    }

    /** A failure of the user's code: what failed is already in the log, in the tool's own words. */
    public static GoDockerException code(String problem, String nextStep) {
        return new GoDockerException(Kind.CODE, problem, nextStep);
    }

    /** The same problem for a caller who knows better what to do about it. */
    public GoDockerException withNextStep(String nextStep) {
        GoDockerException better = new GoDockerException(kind, problem, nextStep);
        better.addSuppressed(this);
        return better;
    }

    /** The same failure for a caller who knows a better name for what it is about. */
    public GoDockerException withProblem(String problem) {
        GoDockerException better = new GoDockerException(kind, problem, nextStep);
        better.addSuppressed(this);
        return better;
    }

    /** Why a file could not be used, in words: the messages of java.nio's exceptions are often only its path. */
    public static String words(IOException e) {
        if (e instanceof FileSystemException failure && failure.getReason() == null && failure.getFile() != null) {
            return failure.getFile()
                    + (e instanceof NoSuchFileException
                            ? " does not exist"
                            : e instanceof AccessDeniedException
                                    ? " may not be used (permission denied)"
                                    : e instanceof FileAlreadyExistsException
                                            ? " is in the way"
                                            : " cannot be used (" + e.getClass().getSimpleName() + ")");
        }
        return e.getMessage() == null ? e.getClass().getSimpleName() : e.getMessage();
    }

    /**
     * A file or directory on this machine that cannot be written. A full disk and a read-only one have next steps of
     * their own.
     *
     * @param object what is written, with its whole path
     * @param file the file or directory, for the command that shows its file system
     * @param otherwise the next step for every other cause
     */
    public static GoDockerException unwritable(String object, Path file, Exception e, String otherwise) {
        String words = e instanceof IOException io ? words(io) : String.valueOf(e.getMessage());
        Path absolute = file.toAbsolutePath().normalize();
        // java.nio puts the path before the reason; it is told already.
        String reason = words.startsWith(absolute + ": ")
                ? words.substring(absolute.toString().length() + 2)
                : words;
        return new GoDockerException(
                "Cannot write " + object + ": " + reason + ".", nextStepForDisk(absolute, words, otherwise), e);
    }

    /** What to do about a disk of this machine that a file cannot be written to, by the words that say why. */
    public static String nextStepForDisk(Path file, String words, String otherwise) {
        String lower = words.toLowerCase(Locale.ROOT);
        if (DISK_FULL.isIn(lower)) {
            return "Free space there: `df -h " + existing(file) + "` shows how much is left.";
        }
        if (OVER_QUOTA.isIn(lower)) {
            return "Free some of your quota there: `df -h " + existing(file) + "` shows which file system it is.";
        }
        if (READ_ONLY.isIn(lower)) {
            return "Mount that file system writable: `df -h " + existing(file) + "` shows which one it is.";
        }
        return otherwise;
    }

    /** The same for what the goals leave in the build directory. */
    public static GoDockerException unwritable(Path file, Exception e) {
        return unwritable(
                file.toString(),
                file,
                e,
                "Make the build directory writable; files of another user may be in the way.");
    }

    /** The command would know nothing of a directory that could not be made. */
    private static Path existing(Path file) {
        Path directory = file.toAbsolutePath().normalize();
        while (!Files.isDirectory(directory) && directory.getParent() != null) {
            directory = directory.getParent();
        }
        return directory;
    }

    public Kind kind() {
        return kind;
    }

    /** What could not be done and why, without the next step. */
    public String problem() {
        return problem;
    }

    /** What to do about it. */
    public String nextStep() {
        return nextStep;
    }

    /** An exception whose text is no text for a console, which Maven prints it to as it is. */
    private static final class Printed extends Exception {
        private static final long serialVersionUID = 1L;

        private Printed(Throwable original, @Nullable Throwable cause) {
            super(Printable.text(original.toString()), cause);
            setStackTrace(original.getStackTrace());
        }

        /** The same exception where all of it can be printed. */
        static Throwable of(Throwable original) {
            Throwable cause = original.getCause() == null ? null : of(original.getCause());
            String text = original.toString();
            return cause == original.getCause() && Printable.text(text).equals(text)
                    ? original
                    : new Printed(original, cause);
        }

        @Override
        public String toString() {
            return String.valueOf(getMessage());
        }
    }
}
