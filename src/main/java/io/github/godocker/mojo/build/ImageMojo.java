package io.github.godocker.mojo.build;

import io.github.godocker.GoDockerException;
import io.github.godocker.docker.ImageDetails;
import io.github.godocker.docker.ImageReference;
import io.github.godocker.go.GoModule;
import io.github.godocker.handover.ImageLayout;
import io.github.godocker.image.ImageRecord;
import io.github.godocker.image.contents.ContentsJson;
import io.github.godocker.image.contents.ContentsText;
import io.github.godocker.image.contents.ImageContents;
import io.github.godocker.image.contents.SizeLimit;
import io.github.godocker.image.contents.Sizes;
import io.github.godocker.log.ImageLog;
import io.github.godocker.mojo.AbstractModuleMojo;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;
import org.apache.maven.plugins.annotations.LifecyclePhase;
import org.apache.maven.plugins.annotations.Mojo;
import org.apache.maven.plugins.annotations.Parameter;
import org.jspecify.annotations.Nullable;

/**
 * Shows the image that {@code build} made: what it is, its history with layers and files, and what its Go programs consist
 * of, by module and by package. It is compared with the image of the last time, or with {@code compare}.
 * {@code -Dgo-docker.image=<reference>} shows any other image that Docker has here.
 */
@Mojo(name = "image", defaultPhase = LifecyclePhase.VERIFY, threadSafe = true)
public class ImageMojo extends AbstractModuleMojo {
    private static final Pattern ID = Pattern.compile("(sha256:)?[0-9a-f]{12,64}");

    /** Skips this goal. */
    @Parameter(property = "go-docker.image.skip", defaultValue = "false")
    boolean imageSkip;

    /** Another image that Docker has here, which this one is compared with: a reference or an id. */
    @Parameter(property = "go-docker.compare")
    @Nullable
    String compare;

    /** How many files of each layer, modules and packages of each program are shown: the largest. */
    @Parameter(property = "go-docker.limit", defaultValue = "10")
    int limit;

    /**
     * How large the image may be, unpacked, as {@code docker images} tells it: {@code 20MB}, {@code 15 MiB}. A larger one
     * fails the build. The default is no limit.
     */
    @Parameter(property = "go-docker.imageMaxSize")
    @Nullable
    String imageMaxSize;

    /** Prints JSON, with sizes in bytes, instead of text; with {@code mvn -q} nothing else is printed. */
    @Parameter(property = "go-docker.json", defaultValue = "false")
    boolean json;

    /**
     * An image of the daemon's.
     *
     * @param name as it is told
     * @param built where its module keeps what it knows of it; null if it was not built here
     */
    private record Found(
            String name, ImageDetails image, @Nullable ImageLayout built) {}

    @Override
    protected boolean goalSkipped() {
        return imageSkip;
    }

    @Override
    protected void run() {
        Optional<SizeLimit> most = SizeLimit.parse(imageMaxSize);
        if (limit < 1) {
            throw new GoDockerException(
                    "Cannot use -Dgo-docker.limit=" + limit + ": it is less than one row.", "Write a number of rows.");
        }
        String asked =
                session.getUserProperties().getProperty("go-docker.image", "").strip();
        ImageLog log = new ImageLog(console());
        if (asked.isEmpty()
                && !layout(reference()).tree().isFile(layout(reference()).record())
                && isLibrary()) {
            nothingToDo();
            log.noImage(GoModule.read(moduleDirectory(), "off").modulePath());
            return;
        }
        Found found = asked.isEmpty() ? own() : named(asked);
        Optional<Found> other = compare == null || compare.isBlank()
                ? Optional.empty()
                : Optional.of(present(compare.strip(), "Cannot compare with image "));
        ImageContents contents = read(found, limit);
        Sizes sizes = Sizes.of(contents);
        List<Sizes> kept = found.built() == null
                ? List.of()
                : Sizes.read(found.built().tree(), found.built().sizes());
        Optional<Sizes> before = other.isPresent()
                ? other.map(each -> Sizes.of(read(each, 1)))
                : kept.stream().filter(each -> !each.id().equals(sizes.id())).findFirst();
        if (json) {
            log.printed(ContentsJson.of(contents, limit, before));
        } else {
            ContentsText.of(contents, limit).forEach(log::printed);
            before.ifPresent(each -> log.compared(each.image(), each.id(), each.size(), sizes.since(each)));
        }
        if (found.built() != null) {
            sizes.write(found.built().tree(), found.built().sizes(), kept);
        }
        most.ifPresent(each -> each.check(found.name(), found.image().size(), () -> sizes));
    }

    private ImageContents read(Found found, int most) {
        return new ImageContents.Reading(docker().images(), target()).read(found.name(), found.image(), most);
    }

    /** What the last `build` of this module made. */
    private Found own() {
        ImageLayout layout = layout(reference());
        ImageRecord record = ImageRecord.read(layout.tree(), layout.record());
        ImageDetails image = docker().images()
                .find(record.id())
                .orElseThrow(() -> new GoDockerException(
                        "Cannot show image " + record.image() + ": Docker no longer has what was built here.",
                        "Build it again: `mvn package`."));
        return new Found(record.image(), image, layout);
    }

    /** An image that the command line names; where that is this module's, it is known by its record. */
    private Found named(String asked) {
        List<String> names = new ArrayList<>();
        if (asked.equals(image)
                && !ID.matcher(asked).matches()
                && ImageReference.parse(asked).digest() == null) {
            // Other goals add the project's version where there is no tag.
            ImageLayout layout = layout(reference());
            if (layout.tree().isFile(layout.record())) {
                return own();
            }
            names.add(reference().toString());
        }
        names.add(asked);
        for (String name : names) {
            Optional<ImageDetails> known = docker().images().find(checked(name));
            if (known.isPresent()) {
                return new Found(name, known.get(), null);
            }
        }
        throw missing(asked, "Cannot show image ");
    }

    private Found present(String name, String doing) {
        return docker().images()
                .find(checked(name))
                .map(each -> new Found(name, each, null))
                .orElseThrow(() -> missing(name, doing));
    }

    private static GoDockerException missing(String name, String doing) {
        return new GoDockerException(
                doing + name + ": Docker has no such image here.",
                "Correct the name, or get it: `docker pull " + name + "`.");
    }

    /** Nothing but a name of an image gets into a request. */
    private static String checked(String name) {
        return ID.matcher(name).matches() ? name : ImageReference.parse(name).toString();
    }
}
