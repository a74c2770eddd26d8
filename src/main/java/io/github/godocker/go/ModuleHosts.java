package io.github.godocker.go;

import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Pattern;

/**
 * The hosts that go may ask for a module's dependencies, and so the only ones whose logins it gets: those of the paths
 * in go.mod, go.sum and go.work of all modules that are compiled together, those of GOPROXY, and those that GOPRIVATE and
 * GONOPROXY name. The last are also how the user tells of a git server that a module's path does not show.
 */
public final class ModuleHosts {
    private static final String HTTPS = "443";

    /** {@code host:port}, in lower case. */
    private final Set<String> addresses = new TreeSet<>();

    private final Set<String> exact = new TreeSet<>();

    /** Of hosts as GOPRIVATE has them; in lower case. */
    private final List<Pattern> named = new ArrayList<>();

    /** @param variables of go; what is not set is not among them */
    public static ModuleHosts of(GoModule module, Map<String, String> variables) {
        ModuleHosts hosts = new ModuleHosts();
        for (Path directory : module.moduleDirectories()) {
            hosts.addPaths(directory.resolve("go.mod"));
            hosts.addPaths(directory.resolve("go.sum"));
        }
        module.extraFiles().forEach(hosts::addPaths);
        for (String proxy : variables.getOrDefault("GOPROXY", "").split("[,|]", -1)) {
            hosts.addUrl(proxy.strip());
        }
        for (String name : new String[] {"GOPRIVATE", "GONOPROXY"}) {
            for (String pattern : variables.getOrDefault(name, "").split(",", -1)) {
                hosts.addNamed(pattern.strip().replaceFirst("/.*", "").toLowerCase(Locale.ROOT));
            }
        }
        return hosts;
    }

    /** Every word that may be a module's path; versions and directories among them are nobody's host. */
    private void addPaths(Path file) {
        try {
            for (String line : Files.readString(file).split("\n", -1)) {
                String code = line.replaceFirst("(^|\\s)//.*", "");
                for (String word : code.split("[\\s\"`()]+", -1)) {
                    String host = word.replaceFirst("/.*", "");
                    if (host.matches("[A-Za-z0-9][A-Za-z0-9.-]*\\.[A-Za-z0-9-]+")) {
                        add(host, HTTPS);
                    }
                }
            }
        } catch (IOException e) {
            // A module without go.sum; what else is wrong go says itself.
        }
    }

    private void addUrl(String url) {
        try {
            URI uri = URI.create(url);
            if (uri.getHost() != null) {
                add(
                        uri.getHost(),
                        uri.getPort() >= 0 ? "" + uri.getPort() : "http".equals(uri.getScheme()) ? "80" : HTTPS);
            }
        } catch (IllegalArgumentException e) {
            // `direct`, `off`, or what go will complain of.
        }
    }

    /** A star alone is everybody's host, and no name. */
    private void addNamed(String pattern) {
        if (pattern.matches("[a-z0-9.*?-]*\\.[a-z0-9-]+")) {
            if (!pattern.matches(".*[*?].*")) {
                exact.add(pattern);
            }
            named.add(Pattern.compile(
                    pattern.replace(".", "\\.").replace("*", "[^/:]*").replace("?", "[^/:]")));
        }
    }

    /** Those that the user calls private, by name or because a pattern holds for a host of the module's files. */
    public Set<String> privateHosts() {
        Set<String> hosts = new TreeSet<>(exact);
        addresses.stream()
                .map(address -> address.substring(0, address.lastIndexOf(':')))
                .filter(this::isNamed)
                .forEach(hosts::add);
        return hosts;
    }

    private boolean isNamed(String host) {
        return named.stream().anyMatch(each -> each.matcher(host).matches());
    }

    private void add(String host, String port) {
        addresses.add(host.toLowerCase(Locale.ROOT) + ":" + port);
    }

    /**
     * The machines of a netrc file to which a login belongs; none if go has no business there. A login for
     * {@code host:port} is for that port only, one for {@code host} is for all of them. Go wants to find a port other
     * than 443 in the machine's name. Git knows no ports there, so a login for a port of a host that GOPRIVATE names is
     * for the host as well.
     *
     * @param id {@code host} or {@code host:port}
     */
    public Set<String> machines(String id) {
        Set<String> machines = new TreeSet<>();
        String wanted = id.toLowerCase(Locale.ROOT);
        for (String address : addresses) {
            String host = address.substring(0, address.lastIndexOf(':'));
            boolean usual = address.endsWith(":" + HTTPS);
            if (wanted.equals(address)) {
                machines.add(usual ? host : address);
            } else if (wanted.equals(host)) {
                machines.add(host);
                machines.add(usual ? host : address);
            }
        }
        String host = wanted.replaceFirst(":\\d+$", "");
        if (isNamed(host)) {
            machines.add(host);
            machines.add(wanted.replaceFirst(":" + HTTPS + "$", ""));
        }
        return machines;
    }
}
