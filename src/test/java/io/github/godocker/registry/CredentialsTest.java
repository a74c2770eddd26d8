package io.github.godocker.registry;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import io.github.godocker.GoDockerException;
import io.github.godocker.docker.RegistryCredentials;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Base64;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.DisabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class CredentialsTest {
    private static final String REGISTRY = "registry.test:5000";

    @TempDir
    @SuppressWarnings("NullAway.Init")
    Path home;

    private final Map<String, String> environment = new HashMap<>();
    private final Map<String, RegistryCredentials> servers = new HashMap<>();

    @BeforeEach
    void environment() {
        environment.put("PATH", home.resolve("bin") + ":/usr/bin:/bin");
        environment.put("XDG_RUNTIME_DIR", home.resolve("run").toString());
    }

    @Test
    void findsNothingOnABareMachine() {
        assertThat(credentials().find(REGISTRY)).isEmpty();
        assertThat(credentials().lookedIn(REGISTRY))
                .isEqualTo("server '" + REGISTRY + "' of settings.xml, " + config() + ", "
                        + home.resolve("run/containers/auth.json"));
        assertThat(credentials().advice(REGISTRY))
                .isEqualTo("No credentials found for " + REGISTRY + ": looked in "
                        + credentials().lookedIn(REGISTRY) + ". Run 'docker login " + REGISTRY
                        + "' or add such a server to settings.xml.");
    }

    @Test
    void prefersTheNamedServerThenSettingsThenDockerThenPodman() throws IOException {
        write(home.resolve("run/containers/auth.json"), auths(REGISTRY, "podman:p"));
        assertThat(user(REGISTRY)).isEqualTo("podman");

        write(config(), auths(REGISTRY, "docker:d"));
        assertThat(user(REGISTRY)).isEqualTo("docker");

        environment.put("DOCKER_AUTH_CONFIG", auths(REGISTRY, "variable:v"));
        assertThat(user(REGISTRY)).isEqualTo("variable");

        server(REGISTRY, "settings");
        assertThat(user(REGISTRY)).isEqualTo("settings");

        server("acme", "named");
        Credentials named = credentials().withServerId("acme");
        assertThat(named.find(REGISTRY).orElseThrow().user()).isEqualTo("named");
        assertThat(named.lookedIn(REGISTRY)).isEqualTo("server 'acme' of settings.xml");
    }

    @Test
    void failsWhereTheNamedServerIsMissing() {
        Credentials credentials = credentials().withServerId("acme");

        assertThatExceptionOfType(GoDockerException.class)
                .isThrownBy(() -> credentials.find(REGISTRY))
                .withMessage("Cannot find credentials for " + REGISTRY
                        + ": settings.xml has no server 'acme' with a password.\n"
                        + "Add a <server> with <id>acme</id> to settings.xml, or correct <serverId>.");
    }

    @Test
    void saysWhichCredentialsWereUsedButNotTheSecret() throws IOException {
        write(config(), auths(REGISTRY, "ann:s3cret:with:colons"));

        assertThat(credentials().find(REGISTRY))
                .contains(new RegistryCredentials("ann", "s3cret:with:colons", config().toString()));
        assertThat(credentials().advice(REGISTRY))
                .startsWith("Credentials used: " + config() + " (user ann).")
                .doesNotContain("s3cret");
    }

    @ParameterizedTest
    @ValueSource(strings = {"https://index.docker.io/v1/", "docker.io", "index.docker.io", "registry-1.docker.io"})
    void knowsTheNamesOfDockersRegistry(String key) throws IOException {
        write(config(), auths(key, "hub:h"));

        assertThat(user("docker.io")).isEqualTo("hub");
        assertThat(user("index.docker.io")).isEqualTo("hub");

        Files.delete(config());
        server(key, "maven");
        assertThat(user("docker.io")).isEqualTo("maven");
    }

    @Test
    void ignoresTheTokensThatDockerDesktopKeepsBesideTheHubsEntry() throws IOException {
        write(config(), auths("https://index.docker.io/v1/access-token", "desktop:t"));

        assertThat(credentials().find("docker.io")).isEmpty();
    }

    @Test
    void readsEveryFormOfAuths() throws IOException {
        write(config(), """
                {"auths": {
                  "https://old.test/v1/": {"auth": "%s"},
                  "token.test": {"auth": "%s", "identitytoken": "refresh"},
                  "plain.test": {"username": "bob", "password": "pw"},
                  "padded.test": {"auth": "%s"},
                  "desktop.test": {},
                  "null.test": {"auth": null}
                }, "credsStore": null}
                """.formatted(
                        base64("old:o"), base64("00000000-0000-0000-0000-000000000000:"), base64("p:pw\0\0")));

        assertThat(user("old.test")).isEqualTo("old");
        RegistryCredentials token = credentials().find("token.test").orElseThrow();
        assertThat(token.isIdentityToken()).isTrue();
        assertThat(token.secret()).isEqualTo("refresh");
        assertThat(user("plain.test")).isEqualTo("bob");
        assertThat(credentials().find("padded.test").orElseThrow().secret()).isEqualTo("pw");
        assertThat(credentials().find("desktop.test")).isEmpty();
        assertThat(credentials().find("null.test")).isEmpty();
    }

    @Test
    void refusesAConfigurationThatCannotBeReadWithoutQuotingIt() throws IOException {
        write(config(), "{\"auths\": {\"" + REGISTRY + "\": {\"auth\": s3cret");
        assertThatExceptionOfType(GoDockerException.class)
                .isThrownBy(() -> credentials().find(REGISTRY))
                .withMessage("Cannot read " + config() + ": it is not JSON.\nCorrect it, or run 'docker login' again.")
                .satisfies(e -> assertThat(e.getSuppressed()).isEmpty());

        for (String auth : new String[] {"s3cret", base64("s3cret")}) {
            write(config(), "{\"auths\": {\"" + REGISTRY + "\": {\"auth\": \"" + auth + "\"}}}");
            assertThatExceptionOfType(GoDockerException.class)
                    .isThrownBy(() -> credentials().find(REGISTRY))
                    .withMessage("Cannot read the credentials for " + REGISTRY + " in " + config()
                            + ": 'auth' is not the base64 form of user:password.\nRun 'docker login " + REGISTRY
                            + "' again.");
        }
    }

    @Test
    void honoursDockerConfig() throws IOException {
        environment.put("DOCKER_CONFIG", home.resolve("elsewhere").toString());
        write(home.resolve("elsewhere/config.json"), auths(REGISTRY, "elsewhere:e"));

        assertThat(user(REGISTRY)).isEqualTo("elsewhere");
    }

    @Test
    @DisabledOnOs(OS.WINDOWS)
    void asksTheRegistrysHelperThenTheStoreThenAuths() throws IOException {
        helper("one", "read s; echo \"{\\\"Username\\\":\\\"one\\\",\\\"Secret\\\":\\\"$s\\\"}\"");
        helper("two", "echo '{\"Username\":\"two\",\"Secret\":\"2\"}'");
        helper("none", "echo 'credentials not found in native keychain'; exit 1");
        String auths = "\"auths\": {\"" + REGISTRY + "\": {\"auth\": \"" + base64("auths:a") + "\"}}";

        write(config(), "{\"credHelpers\": {\"" + REGISTRY + "\": \"one\"}, \"credsStore\": \"two\", " + auths + "}");
        assertThat(credentials().find(REGISTRY))
                .contains(new RegistryCredentials("one", REGISTRY, "docker-credential-one of " + config()));
        assertThat(user("other.test")).isEqualTo("two");

        write(config(), "{\"credsStore\": \"none\", " + auths + "}");
        assertThat(user(REGISTRY)).isEqualTo("auths");
        assertThat(credentials().find("other.test")).isEmpty();
    }

    @Test
    @DisabledOnOs(OS.WINDOWS)
    void asksHelpersAboutDockersRegistryByTheAddressThatDockerLoginUses() throws IOException {
        helper("one", "read s; echo \"{\\\"Username\\\":\\\"<token>\\\",\\\"Secret\\\":\\\"$s\\\"}\"");
        write(config(), "{\"credsStore\": \"one\"}");

        RegistryCredentials hub = credentials().find("docker.io").orElseThrow();

        assertThat(hub.secret()).isEqualTo("https://index.docker.io/v1/");
        assertThat(hub.isIdentityToken()).isTrue();
    }

    @Test
    @DisabledOnOs(OS.WINDOWS)
    void asksAHelperOnce() throws IOException {
        helper("one", "echo called >> '" + home + "/calls'; echo '{\"Username\":\"one\",\"Secret\":\"1\"}'");
        write(config(), "{\"credsStore\": \"one\"}");
        Credentials credentials = credentials();

        credentials.find(REGISTRY);
        credentials.advice(REGISTRY);

        assertThat(home.resolve("calls")).hasContent("called");
    }

    @Test
    @DisabledOnOs(OS.WINDOWS)
    void namesTheFileThatNamesAMissingHelper() throws IOException {
        write(config(), "{\"credsStore\": \"absent\"}");

        assertThatExceptionOfType(GoDockerException.class)
                .isThrownBy(() -> credentials().find(REGISTRY))
                .withMessage("Cannot get credentials from docker-credential-absent, which " + config()
                        + " names: no such program.\n"
                        + "Install docker-credential-absent on the PATH, or remove it from " + config() + ".");
    }

    private Credentials credentials() {
        return new Credentials(environment, home, id -> Optional.ofNullable(servers.get(id)));
    }

    private String user(String registry) {
        return credentials().find(registry).orElseThrow().user();
    }

    private void server(String id, String user) {
        servers.put(id, new RegistryCredentials(user, "pw", "server '" + id + "' of settings.xml"));
    }

    private Path config() {
        return home.resolve(".docker/config.json");
    }

    private void helper(String name, String script) throws IOException {
        Scripts.write(home.resolve("bin/docker-credential-" + name), script);
    }

    private static void write(Path file, String text) throws IOException {
        Files.createDirectories(file.getParent());
        Files.writeString(file, text);
    }

    private static String auths(String key, String userAndPassword) {
        return "{\"auths\": {\"" + key + "\": {\"auth\": \"" + base64(userAndPassword) + "\"}}}";
    }

    private static String base64(String text) {
        return Base64.getEncoder().encodeToString(text.getBytes(StandardCharsets.UTF_8));
    }
}
