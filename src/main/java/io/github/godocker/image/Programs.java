package io.github.godocker.image;

import io.github.godocker.GoDockerException;
import io.github.godocker.Platform;
import io.github.godocker.go.Executable;
import io.github.godocker.handover.ImageLayout;
import io.github.godocker.handover.OwnTree;
import java.io.IOException;
import java.nio.channels.SeekableByteChannel;
import java.nio.file.Path;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** The executables of an image, held against what there is to run them: an image that cannot start is not made. */
public final class Programs {
    private static final Pattern RELEASE_OF_DEBIAN = Pattern.compile("bullseye|bookworm|trixie|forky");

    private Programs() {}

    /**
     * @param builderImage that made them; its C library is what dynamic ones need
     * @throws GoDockerException if one is made for another platform, or needs a C library and is on scratch
     */
    public static void checkThatTheyRun(ImageSpec spec, ImageLayout layout, String builderImage) {
        for (Platform platform : spec.platforms()) {
            for (String name : spec.binaries()) {
                Path file = layout.binary(platform, name);
                Executable executable = read(spec, layout, file);
                String what = "Cannot build image " + spec.reference() + " for " + platform + ": " + file + " ";
                if (!executable.runsOn(platform)) {
                    throw new GoDockerException(
                            what + "is " + executable.description() + ".", otherPlatform(executable));
                }
                if (spec.onScratch() && executable.isDynamic()) {
                    throw new GoDockerException(
                            what + "needs " + executable.needs() + ", and " + ImageSpec.SCRATCH + " has nothing.",
                            "Set <baseImage>" + baseWithLibrary(executable, builderImage) + "</baseImage>, which has"
                                    + " the builder's C library, or take what links it dynamically (-linkmode,"
                                    + " -extldflags, -buildmode) out of <ldflags> and <goFlags>.");
                }
            }
        }
    }

    private static String otherPlatform(Executable executable) {
        return executable.format() == Executable.Format.OTHER
                ? "Take -buildmode out of <goFlags>: only executables can be in an image."
                : "Let <platforms> alone say what go compiles for: take out of <goFlags>, <goEnv> and the builder image"
                        + " what changes that.";
    }

    /** An image of the same origin: the official golang images are made on Debian's and on Alpine's. */
    private static String baseWithLibrary(Executable executable, String builderImage) {
        if (executable.loader().contains("musl")) {
            return "alpine";
        }
        Matcher release = RELEASE_OF_DEBIAN.matcher(builderImage);
        return "debian:" + (release.find() ? release.group() : "stable") + "-slim";
    }

    private static Executable read(ImageSpec spec, ImageLayout layout, Path file) {
        try (SeekableByteChannel channel = layout.tree().channel(file)) {
            return Executable.read(channel);
        } catch (OwnTree.ForeignException e) {
            throw ImageBuilder.unreadable(spec.reference(), e);
        } catch (IOException e) {
            throw new GoDockerException(
                    "Cannot read what goes into image " + spec.reference() + ": " + GoDockerException.words(e) + ".",
                    "Run the goal go-docker:compile first, or `mvn package`.",
                    e);
        }
    }
}
