package io.github.godocker.log;

import java.time.Duration;
import java.util.List;

/** What linters tell. */
public final class LintLog extends RoomLog {
    public LintLog(Console console) {
        super(console);
    }

    public void linting(String module, List<String> linters) {
        info("Linting " + module + " with " + String.join(", ", linters));
    }

    /** One linter begins. */
    public void lintingWith(String linter) {
        info("  Linting with " + linter);
    }

    /**
     * What a linter objects to.
     *
     * @param level as in Maven: error, warning, note
     * @param position with an absolute path, so that an IDE opens it; empty if there is none
     * @param details further lines
     */
    public void finding(String level, String position, String message, String source, List<String> details) {
        String first = (position.isEmpty() ? "" : position + ": ") + message + " (" + source + ")";
        for (int i = 0; i <= details.size(); i++) {
            String line = i == 0 ? first : "    " + details.get(i - 1);
            switch (level) {
                case "error" -> error(line);
                case "warning" -> warn(line);
                default -> info(line);
            }
        }
    }

    /** One linter is done. */
    public void linted(String linter, int errors, int warnings, int notes, int known, Duration time) {
        StringBuilder found = new StringBuilder();
        List.of(count(errors, "error"), count(warnings, "warning"), count(notes, "note")).stream()
                .filter(count -> !count.startsWith("0 "))
                .forEach(count -> found.append(found.length() == 0 ? "" : ", ").append(count));
        String all = found.length() == 0 ? "no findings" : found.toString();
        info("  " + linter + ": " + all + (known > 0 ? ", " + known + " more in the baseline" : "") + " in "
                + Brief.seconds(time));
    }

    public void linterLeftOut(String linter, String why) {
        warn("  " + linter + " is left out: " + why);
    }

    /** Lines of the baseline that nothing matches any more. */
    public void staleBaseline(String file, List<String> entries) {
        info(file + " has " + count(entries.size(), "entry", "entries") + " that no linter finds any more:");
        entries.forEach(entry -> info("    " + entry));
    }

    public void wroteBaseline(int findings, String file) {
        info("Wrote baseline of " + findings + " findings " + file);
    }

    private static String count(int number, String noun) {
        return count(number, noun, noun + "s");
    }

    private static String count(int number, String one, String many) {
        return number + " " + (number == 1 ? one : many);
    }
}
