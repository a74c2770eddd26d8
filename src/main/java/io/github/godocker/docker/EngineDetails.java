package io.github.godocker.docker;

import java.time.Duration;
import java.util.List;

/**
 * What the daemon tells of itself when somebody asks for all of it.
 *
 * @param host the name that its machine has
 * @param version of the engine, {@code 28.5.2}
 * @param api the newest version of the API that it speaks
 * @param usedApi the one that is spoken with it
 * @param platform {@code linux/amd64}
 * @param imageStore the storage driver; {@code containerd (overlayfs)} for containerd's
 * @param securityOptions as the daemon writes them: {@code name=rootless}
 * @param ahead how much later its clock shows than this machine's; negative if earlier
 * @param proxy by which it reaches registries; empty for none
 */
public record EngineDetails(
        String host,
        String version,
        String api,
        String usedApi,
        String platform,
        String imageStore,
        List<String> securityOptions,
        Duration ahead,
        String proxy) {
    public EngineDetails {
        securityOptions = List.copyOf(securityOptions);
    }

    /** Whether an option of this name is on. */
    public boolean has(String option) {
        return securityOptions.stream()
                .anyMatch(each -> each.equals("name=" + option) || each.startsWith("name=" + option + ","));
    }
}
