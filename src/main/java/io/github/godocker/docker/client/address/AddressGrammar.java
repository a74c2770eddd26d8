package io.github.godocker.docker.client.address;

import io.github.godocker.GoDockerException;
import java.net.URI;
import java.net.URISyntaxException;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** How the address of a daemon is written. What stands before an {@code @} may be a password, and no message shows it. */
final class AddressGrammar {
    /** The authority of a tcp or ssh address. Wider than {@link URI#getHost}, which knows no underscores. */
    static final Pattern AUTHORITY = Pattern.compile(
            "(?:(?<user>[^@:/-][^@:/]*)@)?(?<host>\\w[\\w.-]*|\\[[0-9A-Fa-f:.%]+])(?::(?<port>\\d{1,5}))?");

    static final String DEFAULT_SOCKET = "/var/run/docker.sock";
    static final String DEFAULT_PIPE = "//./pipe/docker_engine";
    private static final int DEFAULT_PORT = 2375;

    private AddressGrammar() {}

    /** Reads an address in all forms of the docker CLI ({@code opts/hosts.go}), and completes it. */
    static URI parse(String address, String source) {
        int colon = address.indexOf("://");
        String scheme = colon < 0 ? "tcp" : address.substring(0, colon);
        String rest = colon < 0 ? address : address.substring(colon + 3);
        return switch (scheme) {
            case "unix" -> unix(address, rest, source);
            case "npipe" -> pipe(address, rest.replace('\\', '/'), source);
            case "tcp" -> tcp(address, rest, source);
            case "ssh" -> ssh(address, rest, source);
            case "http", "https" ->
                throw malformed(address, source, "a daemon's address does not begin with " + scheme, "tcp://" + rest);
            default -> throw malformed(address, source, "there is no way '" + scheme + "' to a daemon", null);
        };
    }

    private static URI pipe(String address, String path, String source) {
        if (!path.isEmpty() && !path.startsWith("//")) {
            String name = path.substring(path.lastIndexOf('/') + 1);
            throw malformed(address, source, "a pipe begins with //./pipe/", "npipe:////./pipe/" + name);
        }
        return local("npipe", path.isEmpty() ? DEFAULT_PIPE : path);
    }

    private static URI unix(String address, String path, String source) {
        if (!path.isEmpty() && !path.startsWith("/")) {
            throw malformed(address, source, "the path of a socket is absolute", "unix:///" + path);
        }
        return local("unix", path.isEmpty() ? DEFAULT_SOCKET : path);
    }

    private static URI tcp(String address, String rest, String source) {
        int slash = rest.indexOf('/');
        String authority = slash < 0 ? rest : rest.substring(0, slash);
        String path = slash < 0 ? "" : rest.substring(slash);
        // The docker CLI completes these too.
        String completed = authority.isEmpty() || authority.startsWith(":") ? "127.0.0.1" + authority : authority;
        Matcher parts = AUTHORITY.matcher(completed.replaceFirst(":$", ""));
        if (!parts.matches() || parts.group("user") != null) {
            throw malformed(address, source, "it is not tcp://host:port", null);
        }
        int port = parts.group("port") == null ? DEFAULT_PORT : Integer.parseInt(parts.group("port"));
        try {
            return new URI("tcp", null, parts.group("host"), port, path, null, null);
        } catch (URISyntaxException e) {
            throw malformed(
                    address, source, "Java does not accept the host's name, perhaps for an underscore in it", null);
        }
    }

    private static URI ssh(String address, String rest, String source) {
        int slash = rest.indexOf('/');
        String authority = slash < 0 ? rest : rest.substring(0, slash);
        if (authority.substring(0, Math.max(0, authority.lastIndexOf('@'))).contains(":")) {
            throw malformed(address, source, "it contains a password, which ssh does not take", null);
        }
        try {
            if (AUTHORITY.matcher(authority).matches() && rest.indexOf('?') < 0 && rest.indexOf('#') < 0) {
                return new URI("ssh://" + rest);
            }
        } catch (URISyntaxException e) {
            // Said below.
        }
        throw malformed(address, source, "it is not ssh://[user@]host[:port][/path/of/the/socket]", null);
    }

    /** The address of a socket or pipe with any path, also one with spaces. */
    static URI local(String scheme, String path) {
        try {
            return new URI(scheme, "", path, null, null);
        } catch (URISyntaxException e) {
            throw new IllegalArgumentException(e);
        }
    }

    private static GoDockerException malformed(
            String address, String source, String problem, @Nullable String suggestion) {
        // What stands before an @ may be a password.
        String shown = address.replaceFirst("://.*@", "://…@").replaceFirst("^[^/]*@", "…@");
        return new GoDockerException(
                "Invalid address '" + shown + "' of the Docker daemon from " + source + ": " + problem + ".",
                suggestion == null
                        ? "Write it as unix:///path, tcp://host:port or ssh://user@host."
                        : "Did you mean '" + suggestion.replaceFirst("://.*@", "://…@") + "'?");
    }
}
