package io.github.godocker.builder;

import io.github.godocker.GoDockerException;
import io.github.godocker.docker.Container;
import io.github.godocker.docker.ContainerSpec;
import io.github.godocker.docker.Containers;
import io.github.godocker.go.Fingerprint;
import io.github.godocker.go.GoFlags;
import io.github.godocker.log.BuilderLog;
import java.io.IOException;
import java.nio.file.Files;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.BiConsumer;

/**
 * A container of a golang image that has started: what is private is in it, and it has said what it is. All commands
 * of ours run through here, but for those by which sources are copied.
 */
final class GolangContainer implements AutoCloseable {
    static final String SOURCES = "/src";
    static final String ROOT = "0:0";

    /** Of containers that are kept: by what a later build finds the one that it would start itself. */
    static final String KEPT = Builder.LABEL + ".kept";

    /** One that rests sweeps itself twice after its build, and is busy, or kills who comes, for that moment. */
    static final int ATTEMPTS = 3;

    private static final long PAUSE_MILLIS = 100;

    private static final String PRIVATE = "/tmp/go-docker";

    /** Of the user who runs commands. */
    static final String HOME = PRIVATE + "/home";

    /** Where programs look for it. */
    private static final String DAEMON_SOCKET = "/var/run/docker.sock";

    /**
     * The same: {@code /var/run} is a link to {@code /run} in all golang images. Engine 28.5 copies nothing into a
     * container with a mount behind such a link ("path escapes from parent").
     */
    private static final String DAEMON_SOCKET_MOUNT = "/run/docker.sock";

    private final BuilderSpec spec;
    private final Container container;
    private final Greeting greeting;
    private final boolean takenUp;
    private final BuilderLog log;

    private GolangContainer(BuilderSpec spec, Container container, Greeting greeting, boolean takenUp, BuilderLog log) {
        this.spec = spec;
        this.container = container;
        this.greeting = greeting;
        this.takenUp = takenUp;
        this.log = log;
    }

    /**
     * The one line that {@link StartScript} prints.
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
     * Starts a container, or takes up one that was kept.
     *
     * @param mounts caches, and the sources where they are mounted
     * @param marker a file that is there if the mounted sources are really ours, as the container sees it; empty for
     *     none, and then no container is kept
     * @param cacheMark the same for a folder of caches
     * @param owner whom sources belong to that are copied, {@code uid:gid}
     * @param keepsSources whether sources are copied into a volume
     */
    static GolangContainer open(
            Containers containers,
            BuilderSpec spec,
            List<ContainerSpec.Mount> mounts,
            String marker,
            String cacheMark,
            String owner,
            boolean keepsSources,
            BuilderLog log) {
        SshAgent agent = spec.modules().agent();
        // While it waits there is nothing in it by which one could log in.
        boolean kept = spec.keep() > 0 && !marker.isEmpty() && !spec.imageId().isEmpty() && agent == null;
        StartScript script = new StartScript(
                marker,
                owner,
                certificates(spec),
                spec.modules().netrc(),
                agent == null ? "" : agent.knownHosts(),
                cacheMark,
                keepsSources,
                kept ? spec.keep() : 0);
        ContainerSpec container = container(spec, mounts, script);
        if (!kept) {
            return start(containers, spec, container, script, log);
        }
        String key = key(spec, container);
        return takeUp(containers, spec, key, script, log)
                .orElseGet(() -> start(containers, spec, container.withLabel(KEPT, key), script, log));
    }

    private static ContainerSpec container(BuilderSpec spec, List<ContainerSpec.Mount> mounts, StartScript script) {
        List<ContainerSpec.Mount> all = new ArrayList<>(mounts);
        all.addAll(spec.modules().mounts());
        List<String> groups = new ArrayList<>();
        BuilderSpec.Socket socket = spec.daemonSocket();
        if (socket != null) {
            all.add(new ContainerSpec.Bind(socket.path(), DAEMON_SOCKET_MOUNT, false));
            if (!socket.group().isEmpty()) {
                groups.add(socket.group());
            }
        }
        return new ContainerSpec(
                spec.image(),
                script.start(),
                all,
                Map.of(Builder.LABEL, spec.root().toString()),
                groups,
                spec.network());
    }

    /** All that makes a container another one, but for what a build brings to it and its commands. */
    private static String key(BuilderSpec spec, ContainerSpec container) {
        return Fingerprint.of()
                .add("script", StartScript.version())
                .add("image", spec.imageId())
                .add("mounts", container.mounts())
                .add("groups", container.groups())
                .add("network", String.valueOf(container.network()))
                .add("seconds", spec.keep())
                .hex();
    }

    private static GolangContainer start(
            Containers containers, BuilderSpec spec, ContainerSpec container, StartScript script, BuilderLog log) {
        String[] line = new String[1];
        Container started = containers.open(container, script.stdin(), first -> line[0] = first);
        try {
            return new GolangContainer(spec, started, Greeting.parse(line[0], spec.image()), false, log);
        } catch (GoDockerException e) {
            started.close();
            throw e;
        }
    }

    private static Optional<GolangContainer> takeUp(
            Containers containers, BuilderSpec spec, String key, StartScript script, BuilderLog log) {
        List<String> ids = new ArrayList<>(containers.running(KEPT, key));
        for (int attempt = 0; attempt < ATTEMPTS && !ids.isEmpty(); attempt++) {
            pauseBefore(attempt);
            for (String id : List.copyOf(ids)) {
                Optional<GolangContainer> taken = takeUp(containers, ids, id, spec, script, log);
                if (taken.isPresent()) {
                    return taken;
                }
            }
        }
        return Optional.empty();
    }

    /** @param attempt the first is 0, and waits for nothing */
    static void pauseBefore(int attempt) {
        try {
            Thread.sleep(attempt * PAUSE_MILLIS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    /** @param ids loses the one that is none to take up */
    private static Optional<GolangContainer> takeUp(
            Containers containers, List<String> ids, String id, BuilderSpec spec, StartScript script, BuilderLog log) {
        String[] line = new String[1];
        try {
            Container kept = containers.hold(
                    id,
                    new Container.Exec(script.takeUp(), Map.of(), ROOT, "/"),
                    script.stdin(),
                    first -> line[0] = first);
            if (StartScript.BUSY.equals(line[0])) {
                kept.letGo();
                log.detail("Another build holds the builder " + id + ".");
                return Optional.empty();
            }
            Optional<GolangContainer> usable = usable(spec, kept, line[0], log);
            if (usable.isEmpty()) {
                // Its directory was deleted and made anew, say: it would be tried by each build.
                kept.close();
                ids.remove(id);
            }
            return usable;
        } catch (GoDockerException e) {
            // Its time was just over, or something is wrong with it: a new one is no worse than without it.
            log.detail("Cannot take up the builder " + id + ": " + e.problem());
            return Optional.empty();
        }
    }

    private static Optional<GolangContainer> usable(BuilderSpec spec, Container kept, String line, BuilderLog log) {
        try {
            Greeting greeting = Greeting.parse(line, spec.image());
            return greeting.seesOurFiles()
                    ? Optional.of(new GolangContainer(spec, kept, greeting, true, log))
                    : Optional.empty();
        } catch (GoDockerException e) {
            return Optional.empty();
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

    /** Whether an earlier build has started it. */
    boolean isTakenUp() {
        return takenUp;
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
        all.put("HOME", HOME);
        all.put("GOMODCACHE", Caches.MODULES);
        all.put("GOCACHE", Caches.BUILD);
        // Added to what the image trusts, never instead of it; git and curl have names of their own for it.
        for (String variable : List.of("SSL_CERT_FILE", "GIT_SSL_CAINFO", "CURL_CA_BUNDLE")) {
            all.put(variable, PRIVATE + "/ca.crt");
        }
        Map<String, String> git = new LinkedHashMap<>();
        // git refuses a repository that belongs to somebody else.
        git.put("safe.directory", "*");
        if (spec.modules().agent() != null) {
            git.putAll(spec.modules().agent().gitSettings());
        }
        int setting = 0;
        for (Map.Entry<String, String> each : git.entrySet()) {
            all.put("GIT_CONFIG_KEY_" + setting, each.getKey());
            all.put("GIT_CONFIG_VALUE_" + setting, each.getValue());
            setting++;
        }
        all.put("GIT_CONFIG_COUNT", String.valueOf(setting));
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
