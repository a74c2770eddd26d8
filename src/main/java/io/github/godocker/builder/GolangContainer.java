package io.github.godocker.builder;

import io.github.godocker.GoDockerException;
import io.github.godocker.docker.Container;
import io.github.godocker.docker.ContainerSpec;
import io.github.godocker.docker.Docker;
import io.github.godocker.go.GoFlags;
import io.github.godocker.log.BuildLog;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.BiConsumer;

/**
 * A container of a golang image that has started: what is private is in it, and it has said what it is. All commands
 * of ours run through here.
 */
final class GolangContainer implements AutoCloseable {
    static final String SOURCES = "/src";
    static final String ROOT = "0:0";

    private static final String PRIVATE = "/tmp/go-docker";
    private static final String DAEMON_SOCKET = "/var/run/docker.sock";

    /**
     * The container's command. What is private comes in on its standard input, never in its configuration, which
     * {@code docker inspect} shows. {@code $1} marker, {@code $2} who copied sources belong to, {@code $3} size of the
     * certificates, {@code $4} of the netrc, {@code $5} a file that is there if the caches' folder is really ours; it has
     * its owner already. {@code $6} {@code kept} if sources stay in a volume: one container uses it at a time, and holds a
     * lock that ends with its first process. An owner of 65534 is what a user-namespaced daemon shows for those outside
     * its range: nobody there may write; and it refuses to make such an owner.
     */
    private static final String START = """
            set -e
            mkdir -p /tmp/go-docker/home /src
            chmod 755 /tmp/go-docker
            cd /tmp/go-docker
            sources=copied caches=volumes user=0:0
            if [ -n "$1" ] && [ -e "$1" ]; then
              owner=$(stat -c %u:%g "$1")
              case $owner in 65534:*) ;; *) sources=mounted user=$owner ;; esac
            fi
            if [ $sources = copied ] && chown "$2" home 2> /dev/null; then user=$2; fi
            [ -n "$1" ] || chown "$user" /src
            if [ "$6" = kept ]; then
              exec 9< /src
              if flock -n 9; then sources=kept; else sources=busy; fi
            fi
            if [ -n "$5" ]; then
              caches=unseen
              [ ! -e "$5" ] || caches=folder
            fi
            umask 077
            head -c $(($3 + $4)) > private
            tail -c "$4" private > home/.netrc
            umask 022
            certs=/etc/ssl/certs/ca-certificates.crt
            [ ! -e "$certs" ] || cat "$certs" > ca.crt
            head -c "$3" private >> ca.crt
            rm private
            chown "$user" home home/.netrc
            for cache in /cache/mod /cache/build; do
              [ $caches != volumes ] || [ ! -d $cache ] || [ "$(stat -c %u:%g $cache)" = "$user" ] ||
                chown -R "$user" $cache 2> /dev/null || chown "$user" $cache
            done
            go env GOVERSION GOROOT GOHOSTOS GOHOSTARCH > env
            { read -r version; read -r root; read -r os; read -r arch; } < env
            echo "$sources $caches $user ${version%% *} $root $os/$arch $(printf %s "$GOFLAGS" | tr '\n' ' ')"
            exec cat > /dev/null
            """;

    private final BuilderSpec spec;
    private final Container container;
    private final Greeting greeting;
    private final BuildLog log;

    private GolangContainer(BuilderSpec spec, Container container, Greeting greeting, BuildLog log) {
        this.spec = spec;
        this.container = container;
        this.greeting = greeting;
        this.log = log;
    }

    /**
     * The one line that {@link #START} prints.
     *
     * @param sources {@code mounted} if the marker was there, {@code copied} if they have to be; {@code kept} if an
     *     earlier build may have, {@code busy} if another one does it now
     * @param caches {@code volumes}; {@code folder} if its mark was there, {@code unseen} if not
     * @param user whom the sources belong to, {@code uid:gid}
     * @param goFlags GOFLAGS of the image
     */
    record Greeting(
            String sources,
            String caches,
            String user,
            String goVersion,
            String goRoot,
            String platform,
            String goFlags) {
        private static final int WORDS = 6;

        static Greeting parse(String line, String image) {
            String[] words = line.split(" ", WORDS + 1);
            if (words.length < WORDS) {
                throw new GoDockerException(
                        "Cannot use builder image " + image + ": it answered '" + line + "'.",
                        "<builderImage> has to have a shell and Go, as the golang images have.");
            }
            String goFlags = words.length > WORDS ? words[WORDS].strip() : "";
            return new Greeting(words[0], words[1], words[2], words[3], words[4], words[5], goFlags);
        }

        boolean seesOurFiles() {
            return sources.equals("mounted") && !caches.equals("unseen");
        }

        boolean mayHoldSources() {
            return sources.equals("kept");
        }

        boolean isBusy() {
            return sources.equals("busy");
        }
    }

    /**
     * Starts a container.
     *
     * @param mounts caches, and the sources where they are mounted
     * @param marker a file that is there if the mounted sources are really ours, as the container sees it; empty for
     *     none
     * @param cacheMark the same for a folder of caches
     * @param owner whom sources belong to that are copied, {@code uid:gid}
     * @param keepsSources whether sources are copied into a volume
     */
    static GolangContainer open(
            Docker docker,
            BuilderSpec spec,
            List<ContainerSpec.Mount> mounts,
            String marker,
            String cacheMark,
            String owner,
            boolean keepsSources,
            BuildLog log) {
        byte[] certificates = certificates(spec);
        byte[] netrc = spec.modules().netrc().getBytes(StandardCharsets.UTF_8);
        List<String> command = List.of(
                "sh",
                "-c",
                START,
                "go-docker",
                marker,
                owner,
                String.valueOf(certificates.length),
                String.valueOf(netrc.length),
                cacheMark,
                keepsSources ? "kept" : "");
        List<ContainerSpec.Mount> all = new ArrayList<>(mounts);
        List<String> groups = new ArrayList<>();
        BuilderSpec.Socket socket = spec.daemonSocket();
        if (socket != null) {
            all.add(new ContainerSpec.Bind(socket.path(), DAEMON_SOCKET));
            if (!socket.group().isEmpty()) {
                groups.add(socket.group());
            }
        }
        ByteArrayOutputStream stdin = new ByteArrayOutputStream();
        stdin.writeBytes(certificates);
        stdin.writeBytes(netrc);
        String[] line = new String[1];
        Container container = docker.openContainer(
                new ContainerSpec(
                        spec.image(),
                        command,
                        all,
                        Map.of(Builder.LABEL, spec.root().toString()),
                        groups,
                        spec.network()),
                stdin.toByteArray(),
                first -> line[0] = first);
        try {
            return new GolangContainer(spec, container, Greeting.parse(line[0], spec.image()), log);
        } catch (GoDockerException e) {
            container.close();
            throw e;
        }
    }

    private static byte[] certificates(BuilderSpec spec) {
        if (spec.certificates() == null) {
            return new byte[0];
        }
        try {
            return Files.readAllBytes(spec.certificates());
        } catch (IOException e) {
            throw new GoDockerException(
                    "Cannot read the certificates " + spec.certificates() + ": " + GoDockerException.words(e) + ".",
                    "Set <caCertificates> to a readable PEM file, or to 'none'.",
                    e);
        }
    }

    Greeting greeting() {
        return greeting;
    }

    Container container() {
        return container;
    }

    /**
     * Runs a command to its end.
     *
     * @param environment added to what every command gets
     * @param user {@code uid:gid}
     * @param directory as the container sees it
     */
    int run(
            List<String> command,
            Map<String, String> environment,
            String user,
            String directory,
            BiConsumer<Container.Stream, String> output) {
        Map<String, String> all = new LinkedHashMap<>();
        all.put("HOME", PRIVATE + "/home");
        all.put("GOMODCACHE", Caches.MODULES);
        all.put("GOCACHE", Caches.BUILD);
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
        all.putAll(spec.modules().variables(all));
        if (greeting.caches().equals("folder")) {
            all.merge("GOFLAGS", greeting.goFlags(), (own, image) -> own);
            all.computeIfPresent("GOFLAGS", (name, flags) -> GoFlags.with(flags, CacheDirectory.WRITABLE_MODULES));
        }
        CommandLine line = new CommandLine(command, all, directory);
        log.running(line.pasted());
        long start = System.nanoTime();
        int exit = container.exec(new Container.Exec(command, all, user, directory), output);
        log.ran(line.title(), exit, Duration.ofNanos(System.nanoTime() - start));
        return exit;
    }

    @Override
    public void close() {
        container.close();
    }
}
