package io.github.godocker.docker.client.address;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import io.github.godocker.GoDockerException;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.assertj.core.api.ThrowableAssertAlternative;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.DisabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class DaemonAddressTest {
    /** {@code echo -n colima | sha256sum}. */
    private static final String COLIMA = "f24fd3749c1368328e2b149bec149cb6795619f244c5b584e844961215dadd16";

    @TempDir
    @SuppressWarnings("NullAway.Init")
    Path root;

    private final Map<String, String> environment = new HashMap<>();

    @BeforeEach
    void context() throws IOException {
        write(
                "home/.docker/contexts/meta/" + COLIMA + "/meta.json",
                "{\"Name\":\"colima\",\"Metadata\":{},\"Endpoints\":{\"docker\":{\"Host\":\"unix:///colima.sock\"}}}");
    }

    @Test
    void takesTheMostExplicitWord() throws IOException {
        Path socket = write("var/run/docker.sock", "");
        assertThat(resolve()).isEqualTo(address(socket.toUri(), "default socket"));

        write("home/.docker/config.json", "{\"currentContext\":\"colima\"}");
        assertThat(resolve()).isEqualTo(address("unix:///colima.sock", "context 'colima'"));

        environment.put("DOCKER_CONTEXT", "default");
        assertThat(resolve().source()).isEqualTo("default socket");

        environment.put("DOCKER_CONTEXT", "unknown");
        environment.put("DOCKER_HOST", "tcp://env:1");
        assertThat(resolve()).isEqualTo(address("tcp://env:1", "DOCKER_HOST"));
        assertThat(resolve(null, "default").source()).isEqualTo("DOCKER_HOST");
        assertThat(resolve(null, "colima").source()).isEqualTo("context 'colima'");
        assertThat(resolve("tcp://param:1", "colima")).isEqualTo(address("tcp://param:1", "dockerHost"));
        assertThat(resolve("", " ").source()).isEqualTo("DOCKER_HOST");
    }

    @Test
    void readsDockerConfigElsewhere() throws IOException {
        write("elsewhere/config.json", "{ \"currentContext\" : \"colima\" }");
        environment.put("DOCKER_CONFIG", root.resolve("elsewhere").toString());

        assertFailure(() -> resolve())
                .withMessage("Cannot find the Docker context 'colima' that currentContext in "
                        + root.resolve("elsewhere/config.json") + " names: known are default.\n"
                        + "Name one of these, or create it with 'docker context create colima'.");
    }

    @Test
    void listsTheContextsThatThereAre() {
        environment.put("DOCKER_CONTEXT", "colma");

        assertFailure(() -> resolve())
                .withMessageStartingWith("Cannot find the Docker context 'colma' that DOCKER_CONTEXT names:"
                        + " known are colima, default.\n");
        assertFailure(() -> resolve(null, "nope")).withMessageContaining("'nope' that dockerContext names");
    }

    @Test
    void refusesContextsThatSayNothing() throws IOException {
        write("home/.docker/contexts/meta/" + COLIMA + "/meta.json", "{\"Name\":\"colima\",\"Endpoints\":{}}");
        assertFailure(() -> resolve(null, "colima")).withMessageContaining("it has no Docker endpoint");

        Path meta = write("home/.docker/contexts/meta/" + COLIMA + "/meta.json", "{\"Name\"");
        assertFailure(() -> resolve(null, "colima"))
                .withMessageStartingWith("Cannot read " + meta + ": it is not JSON.\n");
    }

    @Test
    void takesTlsFromContexts() throws IOException {
        String meta =
                "{\"Name\":\"colima\",\"Endpoints\":{\"docker\":{\"Host\":\"tcp://far:2376\",\"SkipTLSVerify\":%s}}}";
        Path files = root.resolve("home/.docker/contexts/tls/" + COLIMA + "/docker");

        write("home/.docker/contexts/meta/" + COLIMA + "/meta.json", meta.formatted(false));
        assertThat(resolve(null, "colima").tlsDirectory()).isNull();

        Files.createDirectories(files);
        assertThat(resolve(null, "colima"))
                .isEqualTo(new DaemonAddress(URI.create("tcp://far:2376"), files, true, "context 'colima'"));

        write("home/.docker/contexts/meta/" + COLIMA + "/meta.json", meta.formatted(true));
        assertThat(resolve(null, "colima"))
                .isEqualTo(new DaemonAddress(URI.create("tcp://far:2376"), files, false, "context 'colima'"));
    }

    @Test
    void takesTlsFromTheEnvironment() {
        environment.put("DOCKER_HOST", "tcp://far:2376");
        environment.put("DOCKER_CERT_PATH", "/certs");
        assertThat(resolve().tlsDirectory()).isNull();

        environment.put("DOCKER_TLS", "1");
        assertThat(resolve().tlsDirectory()).isEqualTo(Path.of("/certs"));
        assertThat(resolve().tlsVerify()).isFalse();

        environment.put("DOCKER_TLS_VERIFY", "1");
        environment.remove("DOCKER_CERT_PATH");
        assertThat(resolve().tlsDirectory()).isEqualTo(root.resolve("home/.docker"));
        assertThat(resolve().tlsVerify()).isTrue();

        assertThat(resolve("unix:///x.sock", null).tlsDirectory()).isNull();
    }

    @ParameterizedTest
    @CsvSource({
        "unix:///var/run/docker.sock,      unix:///var/run/docker.sock",
        "unix://,                          unix:///var/run/docker.sock",
        "'unix:///a b/docker.sock',        unix:///a%20b/docker.sock",
        "npipe://,                         npipe:////./pipe/docker_engine",
        "npipe:////./pipe/other,           npipe:////./pipe/other",
        "far:2375,                         tcp://far:2375",
        "tcp://far,                        tcp://far:2375",
        "tcp://far:,                       tcp://far:2375",
        "tcp://:2376,                      tcp://127.0.0.1:2376",
        "tcp://[::1],                      tcp://[::1]:2375",
        "tcp://[::1]:2376,                 tcp://[::1]:2376",
        "tcp://far:2376/prefix,            tcp://far:2376/prefix",
        "ssh://far,                        ssh://far",
        "ssh://me@my_host:2222/run/d.sock, ssh://me@my_host:2222/run/d.sock",
    })
    void readsEveryFormThatTheDockerCliReads(String text, String host) {
        assertThat(resolve(text, null).host()).isEqualTo(URI.create(host));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '"',
            value = {
                "npipe://x | a pipe begins with //./pipe/.\\nDid you mean 'npipe:////./pipe/x'?",
                "unix://var/run/docker.sock | the path of a socket is absolute.\\nDid you mean 'unix:///var/run/docker.sock'?",
                "https://far:2376           | does not begin with https.\\nDid you mean 'tcp://far:2376'?",
                "fd://                      | there is no way 'fd' to a daemon.\\nWrite it as unix:///path",
                "tcp://far:port             | it is not tcp://host:port.\\n",
                "tcp://my_host:2375         | perhaps for an underscore in it.\\n",
                "ssh://                     | it is not ssh://[user@]host[:port][/path/of/the/socket].\\n",
                "ssh://-oProxyCommand=x     | it is not ssh://[user@]host[:port][/path/of/the/socket].\\n",
                "ssh://far?x=y              | it is not ssh://[user@]host[:port][/path/of/the/socket].\\n",
            })
    void refusesAllOthersAndSaysWhereTheyCameFrom(String text, String message) {
        environment.put("DOCKER_HOST", text);

        assertFailure(() -> resolve())
                .withMessageStartingWith("Invalid address '" + text + "' of the Docker daemon from DOCKER_HOST: ")
                .withMessageContaining(message.replace("\\n", "\n"));
    }

    @ParameterizedTest
    @CsvSource({"ssh://me:s3cret@far", "tcp://me:s3cret@far:1", "http://me:s3cret@far", "me:s3cret@far"})
    void neverRepeatsAPassword(String text) {
        assertFailure(() -> resolve(text, null))
                .withMessageStartingWith("Invalid address '")
                .satisfies(e -> assertThat(e.getMessage()).doesNotContain("s3cret"));
    }

    @Test
    @DisabledOnOs(OS.WINDOWS)
    void looksForSocketsWhereDaemonsListen() throws IOException {
        environment.put("XDG_RUNTIME_DIR", root.resolve("run/user/1").toString());
        assertFailure(() -> resolve())
                .withMessage("Cannot reach a Docker daemon: no socket at " + root + "/var/run/docker.sock, " + root
                        + "/run/user/1/docker.sock, " + root + "/home/.docker/run/docker.sock, " + root
                        + "/home/.docker/desktop/docker.sock, " + root + "/home/.colima/default/docker.sock, " + root
                        + "/home/.rd/docker.sock, " + root + "/run/user/1/podman/podman.sock, " + root
                        + "/run/podman/podman.sock.\n"
                        + "Start Docker, or say where it is by DOCKER_HOST or -Dgo-docker.dockerHost.");

        Path podman = write("run/podman/podman.sock", "");
        assertThat(resolve()).isEqualTo(address(podman.toUri(), "socket found"));

        Path colima = write("home/.colima/default/docker.sock", "");
        assertThat(resolve()).isEqualTo(address(colima.toUri(), "socket found"));
    }

    @Test
    void takesThePipeOnWindows() {
        DaemonAddress address = new Search(environment, root.resolve("home"), root, true).resolve(null, null);

        assertThat(address).isEqualTo(address("npipe:////./pipe/docker_engine", "default pipe"));
    }

    private DaemonAddress resolve() {
        return resolve(null, null);
    }

    private DaemonAddress resolve(@Nullable String dockerHost, @Nullable String dockerContext) {
        return new Search(environment, root.resolve("home"), root, false).resolve(dockerHost, dockerContext);
    }

    private static DaemonAddress address(String host, String source) {
        return new DaemonAddress(URI.create(host), null, true, source);
    }

    private static DaemonAddress address(URI file, String source) {
        return address("unix://" + file.getRawPath(), source);
    }

    private static ThrowableAssertAlternative<GoDockerException> assertFailure(ThrowingCallable call) {
        return assertThatExceptionOfType(GoDockerException.class).isThrownBy(call);
    }

    private Path write(String path, String text) throws IOException {
        Path file = root.resolve(path);
        Files.createDirectories(file.getParent());
        return Files.writeString(file, text);
    }
}
