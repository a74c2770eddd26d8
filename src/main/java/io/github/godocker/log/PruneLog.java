package io.github.godocker.log;

/** What prune tells. */
public final class PruneLog extends RoomLog {
    public PruneLog(Console console) {
        super(console);
    }

    public void row(String line) {
        info(line);
    }

    public void stays(String what, String why) {
        debug(what + " stays: " + why);
    }

    public void summary(int going, String size, int staying) {
        info((going == 0 ? "Nothing may go" : going + " may go, " + size)
                + (staying == 0 ? "" : "; " + staying + (staying == 1 ? " stays" : " stay") + ", -X says why"));
    }

    /** @param command by which it is removed */
    public void nothingRemoved(String command) {
        info("Nothing was removed. To remove that: `" + command + "`");
    }

    public void inUseAgain(String what) {
        info(what + " stays: it came into use just now");
    }

    public void removed(int number, String size) {
        info("Removed " + number + ", " + size);
    }
}
