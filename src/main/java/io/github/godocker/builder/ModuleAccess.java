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
import java.util.function.Supplier;

/**
 * How the go commands of a builder get the modules of others.
 *
 * @param offline whether only those that are in the cache, vendored, beside the project or in a directory
 * @param netrc logins for module hosts in netrc's format; empty for none
 * @param directories of this machine that GOPROXY names, and where commands see them: at the same place
 */
public record ModuleAccess(boolean offline, String netrc, List<ContainerSpec.Bind> directories) {
    private static final String PUBLIC_SUMS = "sum.golang.org";
    private static final String DIRECTORY = "file:///";

    public ModuleAccess {
        directories = List.copyOf(directories);
    }

    /**
     * @param netrc asked only where there is a network
     * @param variables that the user and this machine set
     */
    public static ModuleAccess of(boolean offline, Supplier<String> netrc, Map<String, String> variables) {
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
        return new ModuleAccess(
                offline,
                offline ? "" : netrc.get(),
                directories.stream().distinct().toList());
    }

    private static List<String> directoryProxies(Map<String, String> variables) {
        return Arrays.stream(variables.getOrDefault("GOPROXY", "").split("[,|]"))
                .map(String::strip)
                .filter(proxy -> proxy.startsWith(DIRECTORY))
                .toList();
    }

    /** @throws GoDockerException if modules are in a directory of this machine, whose files the daemon does not see */
    void checkForCopies() {
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
