package io.github.godocker.docker.client;

import com.fasterxml.jackson.core.JsonProcessingException;
import io.github.godocker.GoDockerException;
import io.github.godocker.Json;
import java.io.IOException;
import java.net.URI;
import java.net.URISyntaxException;
import java.nio.charset.StandardCharsets;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.NotDirectoryException;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * Which daemon to talk to, and who said so. The first of these that says something wins:
 *
 * <ol>
 *   <li>the parameter {@code dockerHost};
 *   <li>the parameter {@code dockerContext};
 *   <li>the environment variable DOCKER_HOST;
 *   <li>the environment variable DOCKER_CONTEXT;
 *   <li>{@code currentContext} of Docker's config.json (in DOCKER_CONFIG, else {@code ~/.docker});
 *   <li>the socket where an installed daemon listens, Docker's own first, then those of rootless Docker, Docker Desktop,
 *       Colima, Rancher Desktop and podman.
 * </ol>
 *
 * <p>The order of the variables is what the docker CLI does ({@code resolveContextName} of {@code cli/command/cli.go};
 * version 28.2.2 with DOCKER_HOST and an unknown DOCKER_CONTEXT uses DOCKER_HOST), although the CLI's reference says
 * that DOCKER_CONTEXT overrides DOCKER_HOST. The context {@code default} means, as there, "as if there were no
 * contexts".
 *
 * <p>TLS is also decided as by the docker CLI: for a context by its files, otherwise by DOCKER_TLS_VERIFY or DOCKER_TLS
 * with any value, with the files in DOCKER_CERT_PATH or else beside config.json. DOCKER_CERT_PATH alone switches
 * nothing on.
 *
 * @param host {@code unix}, {@code npipe}, {@code tcp} with host and port, or {@code ssh}
 * @param tlsDirectory holds what there is of ca.pem, cert.pem and key.pem; null to talk without TLS
 * @param tlsVerify whether the daemon must prove who it is, with TLS
 * @param source who named the daemon, for the log: {@code DOCKER_HOST}, {@code context 'colima'}, {@code default
 *     socket}
 */
public record DaemonAddress(URI host, @Nullable Path tlsDirectory, boolean tlsVerify, String source) {
    /** The authority of a tcp or ssh address. Wider than {@link URI#getHost}, which knows no underscores. */
    static final Pattern AUTHORITY = Pattern.compile(
            "(?:(?<user>[^@:/-][^@:/]*)@)?(?<host>\\w[\\w.-]*|\\[[0-9A-Fa-f:.%]+])(?::(?<port>\\d{1,5}))?");

    private static final String DEFAULT_CONTEXT = "default";
    private static final String DEFAULT_SOCKET = "/var/run/docker.sock";
    private static final String DEFAULT_PIPE = "//./pipe/docker_engine";
    private static final int DEFAULT_PORT = 2375;

    /**
     * Finds the daemon without talking to it.
     *
     * @param dockerHost the parameter of that name; null or empty if it is not set
     * @param dockerContext the parameter of that name; null or empty if it is not set
     * @param environment the environment variables
     * @param home the user's home directory
     * @throws GoDockerException if what the user named does not exist or makes no sense, or no daemon's socket is found
     */
    public static DaemonAddress resolve(
            @Nullable String dockerHost, @Nullable String dockerContext, Map<String, String> environment, Path home) {
        boolean windows = System.getProperty("os.name").toLowerCase(Locale.ROOT).contains("windows");
        return new Search(environment, home, Path.of("/"), windows).resolve(dockerHost, dockerContext);
    }

    /**
     * The places where a search looks.
     *
     * @param root of the machine's file system; only a test has another than {@code /}
     */
    record Search(Map<String, String> environment, Path home, Path root, boolean windows) {

        DaemonAddress resolve(@Nullable String dockerHost, @Nullable String dockerContext) {
            if (dockerHost != null && !dockerHost.isBlank()) {
                return direct(dockerHost.strip(), "dockerHost");
            }
            if (dockerContext != null && !dockerContext.isBlank()) {
                return context(dockerContext.strip(), "dockerContext");
            }
            String variable = variable("DOCKER_HOST");
            if (!variable.isEmpty()) {
                return direct(variable, "DOCKER_HOST");
            }
            String context = variable("DOCKER_CONTEXT");
            if (!context.isEmpty()) {
                return context(context, "DOCKER_CONTEXT");
            }
            String current = currentContext();
            return current.isEmpty() || current.equals(DEFAULT_CONTEXT)
                    ? installed()
                    : context(current, "currentContext in " + config());
        }

        private String variable(String name) {
            return environment.getOrDefault(name, "").strip();
        }

        private Path configDirectory() {
            String directory = variable("DOCKER_CONFIG");
            return directory.isEmpty() ? home.resolve(".docker") : Path.of(directory);
        }

        private Path config() {
            return configDirectory().resolve("config.json");
        }

        private String currentContext() {
            String text = read(config());
            // Spares the load of a JSON parser, 150 ms, to all who have no contexts.
            return text.contains("\"currentContext\"")
                    ? json(text, config()).path("currentContext").text()
                    : "";
        }

        /** An address that was named as such, with the environment's TLS. */
        private DaemonAddress direct(String address, String source) {
            URI host = parse(address, source);
            boolean verify = !variable("DOCKER_TLS_VERIFY").isEmpty();
            boolean tls = host.getScheme().equals("tcp")
                    && (verify || !variable("DOCKER_TLS").isEmpty());
            String files = variable("DOCKER_CERT_PATH");
            Path directory = files.isEmpty() ? configDirectory() : Path.of(files);
            return new DaemonAddress(host, tls ? directory : null, !tls || verify, source);
        }

        /** {@code contexts/meta/<sha256 of the name>/meta.json}, as cli/context/store of the docker CLI keeps it. */
        private DaemonAddress context(String name, String source) {
            if (name.equals(DEFAULT_CONTEXT)) {
                String variable = variable("DOCKER_HOST");
                return variable.isEmpty() ? installed() : direct(variable, "DOCKER_HOST");
            }
            Path contexts = configDirectory().resolve("contexts");
            Path file = contexts.resolve("meta").resolve(sha256(name)).resolve("meta.json");
            String text = read(file);
            if (text.isEmpty()) {
                throw new GoDockerException(
                        "Cannot find the Docker context '" + name + "' that " + source + " names: known are "
                                + String.join(", ", known(contexts.resolve("meta"))) + ".",
                        "Name one of these, or create it with 'docker context create " + name + "'.");
            }
            Json endpoint = json(text, file).path("Endpoints").path("docker");
            String address = endpoint.path("Host").text();
            if (address.isEmpty()) {
                throw new GoDockerException(
                        "Cannot use the Docker context '" + name + "' that " + source
                                + " names: it has no Docker endpoint.",
                        "Look at it with 'docker context inspect " + name + "'.");
            }
            URI host = parse(address, "context '" + name + "'");
            boolean verify = !endpoint.path("SkipTLSVerify").isTrue();
            Path files = contexts.resolve("tls").resolve(sha256(name)).resolve("docker");
            boolean tls = host.getScheme().equals("tcp") && (!verify || Files.isDirectory(files));
            return new DaemonAddress(host, tls ? files : null, verify, "context '" + name + "'");
        }

        private TreeSet<String> known(Path directory) {
            TreeSet<String> names = new TreeSet<>(List.of(DEFAULT_CONTEXT));
            try (DirectoryStream<Path> entries = Files.newDirectoryStream(directory)) {
                for (Path entry : entries) {
                    Path file = entry.resolve("meta.json");
                    String text = read(file);
                    if (!text.isEmpty()) {
                        names.add(json(text, file).path("Name").text());
                    }
                }
            } catch (NoSuchFileException | NotDirectoryException e) {
                // No context was ever created.
            } catch (IOException e) {
                throw unreadable(directory, e);
            }
            return names;
        }

        /**
         * The first socket that this user may use. One that he may not use is better than none: the attempt to connect
         * says what is wrong with it.
         */
        private DaemonAddress installed() {
            if (windows) {
                // Whether a pipe is there can only be found out by opening it.
                return direct("npipe://" + DEFAULT_PIPE, "default pipe");
            }
            List<Path> sockets = sockets();
            Path chosen = sockets.stream()
                    .filter(Files::isWritable)
                    .findFirst()
                    .orElseGet(() -> sockets.stream()
                            .filter(Files::exists)
                            .findFirst()
                            .orElseThrow(() -> new GoDockerException(
                                    "Cannot reach a Docker daemon: no socket at "
                                            + sockets.stream()
                                                    .map(Path::toString)
                                                    .collect(Collectors.joining(", "))
                                            + ".",
                                    "Start Docker, or say where it is by DOCKER_HOST or -Dgo-docker.dockerHost.")));
            boolean first = chosen.equals(sockets.get(0));
            return new DaemonAddress(
                    local("unix", chosen.toString()), null, true, first ? "default socket" : "socket found");
        }

        private List<Path> sockets() {
            List<Path> sockets = new ArrayList<>();
            String runtime = variable("XDG_RUNTIME_DIR");
            sockets.add(root.resolve(DEFAULT_SOCKET.substring(1)));
            if (!runtime.isEmpty()) {
                sockets.add(Path.of(runtime, "docker.sock"));
            }
            sockets.add(home.resolve(".docker/run/docker.sock"));
            sockets.add(home.resolve(".docker/desktop/docker.sock"));
            sockets.add(home.resolve(".colima/default/docker.sock"));
            sockets.add(home.resolve(".rd/docker.sock"));
            if (!runtime.isEmpty()) {
                sockets.add(Path.of(runtime, "podman", "podman.sock"));
            }
            sockets.add(root.resolve("run/podman/podman.sock"));
            return sockets;
        }
    }

    /** Reads an address in all forms of the docker CLI ({@code opts/hosts.go}), and completes it. */
    private static URI parse(String address, String source) {
        int colon = address.indexOf("://");
        String scheme = colon < 0 ? "tcp" : address.substring(0, colon);
        String rest = colon < 0 ? address : address.substring(colon + 3);
        return switch (scheme) {
            case "unix" -> unix(address, rest, source);
            case "npipe" -> local("npipe", rest.isEmpty() ? DEFAULT_PIPE : rest.replace('\\', '/'));
            case "tcp" -> tcp(address, rest, source);
            case "ssh" -> ssh(address, rest, source);
            case "http", "https" ->
                throw malformed(address, source, "a daemon's address does not begin with " + scheme, "tcp://" + rest);
            default -> throw malformed(address, source, "there is no way '" + scheme + "' to a daemon", null);
        };
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

    /** The file's text; empty if there is no such file. */
    private static String read(Path file) {
        try {
            return Files.readString(file, StandardCharsets.UTF_8);
        } catch (NoSuchFileException e) {
            return "";
        } catch (IOException e) {
            throw unreadable(file, e);
        }
    }

    private static GoDockerException unreadable(Path file, IOException technical) {
        return new GoDockerException(
                "Cannot read " + file + ": " + technical.getClass().getSimpleName() + ".",
                "Make it readable, or set DOCKER_CONFIG to another directory.",
                technical);
    }

    /** Without Jackson's exception: it may quote the file, and config.json holds passwords. */
    private static Json json(String text, Path file) {
        try {
            return Json.read(text);
        } catch (JsonProcessingException e) {
            throw new GoDockerException(
                    "Cannot read " + file + ": it is not JSON.",
                    "Correct it, or set DOCKER_CONFIG to another directory.");
        }
    }

    private static String sha256(String name) {
        try {
            byte[] digest = MessageDigest.getInstance("SHA-256").digest(name.getBytes(StandardCharsets.UTF_8));
            return HexFormat.of().formatHex(digest);
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("Every Java platform has SHA-256", e);
        }
    }
}
