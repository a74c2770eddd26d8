package io.github.godocker.it;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;

/** What a verify script asks one of the two registries of dev/registry.sh, by plain HTTP. */
public final class Registry {
    public static final String USER = "joe";
    public static final String PASSWORD = "s3cr3t-pw";

    private static final String MEDIA_TYPES = "application/vnd.oci.image.index.v1+json,"
            + "application/vnd.oci.image.manifest.v1+json,"
            + "application/vnd.docker.distribution.manifest.list.v2+json,"
            + "application/vnd.docker.distribution.manifest.v2+json";

    private final String address;
    private final HttpClient http = HttpClient.newHttpClient();

    private Registry(String address) {
        this.address = address;
    }

    /** The one that wants no login. */
    public static Registry open() {
        return new Registry(System.getenv("GO_DOCKER_TEST_REGISTRY"));
    }

    /** The one for {@link #USER} only. */
    public static Registry withLogin() {
        return new Registry(System.getenv("GO_DOCKER_TEST_REGISTRY_AUTH"));
    }

    /** {@code host:port}. */
    public String address() {
        return address;
    }

    /** The base64 form in which a password travels and lies in Docker's config.json. */
    public static String basic(String password) {
        return Base64.getEncoder().encodeToString((USER + ":" + password).getBytes(StandardCharsets.UTF_8));
    }

    public boolean has(String repository, String reference) throws IOException, InterruptedException {
        return get(repository, reference).statusCode() == 200;
    }

    /** The digest behind a tag, as the registry names it. */
    public String digest(String repository, String tag) throws IOException, InterruptedException {
        return found(repository, tag)
                .headers()
                .firstValue("Docker-Content-Digest")
                .orElseThrow();
    }

    public JsonNode manifest(String repository, String reference) throws IOException, InterruptedException {
        return new ObjectMapper().readTree(found(repository, reference).body());
    }

    /** What the image configuration behind a reference says, which for a pushed image is its id in the daemon. */
    public String configDigest(String repository, String reference) throws IOException, InterruptedException {
        return manifest(repository, reference).path("config").path("digest").asText();
    }

    public List<String> layers(String repository, String reference) throws IOException, InterruptedException {
        List<String> digests = new ArrayList<>();
        manifest(repository, reference)
                .path("layers")
                .forEach(layer -> digests.add(layer.path("digest").asText()));
        return digests;
    }

    private HttpResponse<String> found(String repository, String reference) throws IOException, InterruptedException {
        HttpResponse<String> response = get(repository, reference);
        if (response.statusCode() != 200) {
            throw new IOException(repository + " " + reference + ": HTTP " + response.statusCode());
        }
        return response;
    }

    private HttpResponse<String> get(String repository, String reference) throws IOException, InterruptedException {
        return http.send(
                HttpRequest.newBuilder(
                                URI.create("http://" + address + "/v2/" + repository + "/manifests/" + reference))
                        .header("Accept", MEDIA_TYPES)
                        .header("Authorization", "Basic " + basic(PASSWORD))
                        .build(),
                BodyHandlers.ofString());
    }
}
