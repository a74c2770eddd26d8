package io.github.godocker.image;

import io.github.godocker.Platform;
import io.github.godocker.builder.BuilderImage;
import io.github.godocker.docker.ImageReference;
import io.github.godocker.go.GoBuild;
import io.github.godocker.go.GoModule;
import io.github.godocker.go.MainPackage;
import java.util.List;
import java.util.function.Function;

/**
 * The executables of a module and how to compile them: all defaults applied, all checked.
 *
 * @param builder compiles them
 * @param mains none for a library
 * @param platforms those that were asked for; none for the builder's own
 * @param builds the command for each platform
 */
public record Program(
        GoModule module,
        BuilderImage builder,
        List<MainPackage> mains,
        List<Platform> platforms,
        Function<Platform, GoBuild> builds) {
    public Program {
        mains = List.copyOf(mains);
        platforms = List.copyOf(platforms);
    }

    public ImageReference builderImage() {
        return builder.reference();
    }

    /** The platform whose image has the plain names: the daemon's, or the first that is asked for. */
    public Platform first(Platform daemon) {
        return platforms.isEmpty() || platforms.contains(daemon) ? daemon : platforms.get(0);
    }

    public GoBuild build(Platform platform) {
        return builds.apply(platform);
    }

    /** Whether there is nothing to start and so no image. */
    public boolean isLibrary() {
        return mains.isEmpty();
    }

    public List<String> binaries() {
        return mains.stream().map(MainPackage::binary).toList();
    }
}
