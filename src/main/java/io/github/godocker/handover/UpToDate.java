package io.github.godocker.handover;

import java.util.Optional;
import java.util.function.BooleanSupplier;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * Whether what a goal left is what it would make again. A goal asks the cheapest question first; the first doubt is the
 * reason to do the work, and nothing after it is asked.
 */
public final class UpToDate {
    private @Nullable String reason;

    private UpToDate() {}

    /** @param force whether the user wants the work done in any case */
    public static UpToDate unlessForced(boolean force) {
        return new UpToDate().unless(force, "go-docker.force is set");
    }

    /** The same for a doubt that costs nothing to find out. */
    public UpToDate unless(boolean doubt, String why) {
        return unless(() -> doubt, why);
    }

    /** @param why for people who ask with {@code -X}, as it follows "because" */
    public UpToDate unless(BooleanSupplier doubt, String why) {
        if (reason == null && doubt.getAsBoolean()) {
            reason = why;
        }
        return this;
    }

    /** @param change what is not the same any more, if anything is */
    public UpToDate unlessChanged(Supplier<Optional<String>> change) {
        if (reason == null) {
            reason = change.get().orElse(null);
        }
        return this;
    }

    /** Why there is something to do; nothing if there is not. */
    public Optional<String> reason() {
        return Optional.ofNullable(reason);
    }
}
