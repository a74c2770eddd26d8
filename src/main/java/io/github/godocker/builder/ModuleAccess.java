package io.github.godocker.builder;

import io.github.godocker.GoDockerException;
import io.github.godocker.docker.ContainerSpec;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.function.Function;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * How the go commands of a builder get the modules of others.
 *
 * @param offline whether only those that are in the cache, vendored, beside the project or in a directory
 * @param netrc logins for module hosts in netrc's format; empty for none
 * @param directories of this machine that GOPROXY names, and where commands see them: at the same place
 * @param agent lent to them; null for none
 */
public record ModuleAccess(
        boolean offline,
        String netrc,
        List<ContainerSpec.Bind> directories,
        @Nullable SshAgent agent) {
    private static final String PUBLIC_SUMS = "sum.golang.org";
    private static final String DIRECTORY = "file:///";

    public ModuleAccess {
        directories = List.copyOf(directories);
    }

    /**
     * @param variables that the user and this machine set
     * @param netrc asked only where there is a network, as is the next
     * @param agent told what netrc has said
     */
    public static ModuleAccess of(
            boolean offline,
            Map<String, String> variables,
            Supplier<String> netrc,
            Function<String, @Nullable SshAgent> agent) {
        List<ContainerSpec.Bind> directories = new ArrayList<>();
        for (String proxy : directoryProxies(variables)) {
            try {
                Path directory = Path.of(URI.create(proxy));
                // One that this machine lacks may be the builder image's.
                if (Files.isDirectory(directory)) {
                    directories.add(
                            new ContainerSpec.Bind(directory, URI.create(proxy).getPath(), true));
                }
            } catch (IllegalArgumentException e) {
                // Go says what is wrong with it.
            }
        }
        List<ContainerSpec.Bind> distinct = directories.stream().distinct().toList();
        if (offline) {
            return new ModuleAccess(true, "", distinct, null);
        }
        String logins = netrc.get();
        return new ModuleAccess(false, logins, distinct, agent.apply(logins));
    }

    private static List<String> directoryProxies(Map<String, String> variables) {
        return Arrays.stream(variables.getOrDefault("GOPROXY", "").split("[,|]"))
                .map(String::strip)
                .filter(proxy -> proxy.startsWith(DIRECTORY))
                .toList();
    }

    /** For programs that are no project's. */
    ModuleAccess withoutAgent() {
        return new ModuleAccess(offline, netrc, directories, null);
    }

    List<ContainerSpec.Bind> mounts() {
        List<ContainerSpec.Bind> mounts = new ArrayList<>(directories);
        if (agent != null) {
            mounts.add(agent.mount());
        }
        return mounts;
    }

    /** @throws GoDockerException if something of this machine is needed, whose files the daemon does not see */
    void checkForCopies() {
        if (agent != null) {
            throw new GoDockerException(
                    "Cannot lend the ssh agent to the builder: Docker does not see " + agent.socket() + ".",
                    "Leave out <sshAgent> and give a login as a <server> of settings.xml, or use a Docker daemon on this"
                            + " machine.");
        }
        if (!directories.isEmpty()) {
            throw new GoDockerException(
                    "Cannot use GOPROXY=file://" + directories.get(0).target()
                            + ": Docker does not see this machine's files, so go cannot read that directory.",
                    "Let GOPROXY name a server, run `go mod vendor`, or use a Docker daemon on this machine.");
        }
    }

    /**
     * Variables that win over those of the user.
     *
     * <p>Off is not enough of GOPROXY: go asks the hosts of GOPRIVATE themselves, unless GONOPROXY says none, and it asks
     * the checksum database itself, unless another address is known for it. Turning the database off would do as well, but
     * then go refuses a toolchain that is in the cache, and would take sums of modules unchecked into go.sum.
     *
     * @param environment what the user and this machine set
     */
    Map<String, String> variables(Map<String, String> environment) {
        Map<String, String> variables = new LinkedHashMap<>();
        if (agent != null) {
            variables.putAll(agent.variables());
        }
        if (offline) {
            List<String> proxies = new ArrayList<>(directoryProxies(environment));
            proxies.add("off");
            variables.put("GOPROXY", String.join(",", proxies));
            variables.put("GONOPROXY", "none");
            String database = Objects.requireNonNullElse(environment.get("GOSUMDB"), "")
                    .strip()
                    .replaceFirst("\\s.*", "");
            // Go knows the address of this one whatever is written behind it.
            if (database.isEmpty() || database.equals("sum.golang.google.cn")) {
                database = PUBLIC_SUMS;
            }
            if (!database.equals("off")) {
                variables.put("GOSUMDB", database + " file:///maven-is-offline");
            }
        }
        return variables;
    }

    /** Never shows what may be secret. */
    @Override
    public String toString() {
        return "ModuleAccess[offline=" + offline + "]";
    }
}
