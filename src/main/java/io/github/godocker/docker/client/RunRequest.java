package io.github.godocker.docker.client;

import io.github.godocker.docker.ContainerSpec.Bind;
import io.github.godocker.docker.ContainerSpec.Mount;
import io.github.godocker.docker.ContainerSpec.Volume;
import io.github.godocker.docker.RunSpec;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/** A {@link RunSpec} as the Engine API wants it; what is not asked for is not written, so that defaults are the daemon's. */
record RunRequest(RunSpec spec) {

    Map<String, Object> body() {
        Map<String, Object> body = new LinkedHashMap<>();
        body.put("Image", spec.image());
        body.put("Labels", spec.labels());
        RunSpec.Command command = spec.command();
        if (spec.attended().input()) {
            body.put("AttachStdin", true);
            body.put("OpenStdin", true);
            body.put("StdinOnce", true);
        }
        if (spec.attended().terminal()) {
            body.put("Tty", true);
        }
        put(body, "Entrypoint", command.entrypoint());
        put(body, "Cmd", command.arguments());
        if (!command.environment().isEmpty()) {
            body.put(
                    "Env",
                    command.environment().entrySet().stream()
                            .map(each -> each.getKey() + "=" + each.getValue())
                            .toList());
        }
        put(body, "User", command.user());
        put(body, "WorkingDir", command.workingDirectory());
        put(body, "StopSignal", command.stopSignal());
        put(body, "StopTimeout", command.stopTimeout());
        put(body, "Hostname", spec.networking().hostname());
        Map<String, Object> exposed = new TreeMap<>();
        spec.networking().ports().forEach(port -> exposed.put(port.key(), Map.of()));
        if (!exposed.isEmpty()) {
            body.put("ExposedPorts", exposed);
        }
        body.put("HostConfig", host());
        String network = spec.networking().network();
        if (network != null && !spec.networking().aliases().isEmpty()) {
            body.put(
                    "NetworkingConfig",
                    Map.of(
                            "EndpointsConfig",
                            Map.of(network, Map.of("Aliases", spec.networking().aliases()))));
        }
        return body;
    }

    private Map<String, Object> host() {
        Map<String, Object> host = new LinkedHashMap<>();
        host.put("AutoRemove", spec.autoRemove());
        if (spec.command().init()) {
            host.put("Init", true);
        }
        putRestart(host);
        putIsolation(host, spec.isolation());
        putResources(host, spec.resources());
        putNetworking(host, spec.networking());
        RunSpec.Logging logging = spec.logging();
        if (logging.driver() != null || !logging.options().isEmpty()) {
            Map<String, Object> config = new LinkedHashMap<>();
            put(config, "Type", logging.driver());
            config.put("Config", logging.options());
            host.put("LogConfig", config);
        }
        host.put("Mounts", mounts(spec.mounts()));
        return host;
    }

    private void putRestart(Map<String, Object> host) {
        String restart = spec.restart();
        if (restart != null) {
            int colon = restart.indexOf(':');
            Map<String, Object> policy = new LinkedHashMap<>();
            policy.put("Name", colon < 0 ? restart : restart.substring(0, colon));
            if (colon >= 0) {
                policy.put("MaximumRetryCount", Integer.parseInt(restart.substring(colon + 1)));
            }
            host.put("RestartPolicy", policy);
        }
    }

    private static void putIsolation(Map<String, Object> host, RunSpec.Isolation isolation) {
        host.put("ReadonlyRootfs", isolation.readOnly());
        host.put("CapAdd", isolation.capAdd());
        host.put("CapDrop", isolation.capDrop());
        host.put("SecurityOpt", isolation.securityOpts());
        host.put("GroupAdd", isolation.groups());
        put(host, "PidMode", isolation.processes());
        if (!isolation.tmpfs().isEmpty()) {
            host.put("Tmpfs", isolation.tmpfs());
        }
        host.put(
                "Devices",
                isolation.devices().stream()
                        .map(device -> Map.of(
                                "PathOnHost", device.host(),
                                "PathInContainer", device.container(),
                                "CgroupPermissions", device.permissions()))
                        .toList());
    }

    private static void putResources(Map<String, Object> host, RunSpec.Resources resources) {
        put(host, "NanoCpus", resources.nanoCpus());
        put(host, "Memory", resources.memory());
        put(host, "MemorySwap", resources.memorySwap());
        put(host, "PidsLimit", resources.pidsLimit());
        put(host, "ShmSize", resources.shmSize());
        host.put(
                "Ulimits",
                resources.ulimits().stream()
                        .map(limit -> Map.of("Name", limit.name(), "Soft", limit.soft(), "Hard", limit.hard()))
                        .toList());
    }

    private static void putNetworking(Map<String, Object> host, RunSpec.Networking networking) {
        put(host, "NetworkMode", networking.network());
        host.put("ExtraHosts", networking.extraHosts());
        host.put("Dns", networking.dns());
        Map<String, List<Map<String, String>>> bindings = new TreeMap<>();
        for (RunSpec.Publish port : networking.ports()) {
            bindings.computeIfAbsent(port.key(), key -> new ArrayList<>())
                    .add(Map.of("HostIp", port.address(), "HostPort", port.host() == 0 ? "" : "" + port.host()));
        }
        host.put("PortBindings", bindings);
    }

    /** What a container sees of the host and of volumes. */
    static List<Map<String, Object>> mounts(List<Mount> mounts) {
        List<Map<String, Object>> all = new ArrayList<>();
        for (Mount mount : mounts) {
            Map<String, Object> one = new LinkedHashMap<>();
            if (mount instanceof Bind bind) {
                // As a mount, not a "bind": a bind would create a missing source on the daemon's host, owned by root.
                one.put("Type", "bind");
                one.put("Source", bind.source().toString());
                one.put("ReadOnly", bind.readOnly());
            } else if (mount instanceof Volume volume) {
                one.put("Type", "volume");
                one.put("Source", volume.name());
                one.put("ReadOnly", volume.readOnly());
                one.put("VolumeOptions", Map.of("Labels", volume.labels()));
            }
            one.put("Target", mount.target());
            all.add(one);
        }
        return all;
    }

    private static void put(Map<String, Object> map, String key, @Nullable Object value) {
        if (value != null) {
            map.put(key, value);
        }
    }

    private static void put(Map<String, Object> map, String key, long value) {
        if (value != 0) {
            map.put(key, value);
        }
    }
}
