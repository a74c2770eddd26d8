package io.github.godocker.docker.client;

import io.github.godocker.GoDockerException;
import io.github.godocker.Json;
import io.github.godocker.docker.BuildRequest;
import io.github.godocker.docker.BuildStep;
import io.github.godocker.docker.Container;
import io.github.godocker.docker.ContainerSpec;
import io.github.godocker.docker.Docker;
import io.github.godocker.docker.Engine;
import io.github.godocker.docker.ImageDetails;
import io.github.godocker.docker.ImageReference;
import io.github.godocker.docker.RegistryCredentials;
import io.github.godocker.docker.TarStream;
import io.github.godocker.docker.Transfer;
import io.github.godocker.docker.client.IdleLimit.Deed;
import io.github.godocker.docker.client.address.DaemonAddress;
import io.github.godocker.docker.client.address.SshCommand;
import io.github.godocker.docker.client.transport.Connector;
import io.github.godocker.docker.client.transport.HttpTransport;
import io.github.godocker.docker.client.transport.Request;
import io.github.godocker.docker.client.transport.Response;
import io.github.godocker.docker.client.transport.SshConnector;
import io.github.godocker.docker.client.transport.TlsConnector;
import io.github.godocker.docker.client.transport.Transport;
import java.io.IOException;
import java.io.InputStream;
import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * The daemon, by requests of our own on one transport (ADR 13); docker-java's commands where a call is rare and its
 * transport for Windows' named pipes (ADR 10).
 */
public final class DockerJava implements Docker {
    /** Of API 1.x, the newest that is asked for: all that is used here is in it, and every engine since 25 speaks it. */
    private static final int NEWEST = 44;
    /** Engine 20.10, the oldest that has what is used here. */
    private static final int OLDEST = 41;

    private static final String NOT_THERE =
            "Start Docker, or set DOCKER_HOST or -Dgo-docker.dockerHost to where it runs.";
    private static final Pattern API_VERSION = Pattern.compile("1\\.[1-9]\\d{0,8}");

    private final Connection connection;
    private final ImageCalls images;

    private DockerJava(Connection connection) {
        this.connection = connection;
        this.images = new ImageCalls(connection);
    }

    /** @param idleLimit how long the daemon may be silent; see {@link Limits} */
    public static DockerJava connect(DaemonAddress address, Duration idleLimit) {
        silenceWireLog();
        Transport transport = transport(address);
        try {
            return connect(
                    transport, address.host(), address.host() + " (" + address.source() + ")", Limits.of(idleLimit));
        } catch (RuntimeException e) {
            transport.close();
            throw e;
        }
    }

    private static Transport transport(DaemonAddress address) {
        URI host = address.host();
        return switch (host.getScheme()) {
            case "unix" -> new HttpTransport(Connector.unix(Path.of(host.getPath())));
            case "tcp" -> new HttpTransport(tcp(address), host.getRawPath().replaceFirst("/$", ""));
            case "ssh" -> new HttpTransport(new SshConnector(SshCommand.to(host)));
            default -> PipeTransport.to(host);
        };
    }

    private static Connector tcp(DaemonAddress address) {
        String host = address.host().getHost();
        int port = address.host().getPort();
        Path directory = address.tlsDirectory();
        return directory == null
                ? Connector.tcp(host, port)
                : new TlsConnector(host, port, directory, address.tlsVerify());
    }

    /** For tests, which bring a transport and limits of their own. */
    static DockerJava connect(Transport transport, URI host, String description, Limits limits) {
        Request ping = Request.of("GET", "/_ping");
        Deed deed = new Deed("reach", "connecting to", "the Docker daemon at " + description);
        return IdleLimit.request(limits.request(), deed, NOT_THERE, () -> {
            try (Response response = transport.execute(ping)) {
                if (response.status() != 200) {
                    throw new GoDockerException(
                            "Cannot talk to the Docker daemon at " + description + ": " + Endpoint.errorOf(response)
                                    + ".",
                            "Is this address really a Docker daemon's? Check DOCKER_HOST or -Dgo-docker.dockerHost.");
                }
                String api = negotiate(response.header("Api-Version"), description);
                return new DockerJava(new Connection(
                        engine(response, description),
                        new Endpoint(transport, "/v" + api),
                        limits,
                        new Commands(host, api, transport)));
            } catch (IOException e) {
                if (DockerErrors.words(e).contains("Permission denied")) {
                    throw deed.failed("Add your user to the group that owns the socket, or use a rootless daemon.", e);
                }
                throw e;
            }
        });
    }

    /** docker-java does not negotiate, and an unversioned path would make our behaviour the server's choice. */
    private static String negotiate(@Nullable String offered, String description) {
        int minor =
                offered != null && API_VERSION.matcher(offered).matches() ? Integer.parseInt(offered.substring(2)) : 0;
        if (minor < OLDEST) {
            throw new GoDockerException(
                    "Cannot use the Docker daemon at " + description + ": its API version is "
                            + (offered == null ? "unknown" : offered) + ", at least 1." + OLDEST + " is needed.",
                    "Update it to Docker Engine 20.10 or newer.");
        }
        return "1." + Math.min(minor, NEWEST);
    }

    private static Engine engine(Response ping, String description) {
        // "Docker/20.10.24 (linux)": asking /version instead would make old engines start runc once.
        String server = ping.header("Server");
        String version =
                server == null ? "unknown" : server.replaceFirst("^[^/]*/", "").replaceFirst(" .*", "");
        boolean podman = ping.header("Libpod-API-Version") != null;
        boolean windows = "windows".equalsIgnoreCase(ping.header("Ostype"));
        return new Engine(description, version, !podman && !windows);
    }

    /**
     * {@code mvn -X} would make docker-java log its traffic, {@code X-Registry-Auth} (the password) and all. The
     * level has to be set before the first of these classes asks for its logger; Maven's slf4j provider reads it from
     * system properties, Maven 4 from other ones, and it warns of the old ones alone. ITs debug-leaks-nothing holds
     * this.
     */
    static void silenceWireLog() {
        for (String provider : List.of("maven.logger.log.", "org.slf4j.simpleLogger.log.")) {
            System.setProperty(provider + "com.github.dockerjava", "warn");
            System.setProperty(provider + "org.apache.hc", "warn");
        }
    }

    @Override
    public Engine engine() {
        return connection.engine();
    }

    @Override
    public Optional<ImageDetails> findImage(String reference) {
        return images.find(reference);
    }

    @Override
    public void pullImage(
            ImageReference image,
            @Nullable String platform,
            @Nullable RegistryCredentials credentials,
            Consumer<Transfer> progress) {
        images.pull(image, platform, credentials, progress);
    }

    @Override
    public String pushImage(
            ImageReference image, @Nullable RegistryCredentials credentials, Consumer<Transfer> progress) {
        return images.push(image, credentials, progress);
    }

    @Override
    public String buildImage(BuildRequest request, TarStream context, Consumer<BuildStep> progress) {
        return new ImageBuild(connection).run(request, context, progress);
    }

    @Override
    public List<String> loadImage(ImageReference name, InputStream archive) {
        return images.load(name, archive);
    }

    @Override
    public void tagImage(String image, ImageReference name) {
        images.tag(image, name);
    }

    @Override
    public Container openContainer(ContainerSpec spec, byte[] stdin, Consumer<String> firstLine) {
        return HeldContainer.open(connection, spec, stdin, firstLine);
    }

    @Override
    public Container holdContainer(String id, Container.Exec command, byte[] stdin, Consumer<String> firstLine) {
        return HeldContainer.hold(connection, id, command, stdin, firstLine);
    }

    /** On the way of one changed line: without docker-java's command. */
    @Override
    public List<String> runningContainers(String label, String value) {
        Endpoint endpoint = connection.endpoint();
        String filters = Json.write(Map.of("label", List.of(label + "=" + value), "status", List.of("running")));
        return connection.request(new Deed("list", "listing", "containers"), () -> {
            List<String> ids = new ArrayList<>();
            for (Json container : endpoint.read(endpoint.get("/containers/json?filters=" + Endpoint.encode(filters)))) {
                ids.add(container.path("Id").text());
            }
            return ids;
        });
    }

    @Override
    public Map<String, String> containersLabelled(String label) {
        return connection.request(new Deed("list", "listing", "containers"), () -> {
            Map<String, String> found = new LinkedHashMap<>();
            for (var container : connection
                    .commands()
                    .get()
                    .listContainersCmd()
                    .withShowAll(true)
                    .withLabelFilter(List.of(label))
                    .exec()) {
                Map<String, String> labels = container.getLabels();
                found.put(container.getId(), labels == null ? "" : labels.getOrDefault(label, ""));
            }
            return found;
        });
    }

    @Override
    public void removeContainer(String id) {
        var unused = connection.request(
                new Deed("remove", "removing", "container " + id), () -> Creation.remove(connection.endpoint(), id));
    }

    @Override
    public void close() {
        connection.endpoint().transport().close();
    }
}
