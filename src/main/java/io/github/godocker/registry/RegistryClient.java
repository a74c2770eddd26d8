package io.github.godocker.registry;

import io.github.godocker.GoDockerException;
import io.github.godocker.docker.ImageReference;
import io.github.godocker.log.RoomLog;
import java.net.ProxySelector;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Duration;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;

/**
 * One repository of a registry, for what the daemon cannot do: it pushes images of one platform each; the index that
 * makes one image of them is put here.
 *
 * <p>For use by one thread at a time.
 */
public final class RegistryClient {
    private static final String OCI_INDEX = "application/vnd.oci.image.index.v1+json";

    /** Every form of manifest that a daemon pushes or a registry holds. */
    private static final List<String> MANIFESTS = List.of(
            OCI_INDEX,
            "application/vnd.oci.image.manifest.v1+json",
            "application/vnd.docker.distribution.manifest.list.v2+json",
            "application/vnd.docker.distribution.manifest.v2+json");

    private static final String DIGEST_HEADER = "Docker-Content-Digest";
    private static final String SHA256 = "sha256:[0-9a-f]{64}";

    private final ImageReference repository;
    private final RegistryHttp http;

    /**
     * A manifest as a registry has it.
     *
     * @param digest of its exact bytes: {@code sha256:…}
     * @param size in bytes
     */
    public record Manifest(String mediaType, String digest, long size) {}

    /**
     * One platform's image in an index.
     *
     * @param platform as Docker writes it: {@code linux/arm64}, {@code linux/arm/v7}
     */
    public record PlatformManifest(String platform, Manifest manifest) {
        public PlatformManifest {
            if (!platform.matches("[a-z0-9_.-]+/[a-z0-9_.-]+(/[a-z0-9_.-]+)?")) {
                throw new GoDockerException(
                        "Invalid platform '" + platform + "': a platform is os/architecture[/variant].",
                        "Write it as linux/amd64 or linux/arm/v7.");
            }
        }
    }

    /**
     * @param repository its registry and repository count, not its tag
     * @param credentials asked at most once, when the registry wants to know who we are
     * @param limit for each request with its answer
     * @param proxies {@link ProxySelector#getDefault} where the user configured nothing
     */
    public RegistryClient(
            ImageReference repository,
            Credentials credentials,
            Duration limit,
            ProxySelector proxies,
            RetryPolicy policy,
            RoomLog log) {
        this.repository = repository.withoutTag();
        this.http = new RegistryHttp(repository, credentials, limit, proxies, policy, log);
    }

    /**
     * What the registry has under a tag or digest; empty if nothing.
     *
     * @throws GoDockerException if the registry cannot be reached or refuses to say
     */
    public Optional<Manifest> findManifest(String tagOrDigest) {
        boolean isDigest = tagOrDigest.indexOf(':') >= 0;
        ImageReference reference = ImageReference.parse(repository + (isDigest ? "@" : ":") + tagOrDigest);
        String doing = "look up " + reference;

        // HEAD is free where GET counts as a pull against a quota; but it says nothing when it fails.
        HttpResponse<byte[]> response = http.send(doing, ask("HEAD", tagOrDigest));
        if (response.statusCode() == 404) {
            return Optional.empty();
        }
        long size = response.headers().firstValueAsLong("Content-Length").orElse(0);
        String digest = response.headers().firstValue(DIGEST_HEADER).orElse("");
        if (response.statusCode() != 200 || size <= 0 || !digest.matches(SHA256)) {
            response = http.send(doing, ask("GET", tagOrDigest));
            if (response.statusCode() == 404) {
                return Optional.empty();
            }
            if (response.statusCode() != 200) {
                throw http.refused(doing, response);
            }
            size = response.body().length;
            digest = sha256(response.body());
        }
        String mediaType = response.headers().firstValue("Content-Type").orElse("");
        if (!MANIFESTS.contains(mediaType.replaceFirst(";.*", ""))) {
            throw new GoDockerException(
                    "Cannot " + doing + ": the answer is '" + mediaType + "', which is no manifest.",
                    "Check that " + repository.registry() + " is a container registry.");
        }
        if (isDigest && !digest.equals(tagOrDigest)) {
            throw new GoDockerException(
                    "Cannot " + doing + ": the registry answered with " + digest + ".",
                    "Look for a proxy between here and " + repository.registry() + " that changes answers.");
        }
        return Optional.of(new Manifest(mediaType.replaceFirst(";.*", ""), digest, size));
    }

    /**
     * Makes one image of the images of several platforms that are in this repository already. The same manifests in the
     * same order always give the same digest.
     *
     * @return the index's digest
     */
    public String pushIndex(String tag, List<PlatformManifest> platforms) {
        byte[] index = index(platforms).getBytes(StandardCharsets.UTF_8);
        String doing = "push " + repository.withTag(tag);
        HttpResponse<byte[]> response = http.send(
                doing,
                http.call("PUT", "/manifests/" + tag, "Content-Type", OCI_INDEX, BodyPublishers.ofByteArray(index)));
        if (response.statusCode() / 100 != 2) {
            throw http.refused(doing, response);
        }
        String digest = sha256(index);
        String stored = response.headers().firstValue(DIGEST_HEADER).orElse(digest);
        if (!stored.equals(digest)) {
            throw new GoDockerException(
                    "Cannot " + doing + ": the registry stored " + stored + " instead of " + digest + ".",
                    "Look for a proxy between here and " + repository.registry() + " that changes requests.");
        }
        return digest;
    }

    /** Written by hand because its bytes are its name: no library may change a space in them. */
    private static String index(List<PlatformManifest> platforms) {
        return platforms.stream()
                .map(image -> {
                    String[] platform = image.platform().split("/", -1);
                    Manifest manifest = image.manifest();
                    return "{\"mediaType\":\"" + manifest.mediaType() + "\",\"digest\":\"" + manifest.digest()
                            + "\",\"size\":" + manifest.size() + ",\"platform\":{\"architecture\":\"" + platform[1]
                            + "\",\"os\":\"" + platform[0] + "\""
                            + (platform.length > 2 ? ",\"variant\":\"" + platform[2] + "\"" : "") + "}}";
                })
                .collect(Collectors.joining(
                        ",", "{\"schemaVersion\":2,\"mediaType\":\"" + OCI_INDEX + "\",\"manifests\":[", "]}"));
    }

    private RegistryHttp.Call ask(String method, String tagOrDigest) {
        return http.call(
                method, "/manifests/" + tagOrDigest, "Accept", String.join(", ", MANIFESTS), BodyPublishers.noBody());
    }

    private static String sha256(byte[] bytes) {
        try {
            return "sha256:"
                    + HexFormat.of()
                            .formatHex(MessageDigest.getInstance("SHA-256").digest(bytes));
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("Every Java platform has SHA-256", e);
        }
    }
}
