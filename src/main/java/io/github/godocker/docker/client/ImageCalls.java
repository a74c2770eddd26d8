package io.github.godocker.docker.client;

import io.github.godocker.Json;
import io.github.godocker.docker.BuildRequest;
import io.github.godocker.docker.BuildStep;
import io.github.godocker.docker.ImageDetails;
import io.github.godocker.docker.ImageReference;
import io.github.godocker.docker.Images;
import io.github.godocker.docker.RegistryCredentials;
import io.github.godocker.docker.TarStream;
import io.github.godocker.docker.Transfer;
import io.github.godocker.docker.client.IdleLimit.Deed;
import io.github.godocker.docker.client.transport.Request;
import io.github.godocker.docker.client.transport.Response;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/** Images: found, moved, made and named. */
final class ImageCalls implements Images {
    private static final String REGISTRY_AUTH = "X-Registry-Auth";

    private final Connection connection;
    private final Endpoint endpoint;

    ImageCalls(Connection connection) {
        this.connection = connection;
        this.endpoint = connection.endpoint();
    }

    @Override
    public Optional<ImageDetails> find(String reference) {
        return connection.request(new Deed("inspect", "inspecting", "image " + reference), () -> {
            try {
                Json image = endpoint.read(endpoint.get("/images/" + reference + "/json"));
                String variant = image.path("Variant").text();
                return Optional.of(new ImageDetails(
                        image.path("Id").text(),
                        image.path("Os").text() + "/"
                                + image.path("Architecture").text() + (variant.isEmpty() ? "" : "/" + variant),
                        image.path("Size").number(),
                        image.path("RepoDigests").texts(),
                        environment(image.path("Config").path("Env")),
                        List.copyOf(image.path("Config")
                                .path("ExposedPorts")
                                .fields()
                                .keySet()),
                        image.path("Config").path("Entrypoint").texts(),
                        image.path("Config").path("Cmd").texts()));
            } catch (DockerErrors.Refusal e) {
                if (e.isNotFound()) {
                    return Optional.empty();
                }
                throw e;
            }
        });
    }

    private static Map<String, String> environment(Json variables) {
        Map<String, String> environment = new LinkedHashMap<>();
        for (String variable : variables.texts()) {
            int equals = variable.indexOf('=');
            if (equals > 0) {
                environment.put(variable.substring(0, equals), variable.substring(equals + 1));
            }
        }
        return environment;
    }

    @Override
    public void pull(
            ImageReference image,
            @Nullable String platform,
            @Nullable RegistryCredentials credentials,
            Consumer<Transfer> progress) {
        Request post = endpoint.post("/images/create?fromImage=" + Endpoint.encode(image.toString())
                        + (platform == null ? "" : "&platform=" + Endpoint.encode(platform)))
                .header(REGISTRY_AUTH, auth(image, credentials));
        Deed deed = new Deed("pull", "pulling", image.toString());
        var unused = IdleLimit.stream(connection.limits().idle(), deed, "Check the name and the network.", limit -> {
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
        return Base64.getUrlEncoder().encodeToString(Json.write(auth).getBytes(StandardCharsets.UTF_8));
    }

    @Override
    public void build(BuildRequest request, TarStream context, Consumer<BuildStep> progress) {
        new ImageBuild(connection).run(request, context, progress);
    }

    @Override
    public String push(ImageReference image, @Nullable RegistryCredentials credentials, Consumer<Transfer> progress) {
        Request post = endpoint.post("/images/"
                        + Endpoint.encode(image.withoutTag().toString()) + "/push?tag=" + Endpoint.encode(image.tag()))
                .header(REGISTRY_AUTH, auth(image, credentials));
        Deed deed = new Deed("push", "pushing", image.toString());
        return IdleLimit.stream(connection.limits().idle(), deed, "Check the name and the login.", limit -> {
            TransferStream items = new TransferStream(progress, limit);
            items.receive(endpoint, post);
            return items.digest();
        });
    }

    @Override
    public void load(ImageReference name, InputStream archive) {
        Deed deed = new Deed("load", "loading", "image " + name);
        var unused = IdleLimit.stream(connection.limits().idle(), deed, connection.advice(), limit -> {
            Request post = endpoint.post("/images/load?quiet=1").header("Content-Type", "application/x-tar").stream(
                    new ProgressInput(archive, limit));
            boolean[] loaded = new boolean[1];
            try (Response response = endpoint.open(post)) {
                Items.forEach(response, limit, item -> {
                    loaded[0] |= item.path("stream").text().strip().startsWith("Loaded image");
                });
            }
            if (!loaded[0]) {
                throw new IOException("the connection to Docker was lost before the image was loaded");
            }
            return true;
        });
    }

    @Override
    public InputStream save(String image) {
        Deed deed = new Deed("read", "reading", "image " + image);
        return Download.start(connection, endpoint.get("/images/" + image + "/get"), deed, connection.advice());
    }

    @Override
    public void tag(String image, ImageReference name) {
        var unused = connection.request(new Deed("tag", "tagging", name.toString()), () -> {
            endpoint.open(endpoint.post("/images/" + image + "/tag?repo="
                            + Endpoint.encode(name.withoutTag().toString()) + "&tag=" + Endpoint.encode(name.tag())))
                    .close();
            return true;
        });
    }
}
