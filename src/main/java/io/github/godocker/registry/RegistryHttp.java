package io.github.godocker.registry;

import io.github.godocker.GoDockerException;
import io.github.godocker.Json;
import io.github.godocker.docker.ImageReference;
import io.github.godocker.docker.RegistryCredentials;
import io.github.godocker.log.RoomLog;
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
import java.time.Duration;
import java.time.Instant;
import java.time.format.DateTimeFormatter;
import java.time.format.DateTimeParseException;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import javax.net.ssl.SSLException;
import org.jspecify.annotations.Nullable;

/**
 * Requests to one repository of a registry.
 *
 * <p>Speaks the OCI distribution API with Basic or Bearer authentication (distribution's {@code docs/spec/auth}).
 * Credentials are searched only when the registry asks for some. Registries on this machine's loopback addresses are
 * reached by plain HTTP, as the daemon does by default; all others by HTTPS only. A request that fails with a status of
 * 429, of 500 and more, or a lost connection is tried again; no try lasts longer than the time limit.
 *
 * <p>For use by one thread at a time.
 */
final class RegistryHttp {
    private static final String CLIENT_ID = "go-docker-maven-plugin";
    private static final Duration CONNECT_LIMIT = Duration.ofSeconds(20);
    private static final int MAX_REDIRECTS = 5;
    private static final int MAX_WORDS = 300;

    private final ImageReference repository;
    private final Credentials credentials;
    private final Duration limit;
    private final RetryPolicy policy;
    private final RoomLog log;
    private final HttpClient http;
    private final URI home;

    /** The Authorization header that the registry accepted last. */
    private @Nullable String authorization;

    /** Its parameters are those of {@link RegistryClient}, which is all that others see. */
    RegistryHttp(
            ImageReference repository,
            Credentials credentials,
            Duration limit,
            ProxySelector proxies,
            RetryPolicy policy,
            RoomLog log) {
        this.repository = repository.withoutTag();
        this.credentials = credentials;
        this.limit = limit;
        this.policy = policy;
        this.log = log;
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
        this.home = URI.create((isLoopback(host) ? "http://" : "https://") + host + "/v2/" + path);
    }

    /** @param path below the repository: {@code /manifests/latest} */
    Call call(String method, String path, String header, String value, BodyPublisher body) {
        return new Call(method, URI.create(home + path), header, value, body);
    }

    /** A request that can be sent again, with another Authorization or to another address. */
    record Call(String method, URI uri, String header, String value, BodyPublisher body) {
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
    HttpResponse<byte[]> send(String doing, Call call) {
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
            boolean atHome = next.uri().getScheme().equals(home.getScheme())
                    && next.uri().getAuthority().equals(home.getAuthority());
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

    /** Sends one request, again if the server or the connection failed in a way that may pass. */
    private HttpResponse<byte[]> exchange(String doing, HttpRequest request) {
        String host = request.uri().getAuthority();
        RetryPolicy.Tries tries = policy.begin(doing, log);
        while (true) {
            // Not HttpRequest.timeout: that ends with the answer's headers, and a body may hang as well.
            CompletableFuture<HttpResponse<byte[]>> answer = http.sendAsync(request, BodyHandlers.ofByteArray());
            try {
                HttpResponse<byte[]> response = answer.get(limit.toMillis(), TimeUnit.MILLISECONDS);
                if (!RegistryFault.ofStatus(response.statusCode()).passes()
                        || !tries.again(words(response), retryAfter(response))) {
                    return response;
                }
            } catch (ExecutionException e) {
                Throwable cause = e.getCause() == null ? e : e.getCause();
                if (!isLostConnection(cause) || !tries.again(words(cause), null)) {
                    throw unreachable(doing, host, words(cause), cause);
                }
            } catch (TimeoutException e) {
                answer.cancel(true);
                throw unreachable(doing, host, "no answer within " + limit.toSeconds() + " s", e);
            } catch (InterruptedException e) {
                answer.cancel(true);
                Thread.currentThread().interrupt();
                throw new GoDockerException("Cannot " + doing + ": interrupted.", "Run the goal again.", e);
            }
        }
    }

    /** How long the registry wants us to wait; null if it does not say (RFC 9110, 10.2.3). */
    private static @Nullable Duration retryAfter(HttpResponse<byte[]> response) {
        String value = response.headers().firstValue("Retry-After").orElse("").strip();
        try {
            if (value.matches("\\d{1,9}")) {
                return Duration.ofSeconds(Long.parseLong(value));
            }
            Instant then = DateTimeFormatter.RFC_1123_DATE_TIME.parse(value, Instant::from);
            Duration left = Duration.between(Instant.now(), then);
            return left.isNegative() ? null : left;
        } catch (DateTimeParseException e) {
            return null;
        }
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
        String token = Json.readObject(text(response))
                .map(answer -> answer.path(answer.path("token").isMissing() ? "access_token" : "token")
                        .text())
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

    /** What to throw for an answer that is none. */
    GoDockerException refused(String doing, HttpResponse<byte[]> response) {
        RegistryFault fault = RegistryFault.ofStatus(response.statusCode());
        Duration wait = retryAfter(response);
        String nextStep = fault == RegistryFault.OTHER
                ? "Check that " + repository + " is a repository of a container registry."
                : (wait == null || !fault.passes() ? "" : "It wants to be asked again in " + wait.toSeconds() + " s. ")
                        + fault.nextStep(repository, "<image> or <tags>", true, credentials);
        return new GoDockerException("Cannot " + doing + ": " + words(response) + ".", nextStep);
    }

    /** The registry's own words, {@code errors[].code: message}, or else the status. */
    private static String words(HttpResponse<byte[]> response) {
        List<String> words = new ArrayList<>();
        Json.readObject(text(response)).ifPresent(answer -> {
            for (Json error : answer.path("errors")) {
                words.add((error.path("code").text() + ": "
                                + error.path("message").text())
                        .replaceAll("^: |: $", ""));
            }
            // Token servers have their own forms.
            words.add(answer.path("error_description").text());
            words.add(answer.path("details").text());
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
}
