package io.github.godocker.log;

/** What a user would see, with the level of each line. */
public final class LinesLog extends BuildLog {
    private final StringBuilder lines = new StringBuilder();

    public String text() {
        return lines.toString();
    }

    private void add(String level, String line) {
        lines.append(("[" + level + "] " + line).stripTrailing()).append('\n');
    }

    @Override
    protected void debug(String line) {
        add("DEBUG", line);
    }

    @Override
    protected void info(String line) {
        add("INFO", line);
    }

    @Override
    protected void warn(String line) {
        add("WARNING", line);
    }

    @Override
    protected void error(String line) {
        add("ERROR", line);
    }

    @Override
    protected boolean interactive() {
        return false;
    }
}
