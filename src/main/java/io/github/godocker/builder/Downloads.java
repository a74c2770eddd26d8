package io.github.godocker.builder;

import io.github.godocker.log.BuilderLog;
import java.util.Collections;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;

/** The modules that one go command fetches, which it tells line by line among what else it says. */
public final class Downloads {
    private static final String PREFIX = "go: downloading ";

    private final BuilderLog log;
    private final boolean offline;
    private final Set<String> modules = Collections.synchronizedSet(new LinkedHashSet<>());

    /** @param offline whether go only says so, and then fails */
    public Downloads(BuilderLog log, boolean offline) {
        this.log = log;
        this.offline = offline;
    }

    static boolean isOne(String line) {
        return line.startsWith(PREFIX);
    }

    /** Tells the log if the line is of a download; false for every other line. */
    public boolean tell(String line) {
        if (!isOne(line)) {
            return false;
        }
        String module = line.substring(PREFIX.length());
        synchronized (modules) {
            boolean first = modules.isEmpty();
            if (modules.add(module) && !offline) {
                log.downloading(module, first);
            }
        }
        return true;
    }

    /** What go wanted, {@code github.com/google/uuid v1.6.0}. */
    List<String> modules() {
        synchronized (modules) {
            return List.copyOf(modules);
        }
    }
}
