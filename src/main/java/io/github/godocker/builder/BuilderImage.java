package io.github.godocker.builder;

import io.github.godocker.GoDockerException;
import io.github.godocker.docker.ImageReference;
import io.github.godocker.docker.Images;
import io.github.godocker.go.GoModule;
import io.github.godocker.go.GoVersion;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * The image that the go commands of a module run in.
 *
 * @param reference its name
 * @param choice by what it was chosen
 */
public record BuilderImage(ImageReference reference, Choice choice) {
    /** Of the state of a goal that ran go: the id of the image that it ran in. */
    public static final String ID = "builderId";

    /** By what a builder image is chosen. */
    public enum Choice {
        /** The user named the image. */
        IMAGE,
        /** The user named the version of Go. */
        VERSION,
        /** {@code go.mod} or {@code go.work} says which Go they need. */
        MODULE
    }

    /**
     * @param image the parameter {@code builderImage}; null where it is not set
     * @param version the parameter {@code goVersion}; null where it is not set
     * @param module null where it cannot be read, which is another problem to tell
     * @throws GoDockerException if the image is no reference, or the version none or too old for the module
     */
    public static BuilderImage choose(@Nullable String image, @Nullable String version, @Nullable GoModule module) {
        if (image != null) {
            return new BuilderImage(ImageReference.parse(image.strip()), Choice.IMAGE);
        }
        if (version == null) {
            return new BuilderImage(
                    module == null ? ImageReference.parse("golang") : golang(module.compiler()), Choice.MODULE);
        }
        GoVersion wanted = GoVersion.parse(version.strip());
        if (module != null && wanted.compareTo(module.goVersion()) < 0) {
            // golang:1.26 is the newest 1.26 and may well be what a go line of 1.26.3 asks for.
            GoVersion needed = module.goVersion();
            boolean sameMinor = wanted.major() == needed.major() && wanted.minor() == needed.minor();
            if (!sameMinor || wanted.patch() != GoVersion.NO_PATCH) {
                throw new GoDockerException(
                        "Cannot compile with <goVersion>" + wanted + ": " + module.goVersionSource() + " of "
                                + module.modulePath() + " requires go " + needed + ".",
                        "Set <goVersion>" + needed + "</goVersion> or leave it out.");
            }
        }
        return new BuilderImage(golang(wanted), Choice.VERSION);
    }

    private static ImageReference golang(GoVersion version) {
        return ImageReference.parse("golang:" + version.imageTag());
    }

    /** Whether it has a newer Go than the module's {@code go} line names, because none so old is used any more. */
    public boolean compilesOlderLanguage(GoModule module) {
        return choice == Choice.MODULE
                && !module.compiler().equals(module.goVersion())
                && module.goVersion().isOnlyLanguage();
    }

    /**
     * What to do where {@code golang:1.26.5} or {@code golang:1.24} cannot be had and a newer one is in the daemon: it
     * compiles the same module.
     */
    public Optional<String> insteadOf(GoModule module, Images images) {
        if (choice == Choice.IMAGE) {
            return Optional.empty();
        }
        GoVersion needed = module.goVersion();
        for (String tag : List.of(needed.major() + "." + needed.minor(), GoVersion.DEFAULT.imageTag())) {
            ImageReference newer = ImageReference.parse("golang:" + tag);
            Optional<GoVersion> available = newer.equals(reference)
                    ? Optional.empty()
                    : images.find(newer.toString())
                            .map(image -> image.environment().get("GOLANG_VERSION"))
                            .map(GoVersion::parse)
                            .filter(version -> version.compareTo(needed) >= 0);
            if (available.isPresent()) {
                return Optional.of("Docker has " + newer + ", which is go " + available.get() + ": set <goVersion>"
                        + tag + "</goVersion>.");
            }
        }
        return Optional.empty();
    }

    /**
     * @param available the version of Go that is in the image
     * @throws GoDockerException if the module needs a newer one
     */
    public void check(GoModule module, GoVersion available) {
        if (available.compareTo(module.goVersion()) < 0) {
            throw new GoDockerException(
                    "Cannot compile " + module.modulePath() + ": its " + module.goVersionSource() + " requires go "
                            + module.goVersion() + ", but builder image " + reference + " has go " + available + ".",
                    choice == Choice.IMAGE
                            ? "Choose a newer <builderImage>, or set <goVersion>" + module.goVersion()
                                    + "</goVersion> instead."
                            : "Run `docker pull " + reference + "`, or set <pullPolicy>ALWAYS</pullPolicy>.");
        }
    }
}
