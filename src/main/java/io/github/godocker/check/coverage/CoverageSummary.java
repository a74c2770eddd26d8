package io.github.godocker.check.coverage;

import io.github.godocker.State;
import io.github.godocker.handover.OwnTree;
import io.github.godocker.handover.StateFile;
import java.nio.file.Path;
import java.util.Collections;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * The figures alone, for a log, a page or another program: lines {@code package.<path>=<covered>/<statements>}.
 *
 * @param minimum in percent as the user wrote it, or empty
 */
public record CoverageSummary(Ratio total, SortedMap<String, Ratio> packages, String minimum) {
    private static final String TOTAL = "total";
    private static final String PERCENT = "percent";
    private static final String MINIMUM = "minimum";
    private static final String PACKAGE = "package.";

    public CoverageSummary {
        packages = Collections.unmodifiableSortedMap(new TreeMap<>(packages));
    }

    /** Nothing if there is no such file or it makes no sense. */
    public static Optional<CoverageSummary> read(OwnTree files, Path file) {
        State state = new StateFile(files, file).read();
        try {
            SortedMap<String, Ratio> packages = new TreeMap<>();
            for (Map.Entry<String, String> value : state.values().entrySet()) {
                if (value.getKey().startsWith(PACKAGE)) {
                    packages.put(value.getKey().substring(PACKAGE.length()), ratio(value.getValue()));
                }
            }
            return Optional.of(new CoverageSummary(ratio(state.get(TOTAL)), packages, state.get(MINIMUM)));
        } catch (NumberFormatException e) {
            return Optional.empty();
        }
    }

    void write(OwnTree files, Path file, String fingerprint) {
        State state = State.of(fingerprint)
                .with(TOTAL, text(total))
                .with(PERCENT, total.text().replace("%", ""))
                .with(MINIMUM, minimum);
        for (Map.Entry<String, Ratio> entry : packages.entrySet()) {
            state = state.with(PACKAGE + entry.getKey(), text(entry.getValue()));
        }
        new StateFile(files, file).write(state);
    }

    private static String text(Ratio ratio) {
        return ratio.covered() + "/" + ratio.statements();
    }

    private static Ratio ratio(String text) {
        int slash = Math.max(0, text.indexOf('/'));
        return new Ratio(Long.parseLong(text.substring(0, slash)), Long.parseLong(text.substring(slash + 1)));
    }
}
