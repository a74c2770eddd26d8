package io.github.godocker.go;

import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Locale;
import java.util.Set;
import java.util.TreeSet;

/**
 * The hosts that go may ask for a module's dependencies, and so the only ones whose logins it gets: those of the paths
 * in go.mod, go.sum and go.work of all modules that are compiled together, and those of GOPROXY.
 */
public final class ModuleHosts {
    private static final String HTTPS = "443";

    /** {@code host:port}, in lower case. */
    private final Set<String> addresses = new TreeSet<>();

    /** @param goProxy GOPROXY; empty where it is not set */
    public static ModuleHosts of(GoModule module, String goProxy) {
        ModuleHosts hosts = new ModuleHosts();
        for (Path directory : module.moduleDirectories()) {
            hosts.addPaths(directory.resolve("go.mod"));
            hosts.addPaths(directory.resolve("go.sum"));
        }
        module.extraFiles().forEach(hosts::addPaths);
        for (String proxy : goProxy.split("[,|]", -1)) {
            hosts.addUrl(proxy.strip());
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

    private void add(String host, String port) {
        addresses.add(host.toLowerCase(Locale.ROOT) + ":" + port);
    }

    /**
     * The machines of a netrc file to which a login belongs; none if go has no business there. A login for
     * {@code host:port} is for that port only, one for {@code host} is for all of them. Go wants to find a port other
     * than 443 in the machine's name, git and curl know no ports there.
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
        return machines;
    }
}
