package io.github.godocker.doctor;

import io.github.godocker.docker.Docker;
import io.github.godocker.docker.Engine;
import io.github.godocker.docker.EngineDetails;
import io.github.godocker.docker.ImageReference;
import io.github.godocker.log.Brief;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.function.Supplier;
import java.util.stream.Stream;

/**
 * What is asked of the daemon.
 *
 * @param docker connects; after it has failed nothing else here is asked
 * @param address what names the daemon
 * @param directory which containers are to see
 * @param builder an image with a shell, if the daemon has it
 * @param here whether the daemon is on this machine
 * @param proxies of this machine, by variable
 */
public record DaemonChecks(
        Supplier<Docker> docker,
        Supplier<String> address,
        Path directory,
        ImageReference builder,
        Supplier<Boolean> here,
        Map<String, String> proxies) {
    private static final String ADDRESS = "address";
    private static final String DAEMON = "daemon";
    private static final String TAKEN = " of images, volumes, containers and caches";
    private static final Duration CLOCK_WARN = Duration.ofSeconds(2);
    private static final Duration CLOCK_FAIL = Duration.ofMinutes(5);
    private static final long LITTLE_SPACE = 5_000_000_000L;
    private static final long NO_SPACE = 500_000_000L;

    public List<Check> all() {
        return Stream.of(
                        Check.of(ADDRESS, () -> Finding.ok(address.get())),
                        Check.of(DAEMON, this::daemon).after(ADDRESS),
                        Check.of("image store", () -> imageStore(details())).after(DAEMON),
                        Check.of("BuildKit", () -> buildKit(docker.get().engine()))
                                .after(DAEMON),
                        Check.of("user", () -> user(details())).after(DAEMON),
                        Check.of("clock", () -> clock(details().ahead())).after(DAEMON),
                        Check.of("daemon's proxy", () -> proxy(details().proxy(), proxies))
                                .after(DAEMON),
                        Check.of("mounts", this::mounts).after(DAEMON),
                        Check.of("disk", this::disk).after(DAEMON),
                        // It may take minutes, and no build waits for it.
                        Check.of(
                                        "Docker's files",
                                        () -> Finding.ok(
                                                size(docker.get().storage().used()) + TAKEN))
                                .after(DAEMON)
                                .aside())
                .map(check -> check.hint("Does `docker info` answer?"))
                .toList();
    }

    private EngineDetails details() {
        return docker.get().details();
    }

    private Finding daemon() {
        EngineDetails details = details();
        return Finding.ok("Docker " + details.version() + " on " + details.platform() + ", API " + details.api()
                + (details.api().equals(details.usedApi()) ? "" : " (" + details.usedApi() + " is used)"));
    }

    static Finding imageStore(EngineDetails details) {
        return List.of("vfs", "devicemapper", "aufs").contains(details.imageStore())
                ? Finding.warn(
                        details.imageStore() + ", which is slow or no longer cared for",
                        "Let the daemon use overlay2: \"storage-driver\" in its daemon.json")
                : Finding.ok(details.imageStore());
    }

    static Finding buildKit(Engine engine) {
        return engine.buildKit()
                ? Finding.ok("there")
                : Finding.warn(
                        "the engine has none: images with a base or with files are built one step at a time",
                        "Use Docker Engine 20.10 or newer with Linux containers");
    }

    static Finding user(EngineDetails details) {
        return Finding.ok(
                details.has("rootless")
                        ? "the daemon is rootless"
                        : details.has("userns") ? "root in containers is another user" : "the daemon runs as root");
    }

    static Finding clock(Duration ahead) {
        Duration off = ahead.abs();
        String text = off.compareTo(CLOCK_WARN) < 0
                ? "as on this machine"
                : "the daemon's is " + Brief.seconds(off) + (ahead.isNegative() ? " behind" : " ahead");
        String fix =
                "Let both machines keep their time by NTP; a virtual machine's clock stops while the laptop sleeps";
        return off.compareTo(CLOCK_FAIL) >= 0
                ? Finding.fail(text, fix)
                : off.compareTo(CLOCK_WARN) >= 0 ? Finding.warn(text, fix) : Finding.ok(text);
    }

    static Finding proxy(String daemons, Map<String, String> ours) {
        boolean needed = ours.keySet().stream().anyMatch(name -> name.equalsIgnoreCase("HTTPS_PROXY"));
        if (!daemons.isEmpty()) {
            return Finding.ok(MachineChecks.withoutLogin(daemons));
        }
        return needed
                ? Finding.warn(
                        "none, while this machine has one: images may not be pulled",
                        "Set \"proxies\" in the daemon's daemon.json, or HTTPS_PROXY of its service")
                : Finding.ok("none");
    }

    private Sight sight() {
        return Sight.of(docker.get(), builder, directory);
    }

    private Finding mounts() {
        Sight sight = sight();
        if (!sight.tried()) {
            return Finding.warn(
                    "not tried: the daemon has no image " + builder, "Pull it: `docker pull " + builder + "`");
        }
        if (sight.mounted()) {
            return Finding.ok("containers see " + directory);
        }
        return here.get()
                ? Finding.warn(
                        "containers do not see " + directory + ": sources are copied",
                        "Share that directory with Docker Desktop or the virtual machine, or leave it so")
                : Finding.ok("the daemon is elsewhere: sources are copied");
    }

    private Finding disk() {
        Sight sight = sight();
        return sight.tried() && sight.free() >= 0
                ? space(sight.free())
                : Finding.warn(
                        "what is free is not known" + (sight.tried() ? "" : " without " + builder),
                        sight.tried()
                                ? "Look with `df` where the daemon runs"
                                : "Pull it: `docker pull " + builder + "`");
    }

    static Finding space(long free) {
        String text = size(free) + " free";
        String fix = "Make room: `mvn go-docker:prune`, `docker system prune`";
        return free < NO_SPACE
                ? Finding.fail(text, fix)
                : free < LITTLE_SPACE ? Finding.warn(text, fix) : Finding.ok(text);
    }

    private static String size(long bytes) {
        return String.format(java.util.Locale.ROOT, "%.1f GB", bytes / 1e9);
    }
}
