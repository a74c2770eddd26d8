package io.github.godocker.registry;

import io.github.godocker.GoDockerException;
import io.github.godocker.Json;
import io.github.godocker.docker.RegistryCredentials;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * Finds what to show a registry. The first of these that has something wins:
 *
 * <ol>
 *   <li>the server that {@code serverId} names in settings.xml, see {@link #withServerId};
 *   <li>a server of settings.xml whose id is the registry's {@code host[:port]};
 *   <li>the environment variable DOCKER_AUTH_CONFIG, as in the docker CLI since version 28.3;
 *   <li>Docker's config.json (in DOCKER_CONFIG, else {@code ~/.docker}): {@code credHelpers}, {@code credsStore},
 *       {@code auths};
 *   <li>podman's {@code $XDG_RUNTIME_DIR/containers/auth.json}, which has the same form.
 * </ol>
 *
 * <p>Unlike the docker CLI, a credential helper that knows nothing of the registry does not end the search. Answers are
 * kept, so that a goal asks a helper, which may take a second, once for each registry. Safe for use by several
 * threads.
 */
public final class Credentials {
    /** The address under which {@code docker login} has always kept the credentials of Docker's own registry. */
    private static final String DOCKER_HUB_KEY = "https://index.docker.io/v1/";

    /** What the docker CLI reads before its configuration: the same JSON, in the variable itself. */
    private static final String AUTH_VARIABLE = "DOCKER_AUTH_CONFIG";

    private static final Set<String> DOCKER_HUB = Set.of("docker.io", "index.docker.io", "registry-1.docker.io");

    private final Map<String, String> environment;
    private final Path home;
    private final Function<String, Optional<RegistryCredentials>> server;
    private final @Nullable String serverId;
    private final Map<String, Optional<RegistryCredentials>> found = new ConcurrentHashMap<>();

    /**
     * @param environment the environment variables; credential helpers run with exactly these
     * @param home the user's home directory
     * @param server the servers of settings.xml by id, decrypted; empty if there is none with a password
     */
    public Credentials(
            Map<String, String> environment, Path home, Function<String, Optional<RegistryCredentials>> server) {
        this(environment, home, server, null);
    }

    private Credentials(
            Map<String, String> environment,
            Path home,
            Function<String, Optional<RegistryCredentials>> server,
            @Nullable String serverId) {
        this.environment = Map.copyOf(environment);
        this.home = home;
        this.server = server;
        this.serverId = serverId;
    }

    /**
     * The same, but every registry is shown this server of settings.xml and nothing else. Ask the result only about the
     * registry that the user meant, or another one receives the password.
     */
    public Credentials withServerId(String serverId) {
        return new Credentials(environment, home, server, serverId);
    }

    /**
     * What to show this registry; empty if it can only be asked anonymously.
     *
     * @param registry {@code host[:port]}, as in {@link io.github.godocker.docker.ImageReference#registry}
     * @throws GoDockerException if {@code serverId} names no server, or a configured place cannot be read or asked
     */
    public Optional<RegistryCredentials> find(String registry) {
        return found.computeIfAbsent(registry, this::search);
    }

    /** Where {@link #find} looks for this registry, in its order: {@code server 'x' of settings.xml, /home/…}. */
    public String lookedIn(String registry) {
        List<String> places = new ArrayList<>();
        places.add("server '" + (serverId == null ? registry : serverId) + "' of settings.xml");
        if (serverId == null) {
            if (environment.containsKey(AUTH_VARIABLE)) {
                places.add(AUTH_VARIABLE);
            }
            configFiles().forEach(file -> places.add(file.toString()));
        }
        return String.join(", ", places);
    }

    /**
     * What to tell a user whom this registry refused: which credentials it saw, or where none were found. Never a
     * secret.
     */
    public String advice(String registry) {
        return find(registry)
                .map(used -> "Credentials used: " + used + ". Check that they are valid and allow this.")
                .orElseGet(() -> "No credentials found for " + registry + ": looked in " + lookedIn(registry)
                        + ". Run 'docker login" + (isDockerHub(registry) ? "" : " " + registry)
                        + "' or add such a server to settings.xml.");
    }

    private Optional<RegistryCredentials> search(String registry) {
        if (serverId != null) {
            return Optional.of(server.apply(serverId)
                    .orElseThrow(() -> new GoDockerException(
                            "Cannot find credentials for " + registry + ": settings.xml has no server '" + serverId
                                    + "' with a password.",
                            "Add a <server> with <id>" + serverId + "</id> to settings.xml, or correct <serverId>.")));
        }
        for (String id : names(registry)) {
            Optional<RegistryCredentials> ofServer = server.apply(id);
            if (ofServer.isPresent()) {
                return ofServer;
            }
        }
        String variable = environment.getOrDefault(AUTH_VARIABLE, "");
        Optional<RegistryCredentials> inVariable = inConfig(variable, AUTH_VARIABLE, registry);
        if (inVariable.isPresent()) {
            return inVariable;
        }
        for (Path file : configFiles()) {
            Optional<RegistryCredentials> inFile = inConfig(content(file), file.toString(), registry);
            if (inFile.isPresent()) {
                return inFile;
            }
        }
        return Optional.empty();
    }

    private List<Path> configFiles() {
        List<Path> files = new ArrayList<>();
        String docker = environment.getOrDefault("DOCKER_CONFIG", "");
        files.add((docker.isEmpty() ? home.resolve(".docker") : Path.of(docker)).resolve("config.json"));
        String runtime = environment.getOrDefault("XDG_RUNTIME_DIR", "");
        if (!runtime.isEmpty()) {
            files.add(Path.of(runtime, "containers", "auth.json"));
        }
        return files;
    }

    /** The file's text; empty if there is no such file. */
    private static String content(Path file) {
        try {
            return Files.readString(file, StandardCharsets.UTF_8);
        } catch (NoSuchFileException e) {
            return "";
        } catch (IOException e) {
            throw new GoDockerException(
                    "Cannot read " + file + ": " + e.getClass().getSimpleName() + ".",
                    "Make the file readable, or set DOCKER_CONFIG to another directory.",
                    e);
        }
    }

    /** What one configuration, in the form of Docker's config.json, has for a registry. */
    private Optional<RegistryCredentials> inConfig(String text, String source, String registry) {
        // Spares the load of a JSON parser where the text cannot have an answer, as on most build machines.
        if (!text.contains("\"credsStore\"") && names(registry).stream().noneMatch(text::contains)) {
            return Optional.empty();
        }
        Json config = Json.readObject(text)
                .orElseThrow(() -> new GoDockerException(
                        "Cannot read " + source + ": it is not JSON.", "Correct it, or run 'docker login' again."));
        String server = isDockerHub(registry) ? DOCKER_HUB_KEY : registry;

        Json helpers = config.path("credHelpers");
        String helper = names(registry).stream()
                .map(name -> helpers.path(name).text())
                .filter(name -> !name.isEmpty())
                .findFirst()
                .orElse(config.path("credsStore").text());
        if (!helper.isEmpty()) {
            Optional<RegistryCredentials> ofHelper = new CredentialHelper(helper, source, environment).find(server);
            if (ofHelper.isPresent()) {
                return ofHelper;
            }
        }
        return inAuths(config.path("auths"), source, registry);
    }

    private static Optional<RegistryCredentials> inAuths(Json auths, String source, String registry) {
        for (String name : names(registry)) {
            if (auths.path(name).isObject()) {
                return inAuth(auths.path(name), source, registry);
            }
        }
        // Old versions of docker login, and hands, wrote addresses: https://host/v1/.
        for (Map.Entry<String, Json> auth : auths.entries().entrySet()) {
            String host = auth.getKey().replaceFirst("^https?://", "").replaceFirst("/.*$", "");
            if (host.equals(registry) && !isDockerHub(registry)) {
                return inAuth(auth.getValue(), source, registry);
            }
        }
        return Optional.empty();
    }

    /** One entry under {@code "auths"}; it is an empty object where a helper has the credentials. */
    private static Optional<RegistryCredentials> inAuth(Json auth, String source, String registry) {
        String token = auth.path("identitytoken").text();
        if (!token.isEmpty()) {
            return Optional.of(new RegistryCredentials(RegistryCredentials.TOKEN_USER, token, source));
        }
        String user = auth.path("username").text();
        String password = auth.path("password").text();
        String encoded = auth.path("auth").text();
        if (!encoded.isEmpty()) {
            String decoded = decoded(encoded);
            int colon = decoded.indexOf(':');
            if (colon <= 0) {
                throw new GoDockerException(
                        "Cannot read the credentials for " + registry + " in " + source
                                + ": 'auth' is not the base64 form of user:password.",
                        "Run 'docker login " + registry + "' again.");
            }
            user = decoded.substring(0, colon);
            // The docker CLI strips these too: old versions padded the password.
            password = decoded.substring(colon + 1).replaceAll("^\0+|\0+$", "");
        }
        return user.isEmpty() || password.isEmpty()
                ? Optional.empty()
                : Optional.of(new RegistryCredentials(user, password, source));
    }

    /** Empty if it is not base64. */
    private static String decoded(String base64) {
        try {
            return new String(Base64.getDecoder().decode(base64), StandardCharsets.UTF_8);
        } catch (IllegalArgumentException e) {
            return "";
        }
    }

    /** All names under which a registry may be configured, its own first. */
    private static List<String> names(String registry) {
        return isDockerHub(registry)
                ? List.of("docker.io", DOCKER_HUB_KEY, "index.docker.io", "registry-1.docker.io")
                : List.of(registry);
    }

    private static boolean isDockerHub(String registry) {
        return DOCKER_HUB.contains(registry);
    }
}
