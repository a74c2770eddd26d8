package io.github.godocker.image;

import io.github.godocker.GoDockerException;
import io.github.godocker.docker.Docker;
import io.github.godocker.docker.ImageDetails;
import io.github.godocker.docker.ImageReference;
import io.github.godocker.docker.RegistryCredentials;
import io.github.godocker.log.ImageLog;
import io.github.godocker.registry.Credentials;
import io.github.godocker.registry.RegistryFault;
import io.github.godocker.registry.RetryPolicy;
import java.time.Duration;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.FutureTask;
import org.jspecify.annotations.Nullable;

/** Makes sure that an image is in the daemon. */
public final class ImagePull {
    /** When the registry is asked. */
    public enum Policy {
        /** Only for an image that the daemon does not have. */
        IF_NOT_PRESENT,
        /** Once in each build, so that a tag that has moved is followed. */
        ALWAYS,
        /** Never: an image that the daemon does not have is an error. */
        NEVER;

        /**
         * @param text as users write it, {@code if-not-present} too
         * @throws GoDockerException if there is no such policy
         */
        public static Policy parse(String text) {
            try {
                return valueOf(text.strip().toUpperCase(Locale.ROOT).replace('-', '_'));
            } catch (IllegalArgumentException e) {
                throw new GoDockerException(
                        "Cannot use <pullPolicy>" + text + ": there is no such policy.",
                        "Set it to IF_NOT_PRESENT, ALWAYS or NEVER.");
            }
        }
    }

    /**
     * What one build has pulled. Modules that need the same image wait for one pull of it and share what came of it,
     * a failure too: the registry would say the same to each of them.
     */
    public static final class Pulls {
        private final Map<String, FutureTask<Boolean>> pulls = new ConcurrentHashMap<>();

        private void once(String image, Runnable pull) {
            FutureTask<Boolean> own = new FutureTask<>(pull, true);
            FutureTask<Boolean> first = pulls.putIfAbsent(image, own);
            if (first == null) {
                own.run();
                if (Thread.currentThread().isInterrupted()) {
                    pulls.remove(image);
                }
            }
            try {
                var unused = (first == null ? own : first).get();
            } catch (ExecutionException e) {
                throw e.getCause() instanceof GoDockerException known ? known : new IllegalStateException(e.getCause());
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
                throw new GoDockerException(
                        "Interrupted while waiting for another module that pulls " + image + ".",
                        "Run the build again.",
                        e);
            }
        }
    }

    private final Docker docker;
    private final Credentials credentials;
    private final Policy policy;
    private final Pulls pulls;
    private final ImageLog log;
    private final RetryPolicy retries;

    public ImagePull(Docker docker, Credentials credentials, Policy policy, Pulls pulls, ImageLog log) {
        this(docker, credentials, policy, pulls, log, RetryPolicy.USUAL);
    }

    ImagePull(Docker docker, Credentials credentials, Policy policy, Pulls pulls, ImageLog log, RetryPolicy retries) {
        this.docker = docker;
        this.credentials = credentials;
        this.policy = policy;
        this.pulls = pulls;
        this.log = log;
        this.retries = retries;
    }

    /**
     * @param purpose for messages: {@code builder image}
     * @param parameter that names the image, for the advice
     * @param platform null for the daemon's own
     */
    public ImageDetails ensure(ImageReference image, String purpose, String parameter, @Nullable String platform) {
        String name = image.toString();
        Optional<ImageDetails> present = docker.images().find(name);
        if (present.isPresent() && policy != Policy.ALWAYS) {
            return present.get();
        }
        if (policy == Policy.NEVER) {
            throw new GoDockerException(
                    "Cannot use " + purpose + " " + name + ": Docker does not have it and nothing may be pulled.",
                    "Run `docker pull " + name + "`, leave out -o and <pullPolicy>NEVER</pullPolicy>, or name in <"
                            + parameter + "> an image that Docker has.");
        }
        pulls.once(
                name + (platform == null ? "" : " for " + platform) + " into "
                        + docker.engine().address(),
                () -> pull(image, parameter, platform));
        return docker.images()
                .find(name)
                .orElseThrow(() -> new GoDockerException(
                        "Cannot find " + purpose + " " + name + " right after it was pulled.", "Run the build again."));
    }

    private void pull(ImageReference image, String parameter, @Nullable String platform) {
        long start = System.nanoTime();
        String name = image.toString();
        log.pulling(name);
        RegistryCredentials login = credentials.find(image.registry()).orElse(null);
        new DaemonTransfer(image, false, "<" + parameter + ">", credentials, retries, log).run(() -> {
            docker.images()
                    .pull(
                            image,
                            platform,
                            login,
                            transfer -> log.transferring(name, transfer.done(), transfer.total()));
            return true;
        });
        log.pulled(name, Duration.ofNanos(System.nanoTime() - start));
    }

    /**
     * What to throw for a build of the daemon's that failed: where it could not get the base image, which it pulls by
     * itself, the next step is about that.
     */
    public GoDockerException explained(GoDockerException failure, ImageReference base, String parameter) {
        // Behind `Cannot build image acme/app:1.0: `, whose name tells nothing.
        String words = failure.problem().replaceFirst("^.*?: ", "");
        boolean named = words.contains(base.repository());
        RegistryFault fault = RegistryFault.of(words, base);
        return named && fault != RegistryFault.OTHER
                ? failure.withNextStep(fault.nextStep(base, "<" + parameter + ">", false, credentials))
                : failure;
    }
}
