package io.github.godocker.registry;

import io.github.godocker.log.BuildLog;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;

/** A log whose lines a test looks at, with their levels. */
public final class Lines extends BuildLog {
    public final List<String> lines = new CopyOnWriteArrayList<>();

    @Override
    protected void debug(String line) {
        lines.add("DEBUG " + line);
    }

    @Override
    protected void info(String line) {
        lines.add("INFO " + line);
    }

    @Override
    protected void warn(String line) {
        lines.add("WARN " + line);
    }

    @Override
    protected void error(String line) {
        lines.add("ERROR " + line);
    }

    @Override
    protected boolean interactive() {
        return false;
    }
}
