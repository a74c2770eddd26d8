package io.github.godocker.log;

/** What goals tell of themselves, whatever they are about. */
public final class GoalLog extends RoomLog {
    public GoalLog(Console console) {
        super(console);
    }

    public void skipped(String reason) {
        info("Skipped: " + reason);
    }

    public void upToDate(String what) {
        info(what + " is up to date");
    }

    /** Why a goal has something to do. */
    public void outOfDate(String reason) {
        debug("Not up to date, because " + reason);
    }

    public void wrote(String what, String path) {
        info("Wrote " + what + " " + path);
    }

    public void connected(String engine, String address) {
        debug("Docker " + engine + " at " + address);
    }
}
