package io.github.godocker.mojo.container;

import io.github.godocker.GoDockerException;
import io.github.godocker.Problems;
import io.github.godocker.container.Machine;
import io.github.godocker.container.Ownership;
import io.github.godocker.container.Service;
import io.github.godocker.container.StartedContainers;
import io.github.godocker.container.UserSide;
import io.github.godocker.container.settings.ContainerSettings;
import io.github.godocker.docker.ContainerState;
import io.github.godocker.docker.ImageReference;
import io.github.godocker.image.ImagePull;
import io.github.godocker.log.ContainerLog;
import io.github.godocker.mojo.AbstractGoDockerMojo;
import java.util.List;
import java.util.stream.Collectors;
import org.apache.maven.plugins.annotations.Parameter;
import org.jspecify.annotations.Nullable;

/** What the goals for containers have in common: which there are, and whose. */
abstract class AbstractContainerMojo extends AbstractGoDockerMojo {
    /**
     * The containers of this module. Without it there is one, of the module's own image. An entry has the long options of
     * {@code docker run} as elements:
     *
     * <pre>{@code
     * <containers>
     *   <container>
     *     <name>db</name>
     *     <image>postgres:17</image>
     *     <env><POSTGRES_PASSWORD>test</POSTGRES_PASSWORD></env>
     *     <ports><port>db.port:5432</port></ports>
     *     <waitFor><log>ready to accept connections</log><tcp>5432</tcp></waitFor>
     *   </container>
     *   <container>
     *     <dependsOn><name>db</name></dependsOn>
     *     <env><DATABASE>postgres://postgres:test@db:5432/postgres</DATABASE></env>
     *     <waitFor><http>/health</http></waitFor>
     *   </container>
     * </containers>
     * }</pre>
     *
     * Elements: {@code name image env envFiles ports volumes tmpfs network networkAliases dependsOn entrypoint arguments
     * user groups workingDirectory hostname cpus memory memorySwap pidsLimit ulimits shmSize readOnly capAdd capDrop
     * securityOpts devices extraHosts dns init restart stopSignal stopTimeout labels platform pullPolicy logDriver
     * logOptions waitFor}.
     *
     * <p>An entry without {@code image} is the module's own, which runs as in production: its root file system is read-only,
     * {@code /tmp} is in memory, all capabilities are dropped, no privileges can be gained; {@code readOnly}, {@code tmpfs},
     * {@code capDrop} and {@code securityOpts} replace that. Its ports are those that the image exposes, unless {@code ports}
     * says otherwise.
     *
     * <p>A port is {@code 8080} (a free port of the daemon's machine), {@code 9090:8080}, {@code 127.0.0.1:9090:8080} or
     * {@code some.property:8080} (a free port, told by that project property). Where the daemon is on this machine, and no
     * address is said, only this machine reaches it.
     *
     * <p>{@code waitFor} holds, in any order, {@code log}, {@code tcp}, {@code http}, {@code healthy}, {@code exit},
     * {@code command}: all have to come true, one after the other, each in its {@code timeout} of 60 seconds.
     */
    @Parameter
    @Nullable
    List<ContainerSettings> containers;

    /** When images are pulled: {@code IF_NOT_PRESENT}, {@code ALWAYS} or {@code NEVER}; {@code mvn -o} means {@code NEVER}. */
    @Parameter(property = "go-docker.pullPolicy", defaultValue = "IF_NOT_PRESENT")
    String pullPolicy;

    final ContainerLog containerLog() {
        return new ContainerLog(console());
    }

    final Machine machine() {
        return Machine.of(daemonAddress().host(), () -> docker().details().host());
    }

    /** @param session whose containers end with it; empty for those that live until they are stopped */
    final Ownership ownership(String session) {
        return new Ownership(project.getGroupId() + ":" + project.getArtifactId(), baseDirectory(), session);
    }

    /** The containers of this module that are there. */
    final StartedContainers startedContainers() {
        return new StartedContainers(docker().containers(), ownership(""));
    }

    /** Tells how those of them have ended that do not run. */
    final void tellEnded(List<ContainerState> containers) {
        for (ContainerState each : containers) {
            if (!each.isRunning()) {
                containerLog().notRunning(StartedContainers.service(each), each.ending());
            }
        }
    }

    /**
     * Puts what a goal takes from the command line into the entry that it is about.
     *
     * @return the name of that entry; null for a goal that is about all
     */
    @Nullable
    String complete(List<ContainerSettings> all, ImageReference own) {
        return null;
    }

    /** @param port of the image, {@code 8080/tcp} */
    String published(String port) {
        return port;
    }

    /** The services, checked, in their order; nothing is changed yet. */
    final List<Service> services() {
        List<ContainerSettings> all = ModuleContainers.entries(containers);
        String chosen = complete(all, reference());
        Problems problems = new Problems();
        problems.check(() -> policy(pullPolicy));
        return moduleContainers().services(all, chosen, this::published, problems);
    }

    /** The same, of images that the daemon has now. */
    final List<Service> withImages(List<Service> services) {
        return moduleContainers().withImages(services, name -> imagePull(policy(name == null ? pullPolicy : name)));
    }

    final ModuleContainers moduleContainers() {
        return new ModuleContainers(docker(), reference(), baseDirectory(), machine(), mojoExecution.getGoal());
    }

    /**
     * The id of an image, which the daemon has now; whoever needs it names the parameter that it is from.
     *
     * @param what it is called: {@code image}
     */
    final String present(
            String image, String what, String parameter, ImagePull.Policy policy, @Nullable String platform) {
        return imagePull(policy)
                .ensure(ImageReference.parse(image), what, parameter, platform)
                .id();
    }

    /**
     * The one container of this module that runs and is meant.
     *
     * @param name of it; null or blank for the only one
     * @param doing for the message: {@code run ls in}
     */
    final ContainerState running(@Nullable String name, String doing) {
        List<String> names = name == null || name.isBlank() ? List.of() : List.of(name.strip());
        List<ContainerState> running = startedContainers().running(names);
        if (running.size() != 1) {
            throw new GoDockerException(
                    "Cannot " + doing + " a container: "
                            + (running.isEmpty() ? "it does not run." : "several of this module run."),
                    running.isEmpty()
                            ? "Start it: `mvn go-docker:start`; `mvn go-docker:logs` shows why it has ended."
                            : "Choose one by -Dgo-docker.container=<name>: "
                                    + running.stream()
                                            .map(StartedContainers::service)
                                            .collect(Collectors.joining(", "))
                                    + ".");
        }
        return running.get(0);
    }

    /** Maven's own input and output, for a program that somebody talks to. */
    final UserSide userSide(boolean input, @Nullable Boolean terminal) {
        return UserSide.of(input, terminal, console().output(), console().errors(), containerLog());
    }
}
