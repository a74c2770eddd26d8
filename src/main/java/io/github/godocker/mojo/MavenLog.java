package io.github.godocker.mojo;

import io.github.godocker.log.BuildLog;
import io.github.godocker.log.Printable;
import org.apache.maven.plugin.logging.Log;

/** The events in Maven's log. */
final class MavenLog extends BuildLog {
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
    protected void debug(String line) {
        log.debug(prefix + Printable.text(line));
    }

    @Override
    protected void info(String line) {
        log.info(prefix + Printable.text(line));
    }

    @Override
    protected void warn(String line) {
        log.warn(prefix + Printable.text(line));
    }

    @Override
    protected void error(String line) {
        log.error(prefix + Printable.text(line));
    }

    @Override
    protected boolean interactive() {
        return interactive;
    }
}
