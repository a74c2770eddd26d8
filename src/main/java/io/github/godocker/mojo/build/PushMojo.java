package io.github.godocker.mojo.build;

import io.github.godocker.GoDockerException;
import io.github.godocker.docker.ImageReference;
import io.github.godocker.go.GoModule;
import io.github.godocker.handover.ImageLayout;
import io.github.godocker.image.ImagePush;
import io.github.godocker.image.ImageRecord;
import io.github.godocker.log.ImageLog;
import io.github.godocker.mojo.AbstractModuleMojo;
import io.github.godocker.registry.Credentials;
import java.util.Map;
import org.apache.maven.plugins.annotations.LifecyclePhase;
import org.apache.maven.plugins.annotations.Mojo;
import org.apache.maven.plugins.annotations.Parameter;
import org.jspecify.annotations.Nullable;

/**
 * Pushes the image that {@code build} made, never a rebuilt one, under all its tags, and for several platforms the
 * index that joins them. The digest goes into {@code image.json} and the project property {@code go-docker.imageDigest}.
 */
@Mojo(name = "push", defaultPhase = LifecyclePhase.DEPLOY, threadSafe = true)
public class PushMojo extends AbstractModuleMojo {
    /** Skips this goal. */
    @Parameter(property = "go-docker.push.skip", defaultValue = "false")
    boolean pushSkip;

    /**
     * The id of the {@code <server>} in settings.xml whose login is shown to the image's registry. The default is a server whose
     * id is the registry's host (and port), else what {@code docker login} has stored.
     */
    @Parameter(property = "go-docker.serverId")
    @Nullable
    String serverId;

    @Override
    protected boolean goalSkipped() {
        return pushSkip;
    }

    @Override
    protected void run() {
        ImageReference reference = reference();
        ImageLayout layout = layout(reference);
        ImageLog log = new ImageLog(console());
        // What was built by -Dgo-docker.mains alone is there, and an image.
        if (!layout.tree().isFile(layout.record()) && isLibrary()) {
            nothingToDo();
            log.nothingToPush(GoModule.read(moduleDirectory(), "off").modulePath());
            return;
        }
        if (session.isOffline()) {
            throw new GoDockerException(
                    "Cannot push " + reference + ": Maven is offline.", "Leave out -o, or set -Dgo-docker.push.skip.");
        }
        ImageRecord built = built(reference, layout);
        Credentials usual = credentials();
        Credentials chosen = serverId == null || serverId.isBlank() ? usual : usual.withServerId(serverId.strip());
        // A login that was chosen for one registry is shown to no other.
        ImageRecord pushed = new ImagePush(
                        docker().images(), registry -> registry.equals(reference.registry()) ? chosen : usual, log)
                .push(built);
        pushed.write(layout.tree(), layout.record());
        publish(reference, layout, Map.of("imageDigest", String.valueOf(pushed.digest())));
    }

    /** What `build` made of this image, and of no other. */
    private ImageRecord built(ImageReference reference, ImageLayout layout) {
        if (!layout.tree().isFile(layout.record())) {
            throw new GoDockerException(
                    "Cannot push " + reference + ": it was not built here, there is no " + shown(layout.record()) + ".",
                    "Run `mvn package`, or put the goal go-docker:build with the same <image> before this one.");
        }
        ImageRecord built = ImageRecord.read(layout.tree(), layout.record());
        if (!layout(ImageReference.parse(built.image())).equals(layout)) {
            throw new GoDockerException(
                    "Cannot push " + reference + ": " + shown(layout.record()) + " tells of " + built.image() + ".",
                    "Run `mvn package` again, which writes it anew.");
        }
        return built;
    }
}
