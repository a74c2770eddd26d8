package io.github.godocker.builder;

import io.github.godocker.GoDockerException;
import io.github.godocker.docker.Container;
import io.github.godocker.docker.ContainerSpec;
import io.github.godocker.docker.Docker;
import io.github.godocker.go.GoOutput;
import io.github.godocker.log.BuildLog;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.BiConsumer;
import org.jspecify.annotations.Nullable;

/**
 * A warm golang container: commands run in it as the user who runs Maven, over the sources as they are on this
 * machine, with Go's caches in volumes that all projects share. It is gone when it is closed or when this JVM ends.
 *
 * <p>Where the daemon sees our files they are mounted, else copied. Which of the two is found out by trying: a marker
 * file tells whether the mounted directory is really ours, and its owner, as the container sees it, is the user to
 * run commands as. That is right with a plain, a rootless and a remote daemon alike, where comparing host names or
 * asking the daemon for its options is not.
 */
public final class Builder implements AutoCloseable {
    /** Every container of ours has it; the value tells which project it serves. */
    public static final String LABEL = "io.github.godocker.builder";

    /** Go's build cache; what is kept beside go's own files is there in all further builds of the user. */
    public static final String BUILD_CACHE = "/cache/build";

    private static final String SOURCES = "/src";
    private static final String PRIVATE = "/tmp/go-docker";
    private static final String DAEMON_SOCKET = "/var/run/docker.sock";
    private static final String OWNER_ROOT = "0:0";

    /**
     * The container's command. What is private comes in on its standard input, never in its configuration, which
     * {@code docker inspect} shows. {@code $1} marker, {@code $2} size of the certificates, {@code $3} of the netrc.
     */
    private static final String START = """
            set -e
            owner=absent
            [ -z "$1" ] || [ ! -e "$1" ] || owner=$(stat -c %u:%g "$1")
            mkdir -p /tmp/go-docker/home /src
            chmod 755 /tmp/go-docker
            cd /tmp/go-docker
            umask 077
            head -c $(($2 + $3)) > private
            tail -c "$3" private > home/.netrc
            umask 022
            certs=/etc/ssl/certs/ca-certificates.crt
            [ ! -e "$certs" ] || cat "$certs" > ca.crt
            head -c "$2" private >> ca.crt
            rm private
            case $owner in absent | 65534:*) user=0:0 ;; *) user=$owner ;; esac
            chown "$user" /cache/mod /cache/build home home/.netrc
            set -- $(go env GOVERSION GOROOT GOHOSTOS GOHOSTARCH)
            echo "$owner $1 $2 $3/$4"
            exec cat > /dev/null
            """;

    private final BuilderSpec spec;
    private final Container container;
    private final String user;
    private final @Nullable SourceCopy copy;
    private final String goVersion;
    private final String goRoot;
    private final String platform;
    private long lastUse = System.nanoTime();
    private int running;
    private boolean closed;

    private Builder(BuilderSpec spec, Container container, Greeting greeting, @Nullable SourceCopy copy) {
        this.spec = spec;
        this.container = container;
        this.user = copy == null ? greeting.owner() : OWNER_ROOT;
        this.copy = copy;
        this.goVersion = greeting.goVersion();
        this.goRoot = greeting.goRoot();
        this.platform = greeting.platform();
    }

    /** The one line that {@link #START} prints. */
    private record Greeting(String owner, String goVersion, String goRoot, String platform) {
        static Greeting parse(String line, String image) {
            String[] words = line.split(" ");
            if (words.length != 4) {
                throw new GoDockerException(
                        "Cannot use builder image " + image + ": it answered '" + line + "'.",
                        "<builderImage> has to have a shell and Go, as the golang images have.");
            }
            return new Greeting(words[0], words[1], words[2], words[3]);
        }

        /** 65534 is what a user-namespaced daemon shows for owners outside its range: nobody there may write. */
        boolean seesOurFiles() {
            return !owner.equals("absent") && !owner.startsWith("65534:");
        }
    }

    /** Starts the container; the image has to be there. */
    public static Builder open(Docker docker, BuilderSpec spec, BuildLog log) {
        long start = System.nanoTime();
        Path marker = createMarker(spec.outputDirectory());
        try {
            Builder builder = tryMounted(docker, spec, marker);
            if (builder == null) {
                builder = openCopying(docker, spec);
            }
            log.builderStarted(
                    spec.image(),
                    builder.goVersion,
                    builder.copy == null ? "sources mounted" : "sources copied",
                    Duration.ofNanos(System.nanoTime() - start));
            return builder;
        } finally {
            delete(marker);
        }
    }

    private static @Nullable Builder tryMounted(Docker docker, BuilderSpec spec, Path marker) {
        String[] line = new String[1];
        Container container;
        try {
            container = docker.openContainer(
                    containerSpec(spec, marker), privateBytes(spec), greeting -> line[0] = greeting);
        } catch (GoDockerException e) {
            // A daemon on another machine has no such directory.
            if (e.problem().contains("bind source path does not exist")
                    || e.problem().contains("mounts denied")) {
                return null;
            }
            throw e;
        }
        Greeting greeting = greeting(container, line[0], spec);
        if (!greeting.seesOurFiles()) {
            container.close();
            return null;
        }
        return new Builder(spec, container, greeting, null);
    }

    private static Builder openCopying(Docker docker, BuilderSpec spec) {
        String[] line = new String[1];
        Container container =
                docker.openContainer(containerSpec(spec, null), privateBytes(spec), greeting -> line[0] = greeting);
        Greeting greeting = greeting(container, line[0], spec);
        return new Builder(spec, container, greeting, new SourceCopy(spec.root(), SOURCES, spec.excluded()));
    }

    private static Greeting greeting(Container container, String line, BuilderSpec spec) {
        try {
            return Greeting.parse(line, spec.image());
        } catch (GoDockerException e) {
            container.close();
            throw e;
        }
    }

    private static ContainerSpec containerSpec(BuilderSpec spec, @Nullable Path marker) {
        String user = userOf(spec.outputDirectory());
        List<ContainerSpec.Mount> mounts = new ArrayList<>();
        Map<String, String> labels = Map.of(LABEL, "cache");
        mounts.add(new ContainerSpec.Volume("go-docker-mod-" + user, "/cache/mod", labels));
        mounts.add(new ContainerSpec.Volume("go-docker-build-" + user, BUILD_CACHE, labels));
        if (marker != null) {
            mounts.add(new ContainerSpec.Bind(spec.root(), SOURCES));
        }
        List<String> command = List.of(
                "sh",
                "-c",
                START,
                "go-docker",
                marker == null ? "" : containerPath(spec.root(), marker),
                String.valueOf(certificates(spec).length),
                String.valueOf(netrc(spec).length));
        List<String> groups = new ArrayList<>();
        BuilderSpec.Socket socket = spec.daemonSocket();
        if (socket != null) {
            mounts.add(new ContainerSpec.Bind(socket.path(), DAEMON_SOCKET));
            if (!socket.group().isEmpty()) {
                groups.add(socket.group());
            }
        }
        return new ContainerSpec(
                spec.image(), command, mounts, Map.of(LABEL, spec.root().toString()), groups, spec.network());
    }

    private static byte[] certificates(BuilderSpec spec) {
        if (spec.certificates() == null) {
            return new byte[0];
        }
        try {
            return Files.readAllBytes(spec.certificates());
        } catch (IOException e) {
            throw new GoDockerException(
                    "Cannot read the certificates " + spec.certificates() + ": " + e.getMessage() + ".",
                    "Set <caCertificates> to a readable PEM file, or to 'none'.",
                    e);
        }
    }

    private static byte[] netrc(BuilderSpec spec) {
        return spec.netrc().getBytes(StandardCharsets.UTF_8);
    }

    private static byte[] privateBytes(BuilderSpec spec) {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        bytes.writeBytes(certificates(spec));
        bytes.writeBytes(netrc(spec));
        return bytes.toByteArray();
    }

    /** Go's version, {@code go1.26.3}. */
    public String goVersion() {
        return goVersion;
    }

    public String goRoot() {
        return goRoot;
    }

    /** What the builder runs on, {@code linux/amd64}. */
    public String platform() {
        return platform;
    }

    /** Where commands see a file or directory of the source root. */
    public String path(Path file) {
        return containerPath(spec.root(), file);
    }

    public Path root() {
        return spec.root();
    }

    /** Turns what go prints here, run in this directory, into what it would mean on this machine. */
    public GoOutput reading(Path directory) {
        return new GoOutput(SOURCES, spec.root(), directory);
    }

    private static String containerPath(Path root, Path file) {
        Path relative = root.relativize(file.toAbsolutePath().normalize());
        return relative.toString().isEmpty()
                ? SOURCES
                : SOURCES + "/" + relative.toString().replace('\\', '/');
    }

    /**
     * Brings the builder's view of these files and directories up to date; costs nothing where they are mounted.
     * Calls for the same builder wait for each other.
     */
    public void syncIn(Collection<Path> sources, BuildLog log) {
        if (copy != null) {
            copy.update(container, sources, log);
        }
    }

    /** Makes a directory that commands can write to, as this machine and as they see it. */
    public void makeDirectory(Path directory) {
        try {
            Files.createDirectories(directory);
        } catch (IOException e) {
            throw new GoDockerException(
                    "Cannot write to " + directory + ": " + GoDockerException.words(e) + ".",
                    "Run `mvn clean`; files of another user may be in the way.",
                    e);
        }
        if (copy != null) {
            var unused = run(List.of("mkdir", "-p", path(directory)), Map.of(), spec.root(), (stream, line) -> {});
        }
    }

    /** Brings a directory that commands wrote back to this machine; costs nothing where it is mounted. */
    public void syncOut(Path directory) {
        if (copy != null) {
            copy.fetch(container, directory);
        }
    }

    /**
     * Runs a command.
     *
     * @param directory of the source root, on this machine
     * @param environment added to the builder's own
     * @param output each line as it comes
     * @return the exit code
     */
    public int run(
            List<String> command,
            Map<String, String> environment,
            Path directory,
            BiConsumer<Container.Stream, String> output) {
        Map<String, String> all = new LinkedHashMap<>();
        all.put("HOME", PRIVATE + "/home");
        all.put("GOMODCACHE", "/cache/mod");
        all.put("GOCACHE", BUILD_CACHE);
        // Added to what the image trusts, never instead of it; git and curl have names of their own for it.
        for (String variable : List.of("SSL_CERT_FILE", "GIT_SSL_CAINFO", "CURL_CA_BUNDLE")) {
            all.put(variable, PRIVATE + "/ca.crt");
        }
        // git refuses a repository that belongs to somebody else.
        all.put("GIT_CONFIG_COUNT", "1");
        all.put("GIT_CONFIG_KEY_0", "safe.directory");
        all.put("GIT_CONFIG_VALUE_0", "*");
        if (spec.daemonSocket() != null) {
            all.put("DOCKER_HOST", "unix://" + DAEMON_SOCKET);
        }
        all.putAll(spec.environment());
        all.putAll(environment);
        count(1);
        try {
            return container.exec(new Container.Exec(command, all, user, path(directory)), output);
        } finally {
            count(-1);
        }
    }

    /** Says that it is about to be used; false if it is closed already. */
    public synchronized boolean touch() {
        lastUse = System.nanoTime();
        return !closed;
    }

    /** Closes it if no command runs and none has for that long; false if it stays open. */
    public synchronized boolean closeIfIdle(Duration limit) {
        if (!closed && running == 0 && System.nanoTime() - lastUse > limit.toNanos()) {
            close();
        }
        return closed;
    }

    private synchronized void count(int change) {
        running += change;
        lastUse = System.nanoTime();
    }

    @Override
    public synchronized void close() {
        closed = true;
        container.close();
    }

    private static Path createMarker(Path directory) {
        try {
            return Files.createTempFile(Files.createDirectories(directory), ".go-docker-", ".marker");
        } catch (IOException e) {
            throw new GoDockerException(
                    "Cannot write to " + directory + ": " + e.getMessage() + ".",
                    "Make the build directory writable for the user who runs Maven; it may be left from another user.",
                    e);
        }
    }

    private static void delete(Path marker) {
        try {
            Files.deleteIfExists(marker);
        } catch (IOException e) {
            // It lies in the build directory, which `mvn clean` removes.
        }
    }

    /** The caches are apart for each user, so that nobody meets files of somebody else in them. */
    private static String userOf(Path directory) {
        try {
            return String.valueOf(Files.getAttribute(Files.createDirectories(directory), "unix:uid"));
        } catch (IOException | UnsupportedOperationException | IllegalArgumentException e) {
            return "user";
        }
    }
}
