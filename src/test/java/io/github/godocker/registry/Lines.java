package io.github.godocker.registry;

import io.github.godocker.log.Console;
import java.io.OutputStream;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;

/** A log whose lines a test looks at, with their levels. */
public final class Lines implements Console {
    public final List<String> lines = new CopyOnWriteArrayList<>();

    @Override
    public void debug(String line) {
        lines.add("DEBUG " + line);
    }

    @Override
    public void info(String line) {
        lines.add("INFO " + line);
    }

    @Override
    public void warn(String line) {
        lines.add("WARN " + line);
    }

    @Override
    public void error(String line) {
        lines.add("ERROR " + line);
    }

    @Override
    public OutputStream output() {
        return OutputStream.nullOutputStream();
    }

    @Override
    public OutputStream errors() {
        return OutputStream.nullOutputStream();
    }

    @Override
    public boolean interactive() {
        return false;
    }
}
