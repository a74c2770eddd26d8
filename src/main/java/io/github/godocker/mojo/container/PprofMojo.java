package io.github.godocker.mojo.container;

import io.github.godocker.Problems;
import io.github.godocker.container.instruments.InstrumentFiles;
import io.github.godocker.container.instruments.NetworkPeer;
import io.github.godocker.container.instruments.ProfileServer;
import io.github.godocker.container.instruments.TakenProfile;
import io.github.godocker.docker.ContainerState;
import java.util.List;
import org.apache.maven.plugins.annotations.Mojo;
import org.apache.maven.plugins.annotations.Parameter;
import org.jspecify.annotations.Nullable;

/**
 * Takes profiles of a running container that serves {@code net/http/pprof}: {@code mvn go-docker:pprof}. Shows the functions
 * that have the most, as {@code go tool pprof -top} does, and leaves
 * {@code target/go-docker/instruments/<container>/pprof/<kind>.pb.gz} for that tool and {@code <kind>.html}, a flame graph
 * in one file that needs no network.
 */
@Mojo(name = "pprof", threadSafe = true)
public class PprofMojo extends AbstractInstrumentMojo {
    private static final int LONGEST = 3600;

    /** Skips this goal. */
    @Parameter(property = "go-docker.pprof.skip", defaultValue = "false")
    boolean pprofSkip;

    /**
     * The port at which the program serves {@code net/http/pprof}, inside of the container; it need not be published, and
     * may be open to {@code localhost} alone. By default each port at which something listens is asked, 6060 first.
     */
    @Parameter(property = "go-docker.pprof.port")
    @Nullable
    Integer pprofPort;

    /**
     * Which profiles, one after the other: {@code cpu}, {@code heap}, {@code allocs}, {@code block}, {@code mutex},
     * {@code goroutine}. The program has to turn on those of {@code block} and {@code mutex} itself, by
     * {@code runtime.SetBlockProfileRate} and {@code runtime.SetMutexProfileFraction}.
     */
    @Parameter(property = "go-docker.pprof.kinds", defaultValue = "cpu")
    List<String> pprofKinds;

    /** Over how many seconds the CPU is watched. */
    @Parameter(property = "go-docker.pprof.seconds", defaultValue = "10")
    int pprofSeconds;

    /** How many functions are shown of each profile. */
    @Parameter(property = "go-docker.pprof.top", defaultValue = "20")
    int pprofTop;

    @Override
    protected boolean goalSkipped() {
        return pprofSkip;
    }

    @Override
    protected void run() {
        List<String> kinds = check();
        ContainerState state = running("take a profile");
        InstrumentFiles files = files(state);
        try (NetworkPeer peer = peer(state)) {
            ProfileServer server = ProfileServer.find(peer, state, pprofPort, "go-docker.pprof.port");
            containerLog().asking(state.name(), server.port());
            for (String kind : kinds) {
                take(kind, server, files);
            }
        }
    }

    private void take(String kind, ProfileServer server, InstrumentFiles files) {
        if (kind.equals(TakenProfile.CPU)) {
            containerLog().watchingCpu(pprofSeconds);
        }
        TakenProfile profile = TakenProfile.of(server, kind, pprofSeconds);
        containerLog().printed("");
        profile.top(pprofTop).forEach(containerLog()::printed);
        containerLog().printed("");
        log().wrote("profile", shown(profile.write(files)));
        log().wrote("flame graph", shown(profile.writePage(files)));
    }

    private List<String> check() {
        Problems problems = new Problems();
        List<String> kinds = clean(pprofKinds).stream().distinct().toList();
        for (String kind : kinds) {
            if (!TakenProfile.KINDS.contains(kind)) {
                problems.add(
                        "Cannot take a profile '" + kind + "': there is none of that name.",
                        "-Dgo-docker.pprof.kinds takes " + String.join(", ", TakenProfile.KINDS) + ".");
            }
        }
        if (pprofSeconds < 1 || pprofSeconds > LONGEST) {
            problems.add(
                    "Cannot watch the CPU for " + pprofSeconds + " seconds.",
                    "Set -Dgo-docker.pprof.seconds to a number from 1 to " + LONGEST + ".");
        }
        if (pprofTop < 0) {
            problems.add("Cannot show " + pprofTop + " functions.", "Set -Dgo-docker.pprof.top to a number from 0 on.");
        }
        problems.failIfAny();
        return kinds;
    }
}
