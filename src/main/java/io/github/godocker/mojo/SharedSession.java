package io.github.godocker.mojo;

import io.github.godocker.builder.Builder;
import io.github.godocker.builder.BuilderSpec;
import io.github.godocker.container.Ownership;
import io.github.godocker.docker.Containers;
import io.github.godocker.docker.Docker;
import io.github.godocker.docker.client.HttpDocker;
import io.github.godocker.docker.client.address.DaemonAddress;
import io.github.godocker.handover.OwnTree;
import io.github.godocker.image.ImagePull;
import io.github.godocker.log.BuilderLog;
import io.github.godocker.log.GoalLog;
import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.apache.maven.execution.ExecutionListener;
import org.apache.maven.execution.MavenExecutionRequest;
import org.apache.maven.execution.MavenSession;
import org.eclipse.aether.SessionData;
import org.jspecify.annotations.Nullable;

/**
 * The live objects that goals and modules of one Maven session share: connections and builder containers. They
 * are closed when the session ends, for the JVM may live on (mvnd, IDEs); nobody waits for that, for they also end with
 * the JVM.
 */
final class SharedSession {
    private final Map<Line, Docker> connections = new HashMap<>();
    private final Map<Object, Builder> builders = new HashMap<>();
    private final ImagePull.Pulls pulls = new ImagePull.Pulls();
    private final Set<Path> told = new HashSet<>();
    private final Map<Path, OwnTree> trees = new HashMap<>();
    private final Map<Object, Filling> fillings = new HashMap<>();
    private final Map<Path, String> compiled = new HashMap<>();
    private @Nullable String name;
    private final Map<String, Runnable> endings = new LinkedHashMap<>();
    private final Thread atShutdown = new Thread(this::runEndings, "go-docker-session-end");
    private final MavenExecutionRequest request;
    /** Ours, while there is something to close. */
    private @Nullable ExecutionListener end;

    /** All that makes a connection another one; who named the daemon does not. */
    record Line(URI host, @Nullable Path tlsDirectory, boolean tlsVerify, int idleTimeout) {
        static Line of(DaemonAddress address, int idleTimeout) {
            return new Line(address.host(), address.tlsDirectory(), address.tlsVerify(), idleTimeout);
        }
    }

    private SharedSession(MavenExecutionRequest request) {
        this.request = request;
    }

    static SharedSession of(MavenSession session) {
        SessionData data = session.getRepositorySession().getData();
        // By class, so that two copies of this plugin (other class loaders) do not meet each other's objects.
        Object key = SharedSession.class;
        while (true) {
            if (data.get(key) instanceof SharedSession present) {
                return present;
            }
            SharedSession fresh = new SharedSession(session.getRequest());
            if (data.set(key, null, fresh)) {
                return fresh;
            }
        }
    }

    synchronized Docker docker(DaemonAddress address, int idleTimeout, GoalLog log) {
        awaitEnd();
        return connections.computeIfAbsent(Line.of(address, idleTimeout), key -> {
            Docker docker = HttpDocker.connect(address, Duration.ofSeconds(idleTimeout));
            log.connected(docker.engine().version(), docker.engine().address());
            return docker;
        });
    }

    /** By which the containers of this session are known; made for those who have some, for it takes its time. */
    synchronized String name() {
        String known = name;
        if (known == null) {
            known = Ownership.newSession();
            name = known;
        }
        return known;
    }

    /** What this session has pulled. */
    ImagePull.Pulls pulls() {
        return pulls;
    }

    /** A build directory as it was when the first goal of this session looked at it. */
    synchronized OwnTree tree(Path root) {
        return trees.computeIfAbsent(root, OwnTree::new);
    }

    /**
     * Notes what an execution puts into a place that it should have for itself, such as a directory.
     *
     * @return the name of another execution that puts something else there; empty if there is none
     */
    synchronized String other(Object place, String execution, Object content) {
        Filling first = fillings.putIfAbsent(place, new Filling(execution, content));
        return first == null
                        || first.execution().equals(execution)
                        || first.content().equals(content)
                ? ""
                : first.execution();
    }

    /** Notes by its digests what this session has compiled into a directory, or has found there up to date. */
    synchronized void compiled(Path directory, String digests) {
        compiled.put(directory, digests);
    }

    /** Whether that lies there still; true also if this session has not compiled there. */
    synchronized boolean isAsCompiled(Path directory, String digests) {
        return compiled.getOrDefault(directory, digests).equals(digests);
    }

    private record Filling(String execution, Object content) {}

    /** Whether nothing was told yet of this module's Go: several goals would say the same. */
    synchronized boolean isNew(Path module) {
        return told.add(module);
    }

    /** The container for this spec, started now if there is none that runs. */
    synchronized Builder builder(Containers containers, BuilderSpec spec, BuilderLog log) {
        awaitEnd();
        Builder present = builders.get(spec.key());
        if (present != null) {
            if (present.isRunning()) {
                return present;
            }
            // The goal whose container died has told it; the next module gets a new container.
            present.close();
        }
        Builder fresh = Builder.open(containers, spec, log);
        builders.put(spec.key(), fresh);
        return fresh;
    }

    /**
     * Has something done at the end of this session, or of the JVM if that comes first.
     *
     * @param name of which there is one; a later one of the same name takes its place
     */
    synchronized void atEnd(String name, Runnable ending) {
        awaitEnd();
        synchronized (endings) {
            if (endings.isEmpty()) {
                Runtime.getRuntime().addShutdownHook(atShutdown);
            }
            endings.put(name, ending);
        }
    }

    /** By whoever comes first; the other waits, for the connections are closed after this. */
    private void runEndings() {
        synchronized (endings) {
            List<Runnable> all = List.copyOf(endings.values());
            endings.clear();
            all.forEach(Runnable::run);
        }
    }

    private void awaitEnd() {
        if (end == null) {
            ExecutionListener others = request.getExecutionListener();
            end = SessionEnd.heardBy(others, () -> ended(others));
            request.setExecutionListener(end);
        }
    }

    /** A request may be executed again, for a session of its own: it must not keep all those before. */
    private synchronized void ended(@Nullable ExecutionListener others) {
        if (request.getExecutionListener() == end) {
            request.setExecutionListener(others);
        }
        end = null;
        close();
    }

    private void close() {
        runEndings();
        try {
            Runtime.getRuntime().removeShutdownHook(atShutdown);
        } catch (IllegalStateException e) {
            // The JVM is ending, and it runs just then.
        }
        builders.values().forEach(Builder::close);
        builders.clear();
        connections.values().forEach(Docker::close);
        connections.clear();
    }
}
