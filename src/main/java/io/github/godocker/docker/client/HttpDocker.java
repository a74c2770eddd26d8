package io.github.godocker.docker.client;

import io.github.godocker.GoDockerException;
import io.github.godocker.Json;
import io.github.godocker.docker.Containers;
import io.github.godocker.docker.Docker;
import io.github.godocker.docker.Engine;
import io.github.godocker.docker.EngineDetails;
import io.github.godocker.docker.Images;
import io.github.godocker.docker.Networks;
import io.github.godocker.docker.Storage;
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
import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * The daemon behind an address: opens the connection, agrees with the daemon on a version of the API, and hands out what
 * can be asked for. That is asked in requests of our own (ADR 13), and by docker-java where a call is rare (ADR 10).
 */
public final class HttpDocker implements Docker {
    /** Of API 1.x, the newest that is asked for: all that is used here is in it, and every engine since 25 speaks it. */
    private static final int NEWEST = 44;
    /** Engine 20.10, the oldest that has what is used here. */
    private static final int OLDEST = 41;

    private static final String NOT_THERE =
            "Start Docker, or set DOCKER_HOST or -Dgo-docker.dockerHost to where it runs.";
    private static final Pattern API_VERSION = Pattern.compile("1\\.[1-9]\\d{0,8}");

    private final Connection connection;
    private final Images images;
    private final Containers containers;
    private final Networks networks;

    private HttpDocker(Connection connection) {
        this.connection = connection;
        this.images = new ImageCalls(connection);
        this.containers = new ContainerCalls(connection);
        this.networks = new NetworkCalls(connection);
    }

    /** @param idleLimit how long the daemon may be silent; see {@link Limits} */
    public static HttpDocker connect(DaemonAddress address, Duration idleLimit) {
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
    static HttpDocker connect(Transport transport, URI host, String description, Limits limits) {
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
                return new HttpDocker(new Connection(
                        engine(response, description),
                        new Endpoint(transport, "/v" + api),
                        limits,
                        new Commands(host, api, transport)));
            } catch (IOException e) {
                if (DockerErrors.NOT_ALLOWED.isIn(DockerErrors.words(e))) {
                    throw deed.failed(
                            "Add your user to the group that owns the socket (`ls -l` shows it, `sudo usermod -aG <group> $USER` and a"
                                    + " new login do it; who is in it can become root), or use a rootless daemon.",
                            e);
                }
                throw e;
            }
        });
    }

    /** A path without a version would make our behaviour the server's choice. */
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

    @Override
    public Engine engine() {
        return connection.engine();
    }

    @Override
    public EngineDetails details() {
        Endpoint endpoint = connection.endpoint();
        return connection.request(new Deed("ask", "asking", "the Docker daemon what it is"), () -> {
            Json version = endpoint.read(endpoint.get("/version"));
            Instant before = Instant.now();
            Json info = endpoint.read(endpoint.get("/info"));
            // The daemon looks at its clock at some time in between.
            Instant here = before.plus(Duration.between(before, Instant.now()).dividedBy(2));
            Instant there = StorageCalls.instant(info.path("SystemTime").text());
            String driver = info.path("Driver").text();
            String proxy = info.path("HttpsProxy").text();
            return new EngineDetails(
                    info.path("Name").text(),
                    version.path("Version").text(),
                    version.path("ApiVersion").text(),
                    endpoint.apiPath().replaceFirst("^/v", ""),
                    version.path("Os").text() + "/" + version.path("Arch").text(),
                    isContainerd(info) ? "containerd (" + driver + ")" : driver,
                    info.path("SecurityOptions").texts(),
                    there.equals(Instant.EPOCH) ? Duration.ZERO : Duration.between(here, there),
                    proxy.isEmpty() ? info.path("HttpProxy").text() : proxy);
        });
    }

    /** {@code ["driver-type", "io.containerd.snapshotter.v1"]} among what it tells of its driver. */
    private static boolean isContainerd(Json info) {
        for (Json each : info.path("DriverStatus")) {
            if (each.path(1).text().startsWith("io.containerd.snapshotter")) {
                return true;
            }
        }
        return false;
    }

    @Override
    public Images images() {
        return images;
    }

    @Override
    public Containers containers() {
        return containers;
    }

    @Override
    public Networks networks() {
        return networks;
    }

    @Override
    public Storage storage() {
        return new StorageCalls(connection);
    }

    @Override
    public void close() {
        connection.endpoint().transport().close();
    }
}
