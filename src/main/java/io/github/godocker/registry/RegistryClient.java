package io.github.godocker.registry;

import com.fasterxml.jackson.databind.JsonNode;
import io.github.godocker.GoDockerException;
import io.github.godocker.docker.ImageReference;
import io.github.godocker.docker.RegistryCredentials;
import java.io.IOException;
import java.net.ConnectException;
import java.net.ProxySelector;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublisher;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.net.http.HttpTimeoutException;
import java.nio.channels.UnresolvedAddressException;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Base64;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.stream.Collectors;
import javax.net.ssl.SSLException;
import org.jspecify.annotations.Nullable;

/**
 * One repository of a registry, for what the daemon cannot do: it pushes images of one platform each; the index that
 * makes one image of them is put here.
 *
 * <p>Speaks the OCI distribution API with Basic or Bearer authentication (distribution's {@code docs/spec/auth}).
 * Credentials are searched only when the registry asks for some. Registries on this machine's loopback addresses are
 * reached by plain HTTP, as the daemon does by default; all others by HTTPS only. A request that fails with a status of
 * 500 and more or a lost connection is tried a second time; none lasts longer than the time limit.
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
    private static final String CLIENT_ID = "go-docker-maven-plugin";
    private static final Duration CONNECT_LIMIT = Duration.ofSeconds(20);
    private static final Duration PAUSE_BEFORE_RETRY = Duration.ofMillis(500);
    private static final int MAX_REDIRECTS = 5;
    private static final int MAX_WORDS = 300;

    private final ImageReference repository;
    private final Credentials credentials;
    private final Duration limit;
    private final HttpClient http;
    private final URI manifests;

    /** The Authorization header that the registry accepted last. */
    private @Nullable String authorization;

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
    public RegistryClient(ImageReference repository, Credentials credentials, Duration limit, ProxySelector proxies) {
        this.repository = repository.withoutTag();
        this.credentials = credentials;
        this.limit = limit;
        this.http = HttpClient.newBuilder()
                // HTTP/2 over plain HTTP begins with an upgrade that small registries and proxies do not understand.
                .version(HttpClient.Version.HTTP_1_1)
                .connectTimeout(limit.compareTo(CONNECT_LIMIT) < 0 ? limit : CONNECT_LIMIT)
                .proxy(proxies)
                .build();
        String host = repository.registry();
        String path = repository.repository();
        if (host.equals("docker.io")) {
            host = "registry-1.docker.io";
            path = path.indexOf('/') < 0 ? "library/" + path : path;
        }
        this.manifests = URI.create((isLoopback(host) ? "http://" : "https://") + host + "/v2/" + path + "/manifests/");
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
        HttpResponse<byte[]> response = send(doing, Call.ask("HEAD", manifest(tagOrDigest)));
        if (response.statusCode() == 404) {
            return Optional.empty();
        }
        long size = response.headers().firstValueAsLong("Content-Length").orElse(0);
        String digest = response.headers().firstValue(DIGEST_HEADER).orElse("");
        if (response.statusCode() != 200 || size <= 0 || !digest.matches(SHA256)) {
            response = send(doing, Call.ask("GET", manifest(tagOrDigest)));
            if (response.statusCode() == 404) {
                return Optional.empty();
            }
            if (response.statusCode() != 200) {
                throw refused(doing, response);
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
        HttpResponse<byte[]> response = send(
                doing, new Call("PUT", manifest(tag), "Content-Type", OCI_INDEX, BodyPublishers.ofByteArray(index)));
        if (response.statusCode() / 100 != 2) {
            throw refused(doing, response);
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

    private URI manifest(String tagOrDigest) {
        return URI.create(manifests + tagOrDigest);
    }

    /** A request that can be sent again, with another Authorization or to another address. */
    private record Call(String method, URI uri, String header, String value, BodyPublisher body) {
        static Call ask(String method, URI uri) {
            return new Call(method, uri, "Accept", String.join(", ", MANIFESTS), BodyPublishers.noBody());
        }

        HttpRequest request(@Nullable String authorization) {
            HttpRequest.Builder builder =
                    HttpRequest.newBuilder(uri).method(method, body).header(header, value);
            if (authorization != null) {
                builder.header("Authorization", authorization);
            }
            return builder.build();
        }

        Call to(URI other) {
            return new Call(method, other, header, value, body);
        }
    }

    /** Sends a call, showing credentials when asked for them. */
    private HttpResponse<byte[]> send(String doing, Call call) {
        HttpResponse<byte[]> response = follow(doing, call);
        if (response.statusCode() == 401) {
            authorization = authorize(response.headers().allValues("WWW-Authenticate"));
            if (authorization != null) {
                response = follow(doing, call);
            }
        }
        return response;
    }

    /** Sends a call to wherever the registry redirects it. Only the registry's own host ever sees the credentials. */
    private HttpResponse<byte[]> follow(String doing, Call call) {
        Call next = call;
        for (int redirects = 0; ; redirects++) {
            boolean atHome = next.uri().getScheme().equals(manifests.getScheme())
                    && next.uri().getAuthority().equals(manifests.getAuthority());
            HttpResponse<byte[]> response = exchange(doing, next.request(atHome ? authorization : null));
            int status = response.statusCode();
            boolean redirected = status == 307
                    || status == 308
                    || (status >= 301 && status <= 303 && !call.method().equals("PUT"));
            URI target = redirected ? location(response) : null;
            if (target == null) {
                return response;
            }
            if (redirects == MAX_REDIRECTS || (isSecure(next.uri()) && !isSecure(target))) {
                throw new GoDockerException(
                        "Cannot " + doing + ": " + next.uri().getAuthority() + " redirects to " + target.getScheme()
                                + "://" + target.getAuthority() + ", which is not followed.",
                        "Use the registry's own address in <image>.");
            }
            next = next.to(target);
        }
    }

    private static @Nullable URI location(HttpResponse<byte[]> response) {
        try {
            return response.headers()
                    .firstValue("Location")
                    .map(location -> response.request().uri().resolve(location))
                    .filter(uri -> uri.getScheme() != null && uri.getAuthority() != null)
                    .orElse(null);
        } catch (IllegalArgumentException e) {
            return null;
        }
    }

    /** Sends one request; a second time if the server or the connection failed. */
    private HttpResponse<byte[]> exchange(String doing, HttpRequest request) {
        String host = request.uri().getAuthority();
        for (boolean first = true; ; first = false) {
            // Not HttpRequest.timeout: that ends with the answer's headers, and a body may hang as well.
            CompletableFuture<HttpResponse<byte[]>> answer = http.sendAsync(request, BodyHandlers.ofByteArray());
            try {
                HttpResponse<byte[]> response = answer.get(limit.toMillis(), TimeUnit.MILLISECONDS);
                if (response.statusCode() < 500 || !first) {
                    return response;
                }
            } catch (ExecutionException e) {
                Throwable cause = e.getCause() == null ? e : e.getCause();
                if (!first || !isLostConnection(cause)) {
                    throw unreachable(doing, host, words(cause), cause);
                }
            } catch (TimeoutException e) {
                answer.cancel(true);
                throw unreachable(doing, host, "no answer within " + limit.toSeconds() + " s", e);
            } catch (InterruptedException e) {
                answer.cancel(true);
                throw interrupted(doing, e);
            }
            try {
                Thread.sleep(PAUSE_BEFORE_RETRY.toMillis());
            } catch (InterruptedException e) {
                throw interrupted(doing, e);
            }
        }
    }

    private static GoDockerException interrupted(String doing, InterruptedException technical) {
        Thread.currentThread().interrupt();
        return new GoDockerException("Cannot " + doing + ": interrupted.", "Run the goal again.", technical);
    }

    /** Whether the server was there and went away, as one that restarts does. */
    private static boolean isLostConnection(Throwable failure) {
        return failure instanceof IOException
                && !(failure instanceof ConnectException)
                && !(failure instanceof HttpTimeoutException)
                && !(failure instanceof SSLException);
    }

    /** The Authorization header that answers one of these challenges; null if we have no answer. */
    private @Nullable String authorize(List<String> headers) {
        List<Challenge> challenges = Challenge.parse(headers);
        RegistryCredentials found = credentials.find(repository.registry()).orElse(null);
        for (Challenge challenge : challenges) {
            if (challenge.scheme().equals("bearer")) {
                return "Bearer " + token(challenge, found);
            }
        }
        boolean basic =
                challenges.stream().anyMatch(challenge -> challenge.scheme().equals("basic"));
        return basic && found != null && !found.isIdentityToken() ? basic(found) : null;
    }

    private static String basic(RegistryCredentials credentials) {
        String plain = credentials.user() + ":" + credentials.secret();
        return "Basic " + Base64.getEncoder().encodeToString(plain.getBytes(StandardCharsets.UTF_8));
    }

    /**
     * Gets a token: with user and password by GET (distribution's "Docker Registry v2 authentication"), with an
     * identity token by POST ("OAuth2 Token Authentication"), else anonymously.
     */
    private String token(Challenge challenge, @Nullable RegistryCredentials found) {
        String doing = "log in to " + repository.registry();
        String service = challenge.parameter("service");
        String scope = challenge.parameter("scope");
        URI realm = realm(doing, challenge.parameter("realm"), found != null);

        HttpRequest request;
        if (found != null && found.isIdentityToken()) {
            String form = query(List.of(
                    "grant_type", "refresh_token",
                    "service", service,
                    "client_id", CLIENT_ID,
                    "scope", scope,
                    "refresh_token", found.secret()));
            request = HttpRequest.newBuilder(realm)
                    .header("Content-Type", "application/x-www-form-urlencoded")
                    .POST(BodyPublishers.ofString(form))
                    .build();
        } else {
            List<String> parameters = new ArrayList<>(List.of("service", service));
            // A list of scopes is separated by spaces in the challenge, but repeated in the request.
            for (String one : scope.split(" ", -1)) {
                parameters.addAll(List.of("scope", one));
            }
            if (found != null) {
                parameters.addAll(List.of("account", found.user()));
            }
            String separator = realm.getRawQuery() == null ? "?" : "&";
            HttpRequest.Builder builder = HttpRequest.newBuilder(URI.create(realm + separator + query(parameters)));
            if (found != null) {
                builder.header("Authorization", basic(found));
            }
            request = builder.build();
        }
        HttpResponse<byte[]> response = exchange(doing, request);
        if (response.statusCode() / 100 != 2) {
            throw refused(doing, response);
        }
        String token = Json.read(text(response))
                .map(answer -> Json.text(answer, answer.has("token") ? "token" : "access_token"))
                .orElse("");
        if (token.isEmpty()) {
            throw new GoDockerException(
                    "Cannot " + doing + ": " + realm.getAuthority() + " answered without a token.",
                    "Check that " + repository.registry() + " is a container registry.");
        }
        return token;
    }

    private URI realm(String doing, String realm, boolean withSecret) {
        URI uri;
        try {
            uri = URI.create(realm);
        } catch (IllegalArgumentException e) {
            uri = URI.create("");
        }
        if (uri.getAuthority() == null || !List.of("http", "https").contains(uri.getScheme())) {
            throw new GoDockerException(
                    "Cannot " + doing + ": it names no address where it gives tokens.",
                    "Check that " + repository.registry() + " is a container registry.");
        }
        if (withSecret && !isSecure(uri)) {
            throw new GoDockerException(
                    "Cannot " + doing + ": it wants the password sent to " + uri.getAuthority()
                            + " without encryption.",
                    "Let the registry's token server use https.");
        }
        return uri;
    }

    private static String query(List<String> namesAndValues) {
        StringBuilder query = new StringBuilder();
        for (int i = 0; i < namesAndValues.size(); i += 2) {
            query.append(i == 0 ? "" : "&")
                    .append(namesAndValues.get(i))
                    .append('=')
                    .append(URLEncoder.encode(namesAndValues.get(i + 1), StandardCharsets.UTF_8));
        }
        return query.toString();
    }

    private static String text(HttpResponse<byte[]> response) {
        return new String(response.body(), StandardCharsets.UTF_8);
    }

    private GoDockerException refused(String doing, HttpResponse<byte[]> response) {
        int status = response.statusCode();
        String nextStep;
        if (status == 401 || status == 403) {
            nextStep = credentials.advice(repository.registry());
        } else if (status == 429) {
            nextStep = "Wait until the registry allows more requests. " + credentials.advice(repository.registry());
        } else if (status >= 500) {
            nextStep = "Run the goal again, or look at the log of "
                    + response.request().uri().getAuthority() + ".";
        } else {
            nextStep = "Check that " + repository + " is a repository of a container registry.";
        }
        return new GoDockerException("Cannot " + doing + ": " + words(response) + ".", nextStep);
    }

    /** The registry's own words, {@code errors[].code: message}, or else the status. */
    private static String words(HttpResponse<byte[]> response) {
        List<String> words = new ArrayList<>();
        Json.read(text(response)).ifPresent(answer -> {
            for (JsonNode error : answer.path("errors")) {
                words.add((Json.text(error, "code") + ": " + Json.text(error, "message")).replaceAll("^: |: $", ""));
            }
            // Token servers have their own forms.
            words.add(Json.text(answer, "error_description"));
            words.add(Json.text(answer, "details"));
        });
        words.removeIf(String::isBlank);
        String line = String.join("; ", words)
                .replaceAll("[\\s\\p{Cntrl}]+", " ")
                .strip()
                .replaceAll("\\.+$", "");
        if (line.length() > MAX_WORDS) {
            line = line.substring(0, MAX_WORDS) + "…";
        }
        String status = "HTTP " + response.statusCode();
        return line.isEmpty()
                ? response.request().uri().getAuthority() + " answered " + status
                : line + " (" + status + ")";
    }

    private static GoDockerException unreachable(String doing, String host, String words, Throwable technical) {
        String nextStep = technical instanceof SSLException
                ? "Let this JVM trust the certificate of " + host
                        + ", for example by MAVEN_OPTS=-Djavax.net.ssl.trustStore=…"
                : "Check the name " + host + ", and the network and proxy between here and there.";
        return new GoDockerException("Cannot " + doing + ": " + words + ".", nextStep, technical);
    }

    private static String words(Throwable failure) {
        for (Throwable cause = failure; cause != null; cause = cause.getCause()) {
            if (cause instanceof UnresolvedAddressException) {
                return "its host is unknown";
            }
        }
        if (failure instanceof ConnectException) {
            return failure.getMessage() == null ? "Connection refused" : failure.getMessage();
        }
        String message = failure.getMessage();
        return message == null ? failure.getClass().getSimpleName() : message.replaceAll("\\.+$", "");
    }

    private static boolean isSecure(URI uri) {
        return "https".equals(uri.getScheme()) || isLoopback(uri.getAuthority());
    }

    /** As the daemon's default list of insecure registries: 127.0.0.0/8 and ::1/128. */
    private static boolean isLoopback(String authority) {
        return authority.matches("(localhost|127(\\.\\d{1,3}){3}|\\[::1])(:\\d+)?");
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
