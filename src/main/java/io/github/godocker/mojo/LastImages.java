package io.github.godocker.mojo;

import io.github.godocker.State;
import io.github.godocker.handover.ReportLayout;
import java.util.List;
import java.util.Map;

/**
 * The images of the last build, made or found up to date, for the page of results: images of former builds and of
 * former names lie beside them.
 *
 * @param reports where they are noted
 */
public record LastImages(ReportLayout reports) {
    private static final String IMAGE = "image ";

    /** Their keys, in the order in which they were built; empty if nothing was. */
    public List<String> keys() {
        return reports.images().read().values().entrySet().stream()
                .filter(each -> each.getKey().startsWith(IMAGE))
                .map(Map.Entry::getValue)
                .toList();
    }

    /** @param first whether it is the first of its build; then it takes the place of those of the build before */
    public void add(String reference, String key, boolean first) {
        State noted = reports.images().read();
        State now = (first ? State.NONE : noted).with(IMAGE + reference, key);
        if (!now.equals(noted)) {
            reports.images().write(now);
        }
    }
}
