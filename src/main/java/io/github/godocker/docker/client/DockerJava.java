package io.github.godocker.docker.client;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.github.dockerjava.api.DockerClient;
import com.github.dockerjava.api.command.InspectImageResponse;
import com.github.dockerjava.api.exception.NotFoundException;
import com.github.dockerjava.api.model.ContainerConfig;
import com.github.dockerjava.core.DockerClientImpl;
import com.github.dockerjava.core.RemoteApiVersion;
import com.github.dockerjava.httpclient5.ApacheDockerHttpClient;
import com.github.dockerjava.transport.DockerHttpClient;
import com.github.dockerjava.transport.DockerHttpClient.Request;
import com.github.dockerjava.transport.DockerHttpClient.Response;
import io.github.godocker.GoDockerException;
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
import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Base64;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.Callable;
import java.util.function.Consumer;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * The daemon through docker-java: its commands where it has them, raw requests on the same transport where it has not
 * (BuildKit, loading with strict errors, archives without gzip).
 */
public final class DockerJava implements Docker {
    /** The newest API that is asked for: all that is used here is in it, and every engine since 25 speaks it. */
    private static final RemoteApiVersion NEWEST = RemoteApiVersion.create(1, 44);
    /** Engine 20.10, the oldest that has what is used here. */
    private static final RemoteApiVersion OLDEST = RemoteApiVersion.create(1, 41);

    private static final String NOT_THERE =
            "Start Docker, or set DOCKER_HOST or -Dgo-docker.dockerHost to where it runs.";
    private static final Pattern API_VERSION = Pattern.compile("[1-9]\\d*\\.[1-9]\\d*");
    private static final String REGISTRY_AUTH = "X-Registry-Auth";

    private final DockerHttpClient http;
    private final DockerClient client;
    private final Engine engine;
    private final Endpoint endpoint;
    private final Limits limits;

    private DockerJava(DockerHttpClient http, URI host, RemoteApiVersion api, Engine engine, Limits limits) {
        this.http = http;
        this.client = DockerClientImpl.getInstance(new ClientConfig(host, api), http);
        this.engine = engine;
        this.endpoint = new Endpoint(http, "/v" + api.getVersion());
        this.limits = limits;
    }

    /** @param idleLimit how long the daemon may be silent; see {@link Limits} */
    public static DockerJava connect(DaemonAddress address, Duration idleLimit) {
        silenceWireLog();
        DockerHttpClient http = transport(address);
        try {
            return connect(http, address.host(), address.host() + " (" + address.source() + ")", Limits.of(idleLimit));
        } catch (RuntimeException e) {
            try {
                http.close();
            } catch (IOException suppressed) {
                e.addSuppressed(suppressed);
            }
            throw e;
        }
    }

    private static DockerHttpClient transport(DaemonAddress address) {
        URI host = address.host();
        return switch (host.getScheme()) {
            case "unix" -> SocketTransport.unix(Path.of(host.getPath()));
            case "tcp" -> new SocketTransport(line(address), host.getRawPath().replaceFirst("/$", ""));
            case "ssh" -> bridged(SshBridge.open(host));
            default -> apache(host);
        };
    }

    private static Wire.Line line(DaemonAddress address) {
        String host = address.host().getHost();
        int port = address.host().getPort();
        Path directory = address.tlsDirectory();
        return directory == null
                ? Wire.tcp(host, port)
                : TlsWire.line(
                        host, port, new TlsFiles(directory, address.tlsVerify()), directory, address.tlsVerify());
    }

    private static DockerHttpClient apache(URI host) {
        return new ApacheDockerHttpClient.Builder()
                .dockerHost(host)
                .maxConnections(100)
                .build();
    }

    /** Over a pool of connections: each one is an ssh process. */
    private static DockerHttpClient bridged(SshBridge bridge) {
        Thread atShutdown = new Thread(bridge::close, "go-docker-ssh-end");
        Runtime.getRuntime().addShutdownHook(atShutdown);
        DockerHttpClient http = apache(bridge.host());
        return new DockerHttpClient() {
            @Override
            public Response execute(Request request) {
                try {
                    return http.execute(request);
                } catch (RuntimeException e) {
                    throw bridge.unreachable(e);
                }
            }

            @Override
            public void close() throws IOException {
                http.close();
                bridge.close();
                try {
                    Runtime.getRuntime().removeShutdownHook(atShutdown);
                } catch (IllegalStateException e) {
                    // The JVM is ending, and it runs just then.
                }
            }
        };
    }

    /** For tests, which bring a transport and limits of their own. */
    static DockerJava connect(DockerHttpClient http, URI host, String description, Limits limits) {
        Request ping = Request.builder().method("GET").path("/_ping").build();
        Deed deed = new Deed("reach", "connecting to", "the Docker daemon at " + description);
        return IdleLimit.request(limits.request(), deed, NOT_THERE, () -> {
            try (Response response = http.execute(ping)) {
                if (response.getStatusCode() != 200) {
                    throw new GoDockerException(
                            "Cannot talk to the Docker daemon at " + description + ": " + Endpoint.errorOf(response)
                                    + ".",
                            "Is this address really a Docker daemon's? Check DOCKER_HOST or -Dgo-docker.dockerHost.");
                }
                RemoteApiVersion api = negotiate(response.getHeader("Api-Version"), description);
                return new DockerJava(http, host, api, engine(response, description), limits);
            } catch (RuntimeException e) {
                TlsWire.Distrust distrust = TlsWire.Distrust.in(e);
                if (distrust != null) {
                    throw deed.failed(distrust.nextStep(), e);
                }
                if (DockerErrors.words(e).contains("Permission denied") && !(e instanceof GoDockerException)) {
                    throw deed.failed("Add your user to the group that owns the socket, or use a rootless daemon.", e);
                }
                throw e;
            }
        });
    }

    /** docker-java does not negotiate, and an unversioned path would make our behaviour the server's choice. */
    private static RemoteApiVersion negotiate(@Nullable String offered, String description) {
        RemoteApiVersion server =
                offered != null && API_VERSION.matcher(offered).matches()
                        ? RemoteApiVersion.parseConfig(offered)
                        : RemoteApiVersion.UNKNOWN_VERSION;
        if (server == RemoteApiVersion.UNKNOWN_VERSION || !server.isGreaterOrEqual(OLDEST)) {
            throw new GoDockerException(
                    "Cannot use the Docker daemon at " + description + ": its API version is "
                            + (offered == null ? "unknown" : offered) + ", at least " + OLDEST.getVersion()
                            + " is needed.",
                    "Update it to Docker Engine 20.10 or newer.");
        }
        return server.isGreaterOrEqual(NEWEST) ? NEWEST : server;
    }

    private static Engine engine(Response ping, String description) {
        // "Docker/20.10.24 (linux)": asking /version instead would make old engines start runc once.
        String server = ping.getHeader("Server");
        String version =
                server == null ? "unknown" : server.replaceFirst("^[^/]*/", "").replaceFirst(" .*", "");
        boolean podman = ping.getHeader("Libpod-API-Version") != null;
        boolean windows = "windows".equalsIgnoreCase(ping.getHeader("Ostype"));
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
        return engine;
    }

    @Override
    public Optional<ImageDetails> findImage(String reference) {
        return request(new Deed("inspect", "inspecting", "image " + reference), () -> {
            try {
                InspectImageResponse image = client.inspectImageCmd(reference).exec();
                Long size = image.getSize();
                List<String> digests = image.getRepoDigests();
                String variant = image.getRawValues().get("Variant") instanceof String v && !v.isEmpty() ? "/" + v : "";
                return Optional.of(new ImageDetails(
                        String.valueOf(image.getId()),
                        image.getOs() + "/" + image.getArch() + variant,
                        size == null ? 0 : size,
                        digests == null ? List.of() : digests,
                        environment(image.getConfig())));
            } catch (NotFoundException e) {
                return Optional.empty();
            }
        });
    }

    private static Map<String, String> environment(@Nullable ContainerConfig config) {
        Map<String, String> environment = new LinkedHashMap<>();
        if (config != null && config.getEnv() != null) {
            for (String variable : config.getEnv()) {
                int equals = variable.indexOf('=');
                if (equals > 0) {
                    environment.put(variable.substring(0, equals), variable.substring(equals + 1));
                }
            }
        }
        return environment;
    }

    @Override
    public void pullImage(
            ImageReference image,
            @Nullable String platform,
            @Nullable RegistryCredentials credentials,
            Consumer<Transfer> progress) {
        Request.Builder post = endpoint.post("/images/create?fromImage=" + Endpoint.encode(image.toString())
                        + (platform == null ? "" : "&platform=" + Endpoint.encode(platform)))
                .putHeader(REGISTRY_AUTH, auth(image, credentials));
        Deed deed = new Deed("pull", "pulling", image.toString());
        var unused = IdleLimit.stream(limits.idle(), deed, "Check the name and the network.", limit -> {
            new TransferStream(progress, limit).receive(endpoint, post);
            return true;
        });
    }

    /** What the daemon shows the registry; an engine refuses a push without it even where nobody has to log in. */
    private static String auth(ImageReference image, @Nullable RegistryCredentials credentials) {
        Map<String, String> auth = new LinkedHashMap<>();
        if (credentials != null && credentials.isIdentityToken()) {
            auth.put("identitytoken", credentials.secret());
        } else if (credentials != null) {
            auth.put("username", credentials.user());
            auth.put("password", credentials.secret());
        }
        auth.put("serveraddress", image.registry());
        return Base64.getUrlEncoder()
                .encodeToString(new ObjectMapper().valueToTree(auth).toString().getBytes(StandardCharsets.UTF_8));
    }

    @Override
    public String pushImage(
            ImageReference image, @Nullable RegistryCredentials credentials, Consumer<Transfer> progress) {
        Request.Builder post = endpoint.post("/images/"
                        + Endpoint.encode(image.withoutTag().toString()) + "/push?tag=" + Endpoint.encode(image.tag()))
                .putHeader(REGISTRY_AUTH, auth(image, credentials));
        Deed deed = new Deed("push", "pushing", image.toString());
        return IdleLimit.stream(limits.idle(), deed, "Check the name and the login.", limit -> {
            TransferStream items = new TransferStream(progress, limit);
            items.receive(endpoint, post);
            return items.digest();
        });
    }

    @Override
    public String buildImage(BuildRequest request, TarStream context, Consumer<BuildStep> progress) {
        Deed deed = new Deed("build", "building", "image " + request.tags().get(0));
        return IdleLimit.stream(limits.idle(), deed, engineAdvice(), limit -> {
            String buildId = UUID.randomUUID().toString();
            Request.Builder post = endpoint.post("/build?" + buildQuery(request, buildId))
                    .putHeader("Content-Type", "application/x-tar")
                    .body(new ProgressInput(context, limit));
            try (Response response = endpoint.open(post)) {
                return readBuild(response, limit, progress);
            } catch (Exception e) {
                if (engine.buildKit() && DockerErrors.isInterrupt(e)) {
                    cancelBuild(buildId);
                }
                throw e;
            }
        });
    }

    /** The daemon ends a build whose client is gone, but not at once: RUN steps go on for a while. */
    private void cancelBuild(String buildId) {
        boolean interrupted = Thread.interrupted();
        Request.Builder cancel = endpoint.post("/build/cancel?id=" + buildId);
        try {
            var unused = IdleLimit.request(
                    limits.giveUp(), new Deed("cancel", "cancelling", "a build"), engineAdvice(), () -> {
                        endpoint.open(cancel).close();
                        return true;
                    });
        } catch (GoDockerException e) {
            // The build is given up either way, and why is already known.
        } finally {
            if (interrupted) {
                Thread.currentThread().interrupt();
            }
        }
    }

    private String buildQuery(BuildRequest request, String buildId) throws IOException {
        StringBuilder query = new StringBuilder("rm=1&forcerm=1");
        if (engine.buildKit()) {
            query.append("&version=2&buildid=").append(buildId);
        }
        query.append("&dockerfile=").append(Endpoint.encode(request.dockerfile()));
        for (ImageReference tag : request.tags()) {
            query.append("&t=").append(Endpoint.encode(tag.toString()));
        }
        if (request.platform() != null) {
            query.append("&platform=").append(Endpoint.encode(request.platform()));
        }
        if (!request.buildArgs().isEmpty()) {
            query.append("&buildargs=")
                    .append(Endpoint.encode(new ObjectMapper().writeValueAsString(request.buildArgs())));
        }
        if (request.target() != null) {
            query.append("&target=").append(Endpoint.encode(request.target()));
        }
        if (request.pull()) {
            query.append("&pull=1");
        }
        return query.toString();
    }

    private static String readBuild(Response response, IdleLimit limit, Consumer<BuildStep> progress)
            throws IOException {
        BuildTrace trace = new BuildTrace(progress);
        String[] id = new String[1];
        try {
            Items.forEach(response, limit, item -> {
                JsonNode aux = item.path("aux");
                if (item.path("id").asText().equals("moby.buildkit.trace")) {
                    trace.read(aux.asText());
                } else if (aux.hasNonNull("ID")) {
                    id[0] = aux.get("ID").asText();
                } else if (item.hasNonNull("stream")) {
                    classicStep(item.get("stream").asText().strip(), progress);
                }
            });
        } finally {
            // What a step printed last may have no line end, above all if it failed.
            trace.end();
        }
        String image = id[0];
        if (image == null) {
            throw new IOException("the connection to Docker was lost before the image was complete");
        }
        return image;
    }

    private static void classicStep(String line, Consumer<BuildStep> progress) {
        if (line.isEmpty() || line.startsWith("--->") || line.startsWith("Successfully ")) {
            return;
        }
        progress.accept(new BuildStep(line.startsWith("Step ") ? BuildStep.Kind.STARTED : BuildStep.Kind.OUTPUT, line));
    }

    @Override
    public List<String> loadImage(ImageReference name, InputStream archive) {
        Deed deed = new Deed("load", "loading", "image " + name);
        return IdleLimit.stream(limits.idle(), deed, engineAdvice(), limit -> {
            Request.Builder post = endpoint.post("/images/load?quiet=1")
                    .putHeader("Content-Type", "application/x-tar")
                    .body(new ProgressInput(archive, limit));
            List<String> loaded = new ArrayList<>();
            try (Response response = endpoint.open(post)) {
                Items.forEach(response, limit, item -> {
                    String line = item.path("stream").asText().strip();
                    int colon = line.indexOf(": ");
                    if (line.startsWith("Loaded image") && colon > 0) {
                        loaded.add(line.substring(colon + 2));
                    }
                });
            }
            if (loaded.isEmpty()) {
                throw new IOException("the connection to Docker was lost before the image was loaded");
            }
            return loaded;
        });
    }

    /** An upload is a sign of life, too: the daemon takes it. */
    static final class ProgressInput extends FilterInputStream {
        private final IdleLimit limit;

        ProgressInput(InputStream in, IdleLimit limit) {
            super(in);
            this.limit = limit;
        }

        @Override
        public int read() throws IOException {
            limit.progress();
            return super.read();
        }

        @Override
        public int read(byte[] buffer, int offset, int length) throws IOException {
            limit.progress();
            return super.read(buffer, offset, length);
        }
    }

    @Override
    public void tagImage(String image, ImageReference name) {
        var unused = request(new Deed("tag", "tagging", name.toString()), () -> {
            client.tagImageCmd(image, name.withoutTag().toString(), name.tag()).exec();
            return true;
        });
    }

    @Override
    public Container openContainer(ContainerSpec spec, byte[] stdin, Consumer<String> firstLine) {
        return HeldContainer.open(new HeldContainer.Connection(client, endpoint, limits), spec, stdin, firstLine);
    }

    @Override
    public Map<String, String> containersLabelled(String label) {
        return request(new Deed("list", "listing", "containers"), () -> {
            Map<String, String> found = new LinkedHashMap<>();
            for (var container : client.listContainersCmd()
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
        var unused = request(new Deed("remove", "removing", "container " + id), () -> Creation.remove(endpoint, id));
    }

    private <T> T request(Deed deed, Callable<T> call) {
        return IdleLimit.request(limits.request(), deed, engineAdvice(), call);
    }

    private String engineAdvice() {
        return "The Docker daemon is " + engine.version() + " at " + engine.address() + "; -X shows more.";
    }

    @Override
    public void close() {
        try {
            http.close();
        } catch (IOException e) {
            // Only this process loses by it, and it is done with the daemon.
        }
    }
}
