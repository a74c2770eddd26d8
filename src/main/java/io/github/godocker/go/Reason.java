package io.github.godocker.go;

import java.io.IOException;
import java.nio.file.AccessDeniedException;
import java.nio.file.FileSystemException;
import java.nio.file.NoSuchFileException;
import java.nio.file.NotDirectoryException;
import java.util.Objects;

/** Why a file could not be read, in words: the messages of java.nio's exceptions are often only the path. */
final class Reason {
    private Reason() {}

    static String of(IOException e) {
        if (e instanceof NoSuchFileException) {
            return "it does not exist";
        }
        if (e instanceof AccessDeniedException) {
            return "permission denied";
        }
        if (e instanceof NotDirectoryException) {
            return "it is not a directory";
        }
        if (e instanceof FileSystemException failure && failure.getReason() != null) {
            return Objects.requireNonNull(failure.getReason());
        }
        return e.getMessage() == null ? e.getClass().getSimpleName() : Objects.requireNonNull(e.getMessage());
    }
}
