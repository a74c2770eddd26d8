package io.github.godocker.mojo;

import io.github.godocker.GoDockerException;
import io.github.godocker.Printable;
import io.github.godocker.log.Console;
import java.io.FileDescriptor;
import java.io.FileOutputStream;
import java.io.OutputStream;
import org.apache.maven.plugin.logging.Log;

/** Maven's own. */
final class MavenLog implements Console {
    private final Log log;
    private final String prefix;
    private final boolean interactive;

    /** @param prefix before each line, so that the lines of a parallel build can be told apart */
    MavenLog(Log log, String prefix, boolean interactive) {
        this.log = log;
        this.prefix = prefix;
        this.interactive = interactive;
    }

    @Override
    public void debug(String line) {
        log.debug(prefix + Printable.text(line));
    }

    @Override
    public void info(String line) {
        log.info(prefix + Printable.text(line));
    }

    @Override
    public void warn(String line) {
        log.warn(prefix + Printable.text(line));
    }

    @Override
    public void error(String line) {
        log.error(prefix + Printable.text(line));
    }

    @Override
    public void print(String line) {
        System.out.println(prefix + Printable.text(line));
        // As a program of Unix does, which is ended by the next line that `head` does not read.
        if (System.out.checkError()) {
            throw new GoDockerException(
                    "Cannot print any more: the standard output is closed, or its disk is full.",
                    "Let something read it to its end.");
        }
    }

    /** Not the stream of that name: Maven puts one before it that takes colours, and so bytes, away. */
    @Override
    public OutputStream output() {
        System.out.flush();
        return new FileOutputStream(FileDescriptor.out);
    }

    @Override
    public OutputStream errors() {
        return new FileOutputStream(FileDescriptor.err);
    }

    @Override
    public boolean interactive() {
        return interactive;
    }
}
