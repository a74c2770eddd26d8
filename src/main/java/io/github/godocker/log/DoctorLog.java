package io.github.godocker.log;

/** What doctor tells. */
public final class DoctorLog extends RoomLog {
    public DoctorLog(Console console) {
        super(console);
    }

    public void ok(String line) {
        info("ok    " + line);
    }

    public void warned(String line) {
        warn("warn  " + line);
    }

    public void failed(String line) {
        error("fail  " + line);
    }

    /** For programs. */
    public void printed(String line) {
        print(line);
    }
}
