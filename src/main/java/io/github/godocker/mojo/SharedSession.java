package io.github.godocker.mojo;

import io.github.godocker.builder.Builder;
import io.github.godocker.builder.BuilderSpec;
import io.github.godocker.docker.Docker;
import io.github.godocker.docker.client.DaemonAddress;
import io.github.godocker.docker.client.DockerJava;
import io.github.godocker.docker.client.Rehearsal;
import io.github.godocker.image.ImageBuilder;
import io.github.godocker.log.BuildLog;
import io.github.godocker.registry.ImagePull;
import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Iterator;
import java.util.Map;
import java.util.Set;
import org.apache.maven.execution.MavenSession;
import org.eclipse.aether.SessionData;
import org.jspecify.annotations.Nullable;

/**
 * The live objects that goals and modules of one Maven session share: connections and builder containers. Nobody says
 * goodbye at the end of a session: containers end with the JVM, and where the JVM lives on (mvnd, IDEs) they are
 * closed soon after their last use.
 */
final class SharedSession {
    private static final Duration IDLE = Duration.ofSeconds(60);

    private final Map<Line, Docker> connections = new HashMap<>();
    private final Map<Object, Builder> builders = new HashMap<>();
    private final ImagePull.Pulls pulls = new ImagePull.Pulls();
    private final Set<Path> told = new HashSet<>();
    private boolean watched;
    private boolean rehearsed;

    /** All that makes a connection another one; who named the daemon does not. */
    private record Line(URI host, @Nullable Path tlsDirectory, boolean tlsVerify, int idleTimeout) {}

    private SharedSession() {}

    static SharedSession of(MavenSession session) {
        SessionData data = session.getRepositorySession().getData();
        // By class, so that two copies of this plugin (other class loaders) do not meet each other's objects.
        Object key = SharedSession.class;
        while (true) {
            if (data.get(key) instanceof SharedSession present) {
                return present;
            }
            SharedSession fresh = new SharedSession();
            if (data.set(key, null, fresh)) {
                return fresh;
            }
        }
    }

    /** Loads in the background what a build needs, until this is closed; null but for the first time in a session. */
    synchronized @Nullable Rehearsal rehearse() {
        if (rehearsed) {
            return null;
        }
        rehearsed = true;
        return Rehearsal.start(ImageBuilder::rehearse);
    }

    synchronized Docker docker(DaemonAddress address, int idleTimeout, BuildLog log) {
        Line line = new Line(address.host(), address.tlsDirectory(), address.tlsVerify(), idleTimeout);
        return connections.computeIfAbsent(line, key -> {
            Docker docker = DockerJava.connect(address, Duration.ofSeconds(idleTimeout));
            log.connected(docker.engine().version(), docker.engine().address());
            return docker;
        });
    }

    /** What this session has pulled. */
    ImagePull.Pulls pulls() {
        return pulls;
    }

    /** Whether nothing was told yet of this module's Go: several goals would say the same. */
    synchronized boolean isNew(Path module) {
        return told.add(module);
    }

    /** The container for this spec, started now if there is none. */
    synchronized Builder builder(Docker docker, BuilderSpec spec, BuildLog log) {
        Builder present = builders.get(spec.key());
        if (present != null && present.touch()) {
            return present;
        }
        Builder fresh = Builder.open(docker, spec, log);
        builders.put(spec.key(), fresh);
        if (!watched) {
            watched = true;
            Thread watch = new Thread(this::closeIdle, "go-docker-idle-builders");
            watch.setDaemon(true);
            watch.start();
        }
        return fresh;
    }

    private void closeIdle() {
        try {
            while (true) {
                Thread.sleep(IDLE.toMillis() / 4);
                if (!anyLeft()) {
                    return;
                }
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private synchronized boolean anyLeft() {
        for (Iterator<Builder> all = builders.values().iterator(); all.hasNext(); ) {
            if (all.next().closeIfIdle(IDLE)) {
                all.remove();
            }
        }
        watched = !builders.isEmpty();
        return watched;
    }
}
