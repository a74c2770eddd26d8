package io.github.godocker.image;

import io.github.godocker.GoDockerException;
import io.github.godocker.Platform;
import io.github.godocker.docker.ImageDetails;
import io.github.godocker.docker.ImageReference;
import io.github.godocker.docker.Images;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * What the daemon may get from the network while it builds an image. It knows no such setting: it pulls what it misses,
 * so that is looked for before it begins.
 */
public enum BuildNetwork {
    /** Whatever the Dockerfile names. */
    OPEN,
    /** No image. */
    NO_PULLS,
    /** Nothing at all. */
    OFFLINE;

    /** A name that is never resolved (RFC 2606), and is in the error of whoever wants to. */
    private static final String NOWHERE = "http://maven-is-offline.invalid:9";

    private static final List<String> PROXIES = List.of(
            "HTTP_PROXY",
            "HTTPS_PROXY",
            "FTP_PROXY",
            "ALL_PROXY",
            "http_proxy",
            "https_proxy",
            "ftp_proxy",
            "all_proxy");

    private static final List<String> NO_PROXY = List.of("NO_PROXY", "no_proxy");

    /**
     * @param dockerfile read only where something may not be fetched
     * @throws GoDockerException if the daemon would fetch what it may not
     */
    void check(ImageReference image, Supplier<DockerfileSources> dockerfile, Images images) {
        if (this == OPEN) {
            return;
        }
        DockerfileSources sources = dockerfile.get();
        List<String> missing = new ArrayList<>();
        List<String> pulls = new ArrayList<>();
        for (DockerfileSources.Image each : sources.images()) {
            Optional<ImageDetails> present = images.find(each.name());
            if (present.isEmpty() || !isFor(each.platform(), present.get().platform())) {
                boolean other = present.isPresent();
                missing.add(each.name() + (other ? " for " + each.platform() : ""));
                pulls.add("`docker pull " + (other ? "--platform " + each.platform() + " " : "") + each.name() + "`");
            }
        }
        if (!missing.isEmpty()) {
            throw new GoDockerException(
                    "Cannot build image " + image + ": Docker does not have " + String.join(", ", missing)
                            + " and nothing may be pulled.",
                    "Run " + String.join(" and ", pulls) + ", or leave out -o and <pullPolicy>NEVER</pullPolicy>.");
        }
        if (this == OFFLINE && !sources.urls().isEmpty()) {
            throw new GoDockerException(
                    "Cannot build image " + image + ": its Dockerfile adds " + String.join(", ", sources.urls())
                            + " from the network, and Maven is offline.",
                    "Leave out -o, or ADD a file of the project.");
        }
    }

    private static boolean isFor(@Nullable String wanted, String present) {
        if (wanted == null || present.isEmpty()) {
            return true;
        }
        try {
            Platform one = Platform.parse(wanted);
            Platform other = Platform.parse(present);
            return one.os().equals(other.os()) && one.arch().equals(other.arch());
        } catch (GoDockerException e) {
            // No platform of Go's: the daemon knows.
            return true;
        }
    }

    /**
     * The arguments with those by which steps fetch nothing. Steps that were done with a network count as done only with
     * the same one (BuildKit) or with the same arguments (the classic builder), so each is told in the other's way.
     */
    Map<String, String> arguments(Map<String, String> given, boolean buildKit) {
        Map<String, String> all = new LinkedHashMap<>(given);
        if (this == OFFLINE && buildKit) {
            PROXIES.forEach(name -> all.put(name, NOWHERE));
            NO_PROXY.forEach(name -> all.put(name, ""));
        }
        return all;
    }

    /** Docker's name of the network of steps; null for its default. */
    @Nullable
    String name(boolean buildKit) {
        return this == OFFLINE && !buildKit ? "none" : null;
    }
}
