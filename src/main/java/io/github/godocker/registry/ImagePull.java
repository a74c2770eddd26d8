package io.github.godocker.registry;

import io.github.godocker.GoDockerException;
import io.github.godocker.docker.Docker;
import io.github.godocker.docker.ImageDetails;
import io.github.godocker.docker.ImageReference;
import io.github.godocker.docker.RegistryCredentials;
import io.github.godocker.log.BuildLog;
import java.time.Duration;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Makes sure that an image is in the daemon. */
public final class ImagePull {
    /** When the registry is asked. */
    public enum Policy {
        /** Only for an image that the daemon does not have. */
        IF_NOT_PRESENT,
        /** Each time, so that a tag that has moved is followed. */
        ALWAYS,
        /** Never: an image that the daemon does not have is an error. */
        NEVER
    }

    private final Docker docker;
    private final Credentials credentials;
    private final Policy policy;
    private final BuildLog log;

    public ImagePull(Docker docker, Credentials credentials, Policy policy, BuildLog log) {
        this.docker = docker;
        this.credentials = credentials;
        this.policy = policy;
        this.log = log;
    }

    /**
     * @param purpose for messages: {@code builder image}
     * @param parameter that names the image, for the advice
     * @param platform null for the daemon's own
     */
    public ImageDetails ensure(ImageReference image, String purpose, String parameter, @Nullable String platform) {
        String name = image.toString();
        Optional<ImageDetails> present = docker.findImage(name);
        if (present.isPresent() && policy != Policy.ALWAYS) {
            return present.get();
        }
        if (policy == Policy.NEVER) {
            throw new GoDockerException(
                    "Cannot use " + purpose + " " + name + ": Docker does not have it and nothing may be pulled.",
                    "Run `docker pull " + name + "`, or leave out -o and <pullPolicy>NEVER</pullPolicy>.");
        }
        long start = System.nanoTime();
        log.pulling(name);
        RegistryCredentials login = credentials.find(image.registry()).orElse(null);
        try {
            docker.pullImage(
                    image, platform, login, transfer -> log.transferring(name, transfer.done(), transfer.total()));
        } catch (GoDockerException e) {
            throw e.withNextStep("Check <" + parameter + ">, the Docker daemon's network and the login ("
                    + (login == null ? "none found in " + credentials.lookedIn(image.registry()) : "used: " + login)
                    + "), or load the image into Docker beforehand.");
        }
        log.pulled(name, Duration.ofNanos(System.nanoTime() - start));
        return docker.findImage(name)
                .orElseThrow(() -> new GoDockerException(
                        "Cannot find " + purpose + " " + name + " right after it was pulled.", "Run the build again."));
    }
}
