package io.github.godocker.mojo.container;

import io.github.godocker.GoDockerException;
import io.github.godocker.container.Ownership;
import io.github.godocker.container.Services;
import io.github.godocker.container.instruments.InstrumentFiles;
import io.github.godocker.container.instruments.NetworkPeer;
import io.github.godocker.docker.ContainerState;
import io.github.godocker.docker.ImageReference;
import io.github.godocker.image.Compiled;
import io.github.godocker.image.ImagePull;
import io.github.godocker.log.ImageLog;
import java.util.List;
import org.apache.maven.plugins.annotations.Parameter;
import org.jspecify.annotations.Nullable;

/** What the goals have in common that ask a running program of Go about itself. */
abstract class AbstractInstrumentMojo extends AbstractContainerMojo {
    /** The name of the container; default: the only one that runs. */
    @Parameter(property = "go-docker.container")
    @Nullable
    String container;

    /**
     * The image of the container that asks it, in its network: any with a shell and bash or nc. The default is the golang
     * image in which {@code compile} has compiled the module.
     */
    @Parameter(property = "go-docker.builderImage")
    @Nullable
    String builderImage;

    /** @param doing for the message, {@code look at goroutines} */
    final ContainerState running(String doing) {
        List<String> names = container == null || container.isBlank() ? List.of() : List.of(container.strip());
        List<ContainerState> running = new Services(docker(), machine(), ownership(""), containerLog())
                .named(names).stream().filter(ContainerState::isRunning).toList();
        if (running.size() != 1) {
            throw new GoDockerException(
                    "Cannot " + doing + " of a container: "
                            + (running.isEmpty() ? "it does not run." : "several of this module run."),
                    running.isEmpty()
                            ? "Start it: `mvn go-docker:start`; `mvn go-docker:logs` shows why it has ended."
                            : "Choose one by -Dgo-docker.container=<name>.");
        }
        return running.get(0);
    }

    final InstrumentFiles files(ContainerState state) {
        return new InstrumentFiles(target(), state.labels().getOrDefault(Ownership.NAME, state.name()));
    }

    /** A container beside this one, in its network; the caller closes it. */
    final NetworkPeer peer(ContainerState state) {
        String image = builderImage == null || builderImage.isBlank()
                ? Compiled.read(layout(reference())).builderImage()
                : builderImage.strip();
        if (image.isEmpty()) {
            throw new GoDockerException(
                    "Cannot look into the network of container " + state.name() + ": nothing was compiled here, "
                            + "so there is no builder image to do it in.",
                    "Name one: -Dgo-docker.builderImage=golang:1.26.");
        }
        String id = new ImagePull(docker(), credentials(), policy(pullPolicy), pulls(), new ImageLog(console()))
                .ensure(ImageReference.parse(image), "builder image", "builderImage", null)
                .id();
        return NetworkPeer.of(docker().containers(), state, id);
    }
}
