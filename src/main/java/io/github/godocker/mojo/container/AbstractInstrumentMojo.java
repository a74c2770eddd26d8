package io.github.godocker.mojo.container;

import io.github.godocker.GoDockerException;
import io.github.godocker.container.Ownership;
import io.github.godocker.container.instruments.InstrumentFiles;
import io.github.godocker.container.instruments.NetworkPeer;
import io.github.godocker.docker.ContainerState;
import io.github.godocker.image.Compiled;
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

    /** @param doing for the message, {@code look at the goroutines} */
    final ContainerState running(String doing) {
        return running(container, doing + " of");
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
        String id = present(image, "builder image", "builderImage", policy(pullPolicy), null);
        return NetworkPeer.of(docker().containers(), state, id);
    }
}
