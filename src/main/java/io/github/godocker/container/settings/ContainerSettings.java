package io.github.godocker.container.settings;

import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * One entry of {@code containers}, as it is written. The fields are the long options of {@code docker run}, or Compose's
 * word where both have one; what is null is left to the image or to the daemon.
 */
public final class ContainerSettings {
    /** By which it is chosen, and found by the others in their network; default: the last part of the image's name. */
    public @Nullable String name;

    /** Default: the module's own image. */
    public @Nullable String image;

    public @Nullable Map<String, @Nullable String> env;
    /** Files of lines {@code NAME=value}; {@code env} comes before them, later files before earlier ones. */
    public @Nullable List<String> envFiles;

    /** {@code 8080}, {@code [address:]9090:8080} or {@code a.property:8080}, with {@code /udp} if it is that. */
    public @Nullable List<String> ports;

    /** {@code ./directory:/path[:ro]} or {@code volume:/path[:ro]}. */
    public @Nullable List<String> volumes;

    /** {@code /path[:options]}. */
    public @Nullable List<String> tmpfs;

    /** {@code host}, {@code none}, {@code container:<id>} or one that is there; default: one of the module's own. */
    public @Nullable String network;

    public @Nullable List<String> networkAliases;
    /** Names of other entries, which are ready before this one starts. */
    public @Nullable List<String> dependsOn;

    public @Nullable List<String> entrypoint;
    public @Nullable List<String> arguments;
    /** {@code uid[:gid]} or names. */
    public @Nullable String user;

    public @Nullable List<String> groups;
    public @Nullable String workingDirectory;
    public @Nullable String hostname;
    /** {@code 1.5}. */
    public @Nullable String cpus;

    /** {@code 512m}. */
    public @Nullable String memory;

    /** Memory and swap together; -1 for swap without limit. */
    public @Nullable String memorySwap;

    public @Nullable Long pidsLimit;
    /** {@code nofile=1024[:2048]}. */
    public @Nullable List<String> ulimits;

    public @Nullable String shmSize;
    public @Nullable Boolean readOnly;
    public @Nullable List<String> capAdd;
    public @Nullable List<String> capDrop;
    /** {@code no-new-privileges}, {@code seccomp=<file>}, {@code apparmor=<profile>}, … */
    public @Nullable List<String> securityOpts;

    /** {@code /dev/host[:/dev/container[:rwm]]}. */
    public @Nullable List<String> devices;

    /** {@code name:address}; the address {@code host-gateway} is the daemon's host. */
    public @Nullable List<String> extraHosts;

    public @Nullable List<String> dns;
    public @Nullable Boolean init;
    /** {@code no}, {@code always}, {@code unless-stopped}, {@code on-failure[:times]}. */
    public @Nullable String restart;

    public @Nullable String stopSignal;
    /** Seconds. */
    public @Nullable Integer stopTimeout;

    public @Nullable Map<String, @Nullable String> labels;
    /** {@code linux/arm64}. */
    public @Nullable String platform;

    /** {@code IF_NOT_PRESENT}, {@code ALWAYS} or {@code NEVER}; default: the goal's. */
    public @Nullable String pullPolicy;

    public @Nullable String logDriver;
    public @Nullable Map<String, @Nullable String> logOptions;
    /** What makes it ready: all of these, one after the other. */
    public @Nullable List<Wait> waitFor;
}
