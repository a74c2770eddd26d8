package io.github.godocker.docker.client;

import static io.github.godocker.docker.client.FakeDockerTransport.recorded;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.godocker.GoDockerException;
import io.github.godocker.docker.ImageReference;
import io.github.godocker.docker.RegistryCredentials;
import io.github.godocker.docker.Transfer;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Pushes and pulls over recorded streams (engine 20.10; those called denied-then-status, cut and failed by hand). */
class TransferStreamTest {
    private static final ImageReference APP = ImageReference.parse("registry.example.com/acme/app:1.0");
    private static final String PUSH = "POST /images/registry.example.com%2Facme%2Fapp/push";
    private static final String PULL = "POST /images/create";
    private static final String DIGEST = "sha256:3f6a512614a36a9acf48785f1f407ca14d764cbfa7b36a469b7da4b8e58f2f8c";

    private final FakeDockerTransport transport = new FakeDockerTransport();
    private final List<Transfer> progress = new ArrayList<>();

    private String push(String stream) {
        transport.on(PUSH, 200, stream);
        return transport.connect().images().push(APP, null, progress::add);
    }

    private void pull(String stream) {
        transport.on(PULL, 200, stream);
        transport.connect().images().pull(APP, null, null, progress::add);
    }

    @ParameterizedTest
    @ValueSource(strings = {"push", "push-again", "push-status-only", "push-aux-only"})
    void aPushIsDoneWhenTheRegistryHasADigest(String stream) {
        assertThat(push(recorded(stream))).isEqualTo(DIGEST);
        assertThat(transport.unclosedAnswers()).isZero();
    }

    @Test
    void aPushTellsHowFarItIs() {
        push(recorded("push"));

        // Docker itself counts beyond the total: the archive's padding.
        assertThat(progress).containsExactly(new Transfer(3, 3), new Transfer(3, 3));
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
                    push-denied             | unauthorized: authentication required
                    push-denied-then-status | denied: requested access to the resource is denied
                    push-cut                | the connection to Docker was lost; the image may be incomplete in the registry
                    """)
    void aPushThatWasRefusedFails(String stream, String words) {
        assertThatThrownBy(() -> push(recorded(stream)))
                .isInstanceOf(GoDockerException.class)
                .hasMessage(
                        "Cannot push registry.example.com/acme/app:1.0: " + words + ".\nCheck the name and the login.");
        assertThat(transport.unclosedAnswers()).isZero();
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
                    {"errorDetail":{"message":"only detail"}}             | only detail
                    {"error":"only error"}                                | only error
                    {"errorDetail":{"code":1}}                            | it failed without a word
                    {"errorDetail":{"message":""},"error":""}             | it failed without a word
                    {"error":"first"}{"error":"second"}                   | first
                    {"aux":{"Digest":"sha256:1"}}{"error":"after digest"} | after digest
                    {"status":"1.0: digest: sha256:tooshort size: 1"}     | the connection to Docker was lost; the image may be incomplete in the registry
                    {"status":"cut in                                     | its answer cannot be read (Unexpected end-of-input: was expecting closing quote for a string value)
                    <html>no json</html>                                  | its answer cannot be read (Unexpected character ('<' (code 60)): expected a valid value (JSON String, Number, Array, Object or token 'null', 'true' or 'false'))
                    """)
    void aPushWithoutDigestFailsInTheWordsThatThereAre(String stream, String words) {
        assertThatThrownBy(() -> push(stream))
                .isInstanceOf(GoDockerException.class)
                .hasMessageStartingWith("Cannot push registry.example.com/acme/app:1.0: " + words + ".\n");
    }

    @Test
    void anEmptyAnswerIsNoPush() {
        assertThatThrownBy(() -> push("")).hasMessageContaining("the connection to Docker was lost");
    }

    @Test
    void credentialsTravelInTheirHeaderOnly() {
        List<String> headers = new ArrayList<>();
        transport.on(PUSH, request -> {
            headers.add(request.headers().get("X-Registry-Auth"));
            return FakeDockerTransport.Answer.of(200, recorded("push"));
        });

        var unused = transport
                .connect()
                .images()
                .push(APP, new RegistryCredentials("acme", "s3cret", "test"), transfer -> {});

        assertThat(new String(Base64.getUrlDecoder().decode(headers.get(0)), StandardCharsets.UTF_8))
                .contains("\"username\":\"acme\"", "\"password\":\"s3cret\"", "\"registry.example.com\"");
        assertThat(String.join(" ", transport.requests))
                .doesNotContain("s3cret")
                .contains("push?tag=1.0");
    }

    @Test
    void aPullIsDoneAtTheEndOfItsStream() {
        pull(recorded("pull"));

        assertThat(progress).contains(new Transfer(105, 105));
        assertThat(transport.requests)
                .contains("POST /v1.41/images/create?fromImage=registry.example.com%2Facme%2Fapp%3A1.0");
        assertThat(transport.unclosedAnswers()).isZero();
    }

    @Test
    void aPullThatBreaksOffFailsWhateverFollows() {
        assertThatThrownBy(() -> pull(recorded("pull-failed")))
                .isInstanceOf(GoDockerException.class)
                .hasMessage("Cannot pull registry.example.com/acme/app:1.0: unexpected EOF."
                        + "\nCheck the name and the network.");
    }

    @Test
    void aPullOfWhatTheRegistryDoesNotHaveSaysSo() {
        // Recorded: this comes as a status, not as an item.
        transport.on(
                PULL, 404, "{\"message\":\"manifest for acme/app:9 not found: manifest unknown: manifest unknown\"}");

        assertThatThrownBy(() -> transport.connect().images().pull(APP, "linux/arm64", null, progress::add))
                .hasMessageStartingWith("Cannot pull registry.example.com/acme/app:1.0:"
                        + " manifest for acme/app:9 not found: manifest unknown: manifest unknown.\n");
        assertThat(transport.requests.get(1)).contains("platform=linux%2Farm64");
    }
}
