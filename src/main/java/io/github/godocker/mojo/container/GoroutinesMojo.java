package io.github.godocker.mojo.container;

import io.github.godocker.GoDockerException;
import io.github.godocker.container.instruments.Goroutines;
import io.github.godocker.container.instruments.InstrumentFiles;
import io.github.godocker.container.instruments.NetworkPeer;
import io.github.godocker.container.instruments.ProfileServer;
import io.github.godocker.docker.ContainerState;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import org.apache.maven.plugins.annotations.Mojo;
import org.apache.maven.plugins.annotations.Parameter;
import org.jspecify.annotations.Nullable;

/**
 * Shows what the goroutines of a running container do: {@code mvn go-docker:goroutines}. Those with the same stack are shown
 * as one, with how many they are, what they wait for, the longest time of that, and who has started them. All of them are
 * in {@code target/go-docker/instruments/<container>/goroutines.txt}.
 *
 * <p>A program that serves {@code net/http/pprof} is asked, and goes on; its port need not be published.
 */
@Mojo(name = "goroutines", threadSafe = true)
public class GoroutinesMojo extends AbstractInstrumentMojo {
    /** Skips this goal. */
    @Parameter(property = "go-docker.goroutines.skip", defaultValue = "false")
    boolean goroutinesSkip;

    /**
     * The port at which the program serves {@code net/http/pprof}, inside of the container; it need not be published, and
     * may be open to {@code localhost} alone. By default each port at which something listens is asked, 6060 first.
     */
    @Parameter(property = "go-docker.goroutines.port")
    @Nullable
    Integer goroutinesPort;

    /**
     * Ends a program that does not serve {@code net/http/pprof} by SIGQUIT, at which Go prints all goroutines. Without this
     * the goal then fails, and the program goes on.
     */
    @Parameter(property = "go-docker.goroutines.quit", defaultValue = "false")
    boolean goroutinesQuit;

    @Override
    protected boolean goalSkipped() {
        return goroutinesSkip;
    }

    @Override
    protected void run() {
        ContainerState state = running("look at the goroutines");
        InstrumentFiles files = files(state);
        Goroutines goroutines = goroutines(state);
        goroutines.table().forEach(containerLog()::printed);
        Path file = files.write(
                files.goroutines(), out -> out.write(goroutines.text().getBytes(StandardCharsets.UTF_8)));
        log().wrote("goroutines", shown(file));
    }

    private Goroutines goroutines(ContainerState state) {
        try (NetworkPeer peer = peer(state)) {
            ProfileServer server = ProfileServer.find(peer, state, goroutinesPort, "go-docker.goroutines.port");
            containerLog().asking(state.name(), server.port());
            return Goroutines.of(server);
        } catch (GoDockerException e) {
            if (goroutinesQuit) {
                containerLog().quitting(state.name(), e.problem());
                return Goroutines.byQuitting(docker().containers(), state);
            }
            throw e.withNextStep(
                    e.nextStep() + "\nOr let Go print them and end the program: -Dgo-docker.goroutines.quit.");
        }
    }
}
