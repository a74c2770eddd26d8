package io.github.godocker.docker;

import io.github.godocker.docker.ContainerSpec.Mount;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * A container to create as {@code docker run} would; {@link ContainerSpec} is one that somebody holds. What is null, zero
 * or empty is left to the image or to the daemon.
 *
 * @param image reference or id
 * @param platform as Docker writes it ({@code linux/arm64}); null for the daemon's own
 * @param mounts what it sees of the host and of named volumes
 * @param labels by which it is found again
 * @param restart {@code no}, {@code always}, {@code unless-stopped} or {@code on-failure[:times]}
 * @param attended who talks to it
 * @param autoRemove whether the daemon removes it when it has ended
 */
public record RunSpec(
        String image,
        @Nullable String platform,
        Command command,
        Isolation isolation,
        Resources resources,
        Networking networking,
        Logging logging,
        List<Mount> mounts,
        Map<String, String> labels,
        @Nullable String restart,
        Attended attended,
        boolean autoRemove) {
    public RunSpec {
        mounts = List.copyOf(mounts);
        labels = Map.copyOf(labels);
    }

    /**
     * Whether somebody talks to its program.
     *
     * @param input whether it has a standard input, which ends with the connection of whoever talks
     * @param terminal whether it has a terminal
     */
    public record Attended(boolean input, boolean terminal) {
        public static final Attended BY_NOBODY = new Attended(false, false);
    }

    /**
     * What it runs.
     *
     * @param entrypoint null for the image's
     * @param arguments null for the image's
     * @param environment added to the image's; its values may be secret
     * @param user {@code uid[:gid]} or names
     * @param stopSignal the name of the signal that asks it to end
     * @param stopTimeout seconds that it then has, before it is killed; null for the daemon's 10
     * @param init whether a small init is the first process, which takes signals and reaps children
     */
    public record Command(
            @Nullable List<String> entrypoint,
            @Nullable List<String> arguments,
            Map<String, String> environment,
            @Nullable String user,
            @Nullable String workingDirectory,
            @Nullable String stopSignal,
            @Nullable Integer stopTimeout,
            boolean init) {
        public Command {
            entrypoint = entrypoint == null ? null : List.copyOf(entrypoint);
            arguments = arguments == null ? null : List.copyOf(arguments);
            environment = new QuietMap(environment);
        }
    }

    /**
     * What it may do.
     *
     * @param readOnly whether its root file system cannot be written
     * @param securityOpts as the Engine API takes them: a seccomp profile is its JSON, not a file's name
     * @param groups further groups of its user, names or ids
     * @param tmpfs directories in memory with the options of their mounts
     * @param processes {@code container:<id>} for those of another one, which it then is among; null for its own
     */
    public record Isolation(
            boolean readOnly,
            List<String> capAdd,
            List<String> capDrop,
            List<String> securityOpts,
            List<String> groups,
            List<Device> devices,
            Map<String, String> tmpfs,
            @Nullable String processes) {
        public Isolation {
            capAdd = List.copyOf(capAdd);
            capDrop = List.copyOf(capDrop);
            securityOpts = List.copyOf(securityOpts);
            groups = List.copyOf(groups);
            devices = List.copyOf(devices);
            tmpfs = Map.copyOf(tmpfs);
        }
    }

    /** @param permissions of {@code rwm}: read, write, make */
    public record Device(String host, String container, String permissions) {}

    /**
     * What it may take.
     *
     * @param nanoCpus billionths of a CPU
     * @param memory bytes
     * @param memorySwap bytes of memory and swap together; -1 for swap without limit
     * @param pidsLimit processes and threads; -1 for no limit
     * @param shmSize bytes of {@code /dev/shm}
     */
    public record Resources(
            long nanoCpus, long memory, long memorySwap, long pidsLimit, long shmSize, List<Ulimit> ulimits) {
        public Resources {
            ulimits = List.copyOf(ulimits);
        }
    }

    /** @param name without {@code RLIMIT_}, in small letters */
    public record Ulimit(String name, long soft, long hard) {}

    /**
     * How it is reached, and what it reaches.
     *
     * @param network the network's name, {@code host}, {@code none}, {@code container:<id>}; null for the daemon's default
     * @param aliases its further names in that network
     * @param extraHosts {@code name:address}
     * @param dns addresses of name servers
     */
    public record Networking(
            @Nullable String network,
            List<String> aliases,
            @Nullable String hostname,
            List<Publish> ports,
            List<String> extraHosts,
            List<String> dns) {
        public Networking {
            aliases = List.copyOf(aliases);
            ports = List.copyOf(ports);
            extraHosts = List.copyOf(extraHosts);
            dns = List.copyOf(dns);
        }

        public Networking in(String otherNetwork) {
            return new Networking(otherNetwork, aliases, hostname, ports, extraHosts, dns);
        }
    }

    /**
     * A port of the container that the daemon's host has, too.
     *
     * @param address of the host; empty for all of its addresses
     * @param host 0 for a free one, which the daemon chooses
     * @param protocol {@code tcp}, {@code udp} or {@code sctp}
     */
    public record Publish(String address, int host, int container, String protocol) {
        /** As the Engine API writes it: {@code 8080/tcp}. */
        public String key() {
            return container + "/" + protocol;
        }
    }

    /**
     * Where its output goes.
     *
     * @param driver null for the daemon's default
     */
    public record Logging(@Nullable String driver, Map<String, String> options) {
        public Logging {
            options = Map.copyOf(options);
        }
    }

    public RunSpec withImage(String other) {
        return with(other, networking, mounts, labels, attended);
    }

    public RunSpec withNetwork(String network) {
        return with(image, networking.in(network), mounts, labels, attended);
    }

    public RunSpec withMounts(List<Mount> others) {
        return with(image, networking, others, labels, attended);
    }

    public RunSpec withLabels(Map<String, String> others) {
        return with(image, networking, mounts, others, attended);
    }

    public RunSpec attended(boolean input, boolean terminal) {
        return with(image, networking, mounts, labels, new Attended(input, terminal));
    }

    private RunSpec with(
            String otherImage,
            Networking otherNetworking,
            List<Mount> otherMounts,
            Map<String, String> otherLabels,
            Attended otherAttended) {
        return new RunSpec(
                otherImage,
                platform,
                command,
                isolation,
                resources,
                otherNetworking,
                logging,
                otherMounts,
                otherLabels,
                restart,
                otherAttended,
                autoRemove);
    }
}
