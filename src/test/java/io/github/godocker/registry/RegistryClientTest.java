package io.github.godocker.registry;

import static io.github.godocker.registry.FakeRegistry.guarded;
import static io.github.godocker.registry.FakeRegistry.sequence;
import static io.github.godocker.registry.FakeRegistry.status;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import io.github.godocker.GoDockerException;
import io.github.godocker.docker.ImageReference;
import io.github.godocker.docker.RegistryCredentials;
import io.github.godocker.log.ImageLog;
import io.github.godocker.registry.RegistryClient.Manifest;
import io.github.godocker.registry.RegistryClient.PlatformManifest;
import java.io.IOException;
import java.io.InputStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ProxySelector;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.time.ZoneOffset;
import java.time.ZonedDateTime;
import java.time.format.DateTimeFormatter;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicReference;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.assertj.core.api.ThrowableAssertAlternative;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

@Timeout(30)
class RegistryClientTest {
    private static final String MANIFEST_TYPE = "application/vnd.oci.image.manifest.v1+json";
    private static final String MANIFEST = "{\"schemaVersion\":2}";
    private static final String DIGEST = "sha256:58e07ea4c8ee0ddf58e6fbe8c8b7ceb3cbe5b4c24b33b0b5a3f9f2c6c2f7f4aa";
    private static final String V1 = "/v2/acme/app/manifests/1";

    private final FakeRegistry registry = new FakeRegistry();
    private final Lines log = new Lines();
    private @Nullable RegistryCredentials found =
            new RegistryCredentials("ann", "s3cret", "server 'x' of settings.xml");

    @AfterEach
    void close() {
        registry.close();
    }

    @Test
    void asksForTheHeadOnly() {
        registry.on("HEAD " + V1, manifest("Docker-Content-Digest", DIGEST));

        assertThat(client().findManifest("1")).contains(new Manifest(MANIFEST_TYPE, DIGEST, MANIFEST.length()));
        assertThat(registry.requests).containsExactly("HEAD " + V1);
    }

    @Test
    void measuresTheManifestItselfWhereTheHeadSaysTooLittle() {
        registry.on("HEAD " + V1, manifest()).on("GET " + V1, manifest());

        Manifest manifest = client().findManifest("1").orElseThrow();

        assertThat(manifest.digest()).matches("sha256:[0-9a-f]{64}").isNotEqualTo(DIGEST);
        assertThat(manifest.size()).isEqualTo(MANIFEST.length());
        registry.on("HEAD /v2/acme/app/manifests/" + manifest.digest(), status(405, ""))
                .on("GET /v2/acme/app/manifests/" + manifest.digest(), manifest());
        assertThat(client().findManifest(manifest.digest())).contains(manifest);
    }

    @Test
    void refusesAnAnswerThatIsNotTheManifest() {
        String path = "/v2/acme/app/manifests/" + DIGEST;
        registry.on("HEAD " + path, manifest()).on("GET " + path, manifest());
        assertFailure(() -> client().findManifest(DIGEST))
                .withMessageStartingWith("Cannot look up " + registry.host() + "/acme/app@" + DIGEST
                        + ": the registry answered with sha256:");

        registry.on("GET " + V1, status(200, "<html>log in</html>", "Content-Type", "text/html"))
                .on("HEAD " + V1, status(200, "<html>log in</html>", "Content-Type", "text/html"));
        assertFailure(() -> client().findManifest("1"))
                .withMessageContaining(": the answer is 'text/html', which is no manifest.\n");
    }

    @Test
    void saysThatThereIsNoSuchManifest() {
        assertThat(client().findManifest("1")).isEmpty();
    }

    @Test
    void pushesTheSameIndexEveryTime() {
        List<String> bodies = new CopyOnWriteArrayList<>();
        registry.on("PUT " + V1, exchange -> {
            bodies.add(exchange.getRequestHeaders().getFirst("Content-Type") + " "
                    + new String(exchange.getRequestBody().readAllBytes(), StandardCharsets.UTF_8));
            status(201, "").to(exchange);
        });

        String digest = client().pushIndex("1", platforms());
        String second = client().pushIndex("1", platforms());

        assertThat(second).isEqualTo(digest).matches("sha256:[0-9a-f]{64}");
        assertThat(bodies)
                .hasSize(2)
                .containsOnly("application/vnd.oci.image.index.v1+json {\"schemaVersion\":2,"
                        + "\"mediaType\":\"application/vnd.oci.image.index.v1+json\",\"manifests\":["
                        + "{\"mediaType\":\"" + MANIFEST_TYPE + "\",\"digest\":\"sha256:aa\",\"size\":12,"
                        + "\"platform\":{\"architecture\":\"amd64\",\"os\":\"linux\"}},"
                        + "{\"mediaType\":\"" + MANIFEST_TYPE + "\",\"digest\":\"sha256:bb\",\"size\":34,"
                        + "\"platform\":{\"architecture\":\"arm\",\"os\":\"linux\",\"variant\":\"v7\"}}]}");
    }

    @Test
    void noticesAnIndexThatWasChangedOnItsWay() {
        registry.on("PUT " + V1, status(201, "", "Docker-Content-Digest", DIGEST));

        assertFailure(() -> client().pushIndex("1", platforms()))
                .withMessageStartingWith("Cannot push " + registry.host() + "/acme/app:1: the registry stored " + DIGEST
                        + " instead of sha256:");
    }

    @Test
    void showsUserAndPasswordToABasicRegistryOnlyWhenAsked() {
        String basic = "Basic YW5uOnMzY3JldA==";
        registry.on("PUT " + V1, guarded(basic, "Basic realm=\"Registry\"", status(201, "")));
        RegistryClient client = client();

        client.pushIndex("1", platforms());
        client.pushIndex("1", platforms());

        assertThat(registry.requests)
                .containsExactly("PUT " + V1, "PUT " + V1 + " " + basic, "PUT " + V1 + " " + basic);
    }

    @Test
    void fetchesATokenWithUserAndPassword() {
        registry.on("PUT " + V1, guarded("Bearer t0ken", bearer("repository:acme/app:pull,push"), status(201, "")))
                .on("GET /token", status(200, "{\"token\":\"t0ken\"}"));

        client().pushIndex("1", platforms());

        assertThat(registry.requests)
                .containsExactly(
                        "PUT " + V1,
                        "GET /token?service=reg%2F1&scope=repository%3Aacme%2Fapp%3Apull%2Cpush&account=ann"
                                + " Basic YW5uOnMzY3JldA==",
                        "PUT " + V1 + " Bearer t0ken");
    }

    @Test
    void fetchesAnotherTokenWhereTheFirstAllowsTooLittle() {
        registry.on("HEAD " + V1, guarded("Bearer pull", bearer("repository:acme/app:pull"), status(404, "")))
                .on("PUT " + V1, guarded("Bearer push", bearer("repository:acme/app:pull,push"), status(201, "")))
                .on(
                        "GET /token",
                        exchange -> status(
                                        200,
                                        "{\"access_token\":\""
                                                + (exchange.getRequestURI()
                                                                .getQuery()
                                                                .contains("push")
                                                        ? "push"
                                                        : "pull")
                                                + "\"}")
                                .to(exchange));
        RegistryClient client = client();

        assertThat(client.findManifest("1")).isEmpty();
        client.pushIndex("1", platforms());
    }

    @Test
    void tradesAnIdentityTokenForAToken() {
        found = new RegistryCredentials(RegistryCredentials.TOKEN_USER, "refr&sh", "config.json");
        AtomicReference<String> form = new AtomicReference<>();
        registry.on("PUT " + V1, guarded("Bearer t0ken", bearer("repository:acme/app:push"), status(201, "")))
                .on("POST /token", exchange -> {
                    form.set(new String(exchange.getRequestBody().readAllBytes(), StandardCharsets.UTF_8));
                    status(200, "{\"access_token\":\"t0ken\",\"expires_in\":60}")
                            .to(exchange);
                });

        client().pushIndex("1", platforms());

        assertThat(form)
                .hasValue("grant_type=refresh_token&service=reg%2F1&client_id=go-docker-maven-plugin"
                        + "&scope=repository%3Aacme%2Fapp%3Apush&refresh_token=refr%26sh");
    }

    @Test
    void asksAnonymouslyForATokenWithoutCredentials() {
        found = null;
        registry.on(
                        "HEAD " + V1,
                        guarded(
                                "Bearer anonymous",
                                bearer("repository:acme/app:pull"),
                                manifest("Docker-Content-Digest", DIGEST)))
                .on("GET /token", status(200, "{\"token\":\"anonymous\"}"));

        assertThat(client().findManifest("1")).isPresent();
    }

    @Test
    void saysWhoseCredentialsWereRefused() {
        registry.on("PUT " + V1, guarded("Basic other", "Basic realm=\"r\"", status(201, "")));

        assertFailure(() -> client().pushIndex("1", platforms()))
                .withMessage("Cannot push " + registry.host()
                        + "/acme/app:1: UNAUTHORIZED: authentication required (HTTP 401).\n"
                        + "Credentials used: server 'x' of settings.xml (user ann)."
                        + " Check that they are valid and allow this.");
        found = null;
        assertFailure(() -> client().pushIndex("1", platforms()))
                .withMessageContaining("\nNo credentials found for " + registry.host() + ": looked in server '");
    }

    @Test
    void saysWhatTheTokenServerSaid() {
        registry.on("PUT " + V1, guarded("Bearer t0ken", bearer("repository:acme/app:push"), status(201, "")))
                .on("GET /token", status(401, "{\"details\":\"incorrect username or password\"}"));

        assertFailure(() -> client().pushIndex("1", platforms()))
                .withMessageStartingWith("Cannot log in to " + registry.host()
                        + ": incorrect username or password (HTTP 401).\nCredentials used: ");

        registry.on("GET /token", status(200, "{}"));
        assertFailure(() -> client().pushIndex("1", platforms()))
                .withMessageContaining(registry.host() + " answered without a token.\n");
    }

    @Test
    void keepsThePasswordFromATokenServerWithoutEncryption() {
        registry.on(
                "PUT " + V1,
                guarded("Bearer t0ken", "Bearer realm=\"http://auth.test/token\",service=\"s\"", status(201, "")));

        assertFailure(() -> client().pushIndex("1", platforms()))
                .withMessageContaining("it wants the password sent to auth.test without encryption.\n");
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "Negotiate", "Bearer realm=\"not a uri\"", "Basic"})
    void survivesChallengesThatMakeNoSense(String challenge) {
        registry.on("PUT " + V1, challenge.isEmpty() ? status(401, "") : guarded("x", challenge, status(201, "")));

        assertFailure(() -> client().pushIndex("1", platforms())).withMessageStartingWith("Cannot ");
    }

    @ParameterizedTest
    @ValueSource(ints = {429, 500, 502, 503})
    void triesAgainAfterAFailureThatPasses(int status) {
        registry.on("PUT " + V1, sequence(status(status, ""), status(201, "")));

        client().pushIndex("1", platforms());

        assertThat(registry.requests).hasSize(2);
        assertThat(log.lines)
                .singleElement()
                .asString()
                .matches("WARN Cannot push .*/acme/app:1 yet: .* answered HTTP " + status
                        + "; trying again in 0\\.00 s \\(1 of 2\\)");
    }

    @Test
    void waitsAsLongAsTheRegistryWants() {
        registry.on("PUT " + V1, sequence(status(429, "", "Retry-After", "1"), status(201, "")));
        long start = System.nanoTime();

        client().pushIndex("1", platforms());

        assertThat(Duration.ofNanos(System.nanoTime() - start)).isGreaterThanOrEqualTo(Duration.ofSeconds(1));
        assertThat(log.lines).singleElement().asString().contains("trying again in 1.00 s");
    }

    @Test
    void doesNotWaitForHours() {
        registry.on("PUT " + V1, status(429, "", "Retry-After", "7200"));

        assertFailure(() -> client().pushIndex("1", platforms()))
                .withMessageContaining(
                        "HTTP 429.\nIt wants to be asked again in 7200 s. Wait until " + registry.host());
        assertThat(registry.requests).hasSize(1);

        String tomorrow = DateTimeFormatter.RFC_1123_DATE_TIME.format(
                ZonedDateTime.now(ZoneOffset.UTC).plusDays(1));
        registry.on("PUT " + V1, status(503, "", "Retry-After", tomorrow));
        assertFailure(() -> client().pushIndex("1", platforms())).withMessageContaining("asked again in 86");
        assertThat(registry.requests).hasSize(2);
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            404 | Create HOST/acme/app at HOST if it does not make
            409 | The registry does not let this tag be given again: choose another version, or another tag in <image> or <tags>.
            413 | Make the image smaller, or raise the limit of HOST
            403 | Credentials used: server 'x' of settings.xml (user ann).
            418 | Check that HOST/acme/app is a repository of a container registry.
            """)
    void hasANextStepForEachCause(int status, String nextStep) {
        registry.on("PUT " + V1, status(status, ""));

        assertFailure(() -> client().pushIndex("1", platforms()))
                .withMessageContaining("\n" + nextStep.replace("HOST", registry.host()));
        assertThat(registry.requests).hasSize(1);
        assertThat(log.lines).isEmpty();
    }

    @Test
    void givesUpAfterSomeFailures() {
        registry.on("PUT " + V1, status(500, "oops"));

        assertFailure(() -> client().pushIndex("1", platforms()))
                .withMessage("Cannot push " + registry.host() + "/acme/app:1: " + registry.host()
                        + " answered HTTP 500.\n" + "Run the goal again later; why it failed is in the log of "
                        + registry.host() + " or of the proxy before it.");
        assertThat(registry.requests).hasSize(3);
    }

    @Test
    void repeatsTheRegistrysWords() {
        registry.on(
                "PUT " + V1,
                status(
                        400,
                        "{\"errors\":[{\"code\":\"MANIFEST_INVALID\",\"message\":\"manifest\\ninvalid.\"},"
                                + "{\"code\":\"DENIED\"}]}"));

        assertFailure(() -> client().pushIndex("1", platforms()))
                .withMessageContaining(": MANIFEST_INVALID: manifest invalid.; DENIED (HTTP 400).\nCheck that ");
    }

    @Test
    void givesUpWhenTheRegistryIsSilent() {
        registry.on("PUT " + V1, exchange -> Thread.sleep(20_000));

        assertFailure(() -> client().pushIndex("1", platforms()))
                .withMessageContaining(": no answer within 1 s.\nCheck the name " + registry.host());
    }

    @Test
    void givesUpWhenABodyNeverEnds() {
        registry.on("HEAD " + V1, manifest()).on("GET " + V1, exchange -> {
            exchange.getResponseHeaders().add("Content-Type", MANIFEST_TYPE);
            exchange.sendResponseHeaders(200, 1000);
            exchange.getResponseBody().write('{');
            exchange.getResponseBody().flush();
            Thread.sleep(20_000);
        });

        assertFailure(() -> client().findManifest("1")).withMessageContaining(": no answer within 1 s.\n");
    }

    @Test
    void triesAgainAfterALostConnection() throws Exception {
        AtomicInteger connections = new AtomicInteger();
        String head = "HTTP/1.1 200 OK\r\nContent-Type: " + MANIFEST_TYPE + "\r\nContent-Length: " + MANIFEST.length()
                + "\r\nConnection: close\r\n\r\n";
        try (ServerSocket server = answering(request -> {
            boolean cut = connections.incrementAndGet() <= 2;
            return head + (request.startsWith("HEAD") ? "" : cut ? MANIFEST.substring(5) : MANIFEST);
        })) {
            assertThat(client(host(server)).findManifest("1").orElseThrow().size())
                    .isEqualTo(MANIFEST.length());
        }
        assertThat(connections).hasValue(3);

        try (ServerSocket server = answering(request -> request.startsWith("HEAD") ? head : head + "{")) {
            assertFailure(() -> client(host(server)).findManifest("1"))
                    .withMessageContaining("bytes received: 1")
                    .withMessageContaining("\nCheck the name ");
        }
    }

    @Test
    void saysThatNobodyListens() throws IOException {
        int port;
        try (ServerSocket closed = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            port = closed.getLocalPort();
        }
        assertFailure(() -> client("127.0.0.1:" + port).findManifest("1"))
                .withMessageContaining(": Connection refused.\nCheck the name 127.0.0.1:" + port);
    }

    @Test
    void canBeInterrupted() {
        registry.on("PUT " + V1, exchange -> Thread.sleep(20_000));
        Thread.currentThread().interrupt();

        assertFailure(() -> client().pushIndex("1", platforms())).withMessageContaining(": interrupted.\n");

        assertThat(Thread.interrupted()).isTrue();
    }

    @Test
    void followsRedirectsWithoutCredentials() {
        try (FakeRegistry other = new FakeRegistry()) {
            other.on("GET /elsewhere", manifest());
            registry.on("HEAD " + V1, guarded("Basic YW5uOnMzY3JldA==", "Basic realm=\"r\"", status(405, "")))
                    .on("GET " + V1, status(307, "", "Location", "http://" + other.host() + "/elsewhere"));

            assertThat(client().findManifest("1")).isPresent();

            assertThat(other.requests).containsExactly("GET /elsewhere");
        }
        registry.on("HEAD " + V1, status(307, "", "Location", V1));
        assertFailure(() -> client().findManifest("1")).withMessageContaining("which is not followed.\n");
        registry.on("HEAD " + V1, status(307, "", "Location", "http://other.test/x"));
        assertFailure(() -> client().findManifest("1"))
                .withMessageContaining(" redirects to http://other.test, which is not followed.\n");
    }

    @Test
    void reachesOtherHostsByHttpsThroughTheProxy() throws Exception {
        CompletableFuture<String> first = new CompletableFuture<>();
        try (ServerSocket proxy = answering(request -> {
            first.complete(request);
            return "HTTP/1.1 403 Forbidden\r\nContent-Length: 0\r\nConnection: close\r\n\r\n";
        })) {
            RegistryClient client = client(
                    ImageReference.parse("golang"),
                    Duration.ofSeconds(5),
                    ProxySelector.of(new InetSocketAddress(InetAddress.getLoopbackAddress(), proxy.getLocalPort())));
            assertFailure(() -> client.findManifest("1")).withMessageStartingWith("Cannot look up golang:1: ");
        }
        assertThat(first).isCompletedWithValueMatching(line -> line.startsWith("CONNECT registry-1.docker.io:443 "));
    }

    @Test
    void refusesPlatformsThatAreNone() {
        assertFailure(() -> new PlatformManifest("amd64", new Manifest(MANIFEST_TYPE, "sha256:aa", 1)))
                .withMessageStartingWith("Invalid platform 'amd64': ");
    }

    private static ThrowableAssertAlternative<GoDockerException> assertFailure(ThrowingCallable call) {
        return assertThatExceptionOfType(GoDockerException.class)
                .isThrownBy(call)
                .satisfies(e -> assertThat(e.getMessage()).doesNotContain("s3cret", "t0ken"));
    }

    private static FakeRegistry.Answer manifest(String... headers) {
        String[] all = Arrays.copyOf(headers, headers.length + 2);
        all[headers.length] = "Content-Type";
        all[headers.length + 1] = MANIFEST_TYPE;
        return status(200, MANIFEST, all);
    }

    private String bearer(String scope) {
        return "Bearer realm=\"http://" + registry.host() + "/token\",service=\"reg/1\",scope=\"" + scope + "\"";
    }

    private static List<PlatformManifest> platforms() {
        return List.of(
                new PlatformManifest("linux/amd64", new Manifest(MANIFEST_TYPE, "sha256:aa", 12)),
                new PlatformManifest("linux/arm/v7", new Manifest(MANIFEST_TYPE, "sha256:bb", 34)));
    }

    private RegistryClient client() {
        return client(registry.host());
    }

    private RegistryClient client(String host) {
        return client(ImageReference.parse(host + "/acme/app:ignored"), Duration.ofSeconds(1), ProxySelector.of(null));
    }

    private RegistryClient client(ImageReference image, Duration limit, ProxySelector proxies) {
        return new RegistryClient(
                image,
                credentials(),
                limit,
                proxies,
                new RetryPolicy(2, Duration.ofMillis(2), Duration.ofSeconds(10)),
                new ImageLog(log));
    }

    private Credentials credentials() {
        RegistryCredentials answer = found;
        return new Credentials(Map.of(), Path.of("no-such-home"), id -> Optional.ofNullable(answer));
    }

    private static String host(ServerSocket server) {
        return "127.0.0.1:" + server.getLocalPort();
    }

    /** What answers the first line of a request with the raw bytes of an answer. */
    private interface RawAnswer {
        String to(String request);
    }

    private static ServerSocket answering(RawAnswer answer) throws IOException {
        ServerSocket server = new ServerSocket(0, 10, InetAddress.getLoopbackAddress());
        Thread thread = new Thread(() -> {
            while (!server.isClosed()) {
                try (Socket socket = server.accept()) {
                    InputStream in = socket.getInputStream();
                    StringBuilder request = new StringBuilder();
                    while (request.indexOf("\r\n\r\n") < 0) {
                        request.append((char) in.read());
                    }
                    socket.getOutputStream().write(answer.to(request.toString()).getBytes(StandardCharsets.ISO_8859_1));
                } catch (IOException e) {
                    // The next connection, or the end of the test.
                }
            }
        });
        thread.setDaemon(true);
        thread.start();
        return server;
    }
}
