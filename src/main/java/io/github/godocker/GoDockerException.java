package io.github.godocker;

import java.io.IOException;
import java.nio.file.AccessDeniedException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.FileSystemException;
import java.nio.file.NoSuchFileException;

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

    private static final long serialVersionUID = 1L;

    private final Kind kind;
    private final String problem;
    private final String nextStep;

    private GoDockerException(Kind kind, String problem, String nextStep) {
        super(problem + "\n" + nextStep);
        this.kind = kind;
        this.problem = problem;
        this.nextStep = nextStep;
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
        addSuppressed(technical);
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
}
