package io.github.godocker.log;

import java.io.OutputStream;

/** What a user would see, with the level of each line; goals write from several threads. */
public final class LinesLog implements Console {
    private final StringBuilder lines = new StringBuilder();

    public synchronized String text() {
        return lines.toString();
    }

    private synchronized void add(String level, String line) {
        lines.append(("[" + level + "] " + line).stripTrailing()).append('\n');
    }

    @Override
    public void debug(String line) {
        add("DEBUG", line);
    }

    @Override
    public void info(String line) {
        add("INFO", line);
    }

    @Override
    public void warn(String line) {
        add("WARNING", line);
    }

    @Override
    public void error(String line) {
        add("ERROR", line);
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
