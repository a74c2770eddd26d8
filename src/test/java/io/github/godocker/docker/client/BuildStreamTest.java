package io.github.godocker.docker.client;

import static io.github.godocker.docker.client.FakeDockerTransport.recorded;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.godocker.GoDockerException;
import io.github.godocker.docker.BuildRequest;
import io.github.godocker.docker.ImageReference;
import io.github.godocker.docker.TarStream;
import java.io.ByteArrayInputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Builds and loads over streams recorded from engine 20.10, and what no engine should send. */
class BuildStreamTest {
    private static final ImageReference APP = ImageReference.parse("acme/app:1.0");

    private final FakeDockerTransport transport = new FakeDockerTransport();
    private final List<String> steps = new ArrayList<>();

    private void build(String stream) {
        transport.on("POST /build", 200, stream);
        transport
                .connect()
                .images()
                .build(
                        new BuildRequest(
                                "Dockerfile",
                                List.of(APP, ImageReference.parse("acme/app:latest")),
                                "linux/arm64",
                                Map.of("BINARIES", "from-maven & \"more\""),
                                "none"),
                        new TarStream().file("Dockerfile", 0644, "FROM scratch\n".getBytes(StandardCharsets.UTF_8)),
                        step -> steps.add(step.kind() + " " + step.text()));
    }

    private void load(String stream) {
        transport.on("POST /images/load", 200, stream);
        transport.connect().images().load(APP, new ByteArrayInputStream(new byte[10]));
    }

    @Test
    void theStepsOfABuildAreItsOwn() {
        build(recorded("build-v2"));

        assertThat(steps)
                .contains(
                        "CACHED [a 1/2] FROM docker.io/library/golang:1.26",
                        "STARTED [a 2/2] RUN echo hello from a step && echo to stderr >&2",
                        "OUTPUT hello from a step",
                        "OUTPUT to stderr",
                        "STARTED [stage-1 2/2] COPY --from=a /etc/hostname /h",
                        "STARTED exporting to image")
                .doesNotHaveDuplicates()
                .noneMatch(step -> step.contains("[internal]"));
        assertThat(transport.unclosedAnswers()).isZero();
    }

    @Test
    void whatWasBuiltBeforeIsToldAsCached() {
        build(recorded("build-v2-cached"));

        assertThat(steps)
                .contains(
                        "CACHED [a 2/2] RUN echo hello from a step && echo to stderr >&2",
                        "CACHED [stage-1 2/2] COPY --from=a /etc/hostname /h");
    }

    @Test
    void theRequestSaysAllThatTheDaemonHasToKnow() {
        build(recorded("build-v2"));

        String request = transport.requests.get(1);
        assertThat(request)
                .startsWith("POST /v1.41/build?rm=1&forcerm=1&version=2&buildid=")
                .contains("&dockerfile=Dockerfile", "&t=acme%2Fapp%3A1.0", "&t=acme%2Fapp%3Alatest")
                .contains("&platform=linux%2Farm64")
                .contains("&buildargs=%7B%22BINARIES%22%3A%22from-maven+%26+%5C%22more%5C%22%22%7D");
        assertThat(new String(transport.bodies.get(0), StandardCharsets.US_ASCII))
                .startsWith("Dockerfile\0");
    }

    @Test
    void aStepThatFailsIsTheFailureAndItsLastWordsAreHeard() {
        assertThatThrownBy(() -> build(recorded("build-v2-failed")))
                .isInstanceOf(GoDockerException.class)
                .hasMessageStartingWith("Cannot build image acme/app:1.0: executor failed running"
                        + " [/bin/sh -c echo about to fail; printf \"no line end\"; exit 3]: exit code: 3.\n")
                .hasMessageContaining("20.10.24");

        assertThat(steps).contains("OUTPUT about to fail", "OUTPUT no line end");
        assertThat(transport.unclosedAnswers()).isZero();
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
                    build-v2-bad-dockerfile | failed to solve with frontend dockerfile.v0: failed to create LLB definition: dockerfile parse error line 2: unknown instruction: FOO
                    build-classic-failed    | COPY failed: file not found in build context or excluded by .dockerignore: stat missing: file does not exist
                    build-v2-cut            | the connection to Docker was lost before the image was complete
                    """)
    void aBuildThatFailsSaysWhy(String stream, String words) {
        assertThatThrownBy(() -> build(recorded(stream)))
                .isInstanceOf(GoDockerException.class)
                .hasMessageStartingWith("Cannot build image acme/app:1.0: " + words + ".\n");
    }

    @Test
    void theClassicBuilderIsUnderstood() {
        transport.on(
                "GET /_ping",
                Map.of("Api-Version", "1.41", "Server", "Libpod/4.9.3 (linux)", "Libpod-API-Version", "4.9.3"),
                "OK");

        build(recorded("build-classic"));

        assertThat(transport.requests.get(1)).doesNotContain("version=2", "buildid");
        assertThat(steps)
                .startsWith(
                        "STARTED Step 1/3 : FROM scratch",
                        "STARTED Step 2/3 : COPY hello.txt /x",
                        "STARTED Step 3/3 : LABEL a=b");
    }

    @Test
    void warningsOfBuildKitAreTold() {
        // StatusResponse{ warnings: [{ short: "ConsistentInstructionCasing" }] }
        String text = "ConsistentInstructionCasing";
        byte[] warning = concat(new byte[] {0x1a, (byte) text.length()}, text.getBytes(StandardCharsets.UTF_8));
        byte[] response = concat(new byte[] {0x22, (byte) warning.length}, warning);

        build(trace(response) + recorded("build-v2"));

        assertThat(steps).startsWith("WARNING ConsistentInstructionCasing");
    }

    @Test
    void outputThatIsCutAnywhereBecomesLines() {
        build(trace(log("one\ntw")) + trace(log("o\r\nthr\u00e9")) + recorded("build-v2"));

        // The last one has no line end before the next step's output begins.
        assertThat(steps).startsWith("OUTPUT one", "OUTPUT two");
        assertThat(String.join("|", steps)).contains("thr\u00e9");
    }

    @ParameterizedTest
    @ValueSource(strings = {"!!!", "/////w==", "CgE=", "CQE=", "DQE=", "Cw=="})
    void progressThatIsGarbageIsAClearFailure(String aux) {
        assertThatThrownBy(() -> build("{\"id\":\"moby.buildkit.trace\",\"aux\":\"" + aux + "\"}"))
                .isInstanceOf(GoDockerException.class)
                .hasMessageStartingWith("Cannot build image acme/app:1.0: BuildKit's progress cannot be read (");
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
                    {"stream":"cut                  | its answer cannot be read (Unexpected end-of-input
                    <html>                          | its answer cannot be read (Unexpected character ('<'
                    ''                              | the connection to Docker was lost before the image was complete
                    []                              | the connection to Docker was lost before the image was complete
                    {"errorDetail":{"code":1}}      | it failed without a word
                    {"error":{}}                    | it failed without a word
                    """)
    void anAnswerThatIsNoneFails(String stream, String words) {
        assertThatThrownBy(() -> build(stream))
                .isInstanceOf(GoDockerException.class)
                .hasMessageStartingWith("Cannot build image acme/app:1.0: " + words);
        assertThat(transport.unclosedAnswers()).isZero();
    }

    @Test
    void bytesThatAreNoUtf8AreOnlyOddCharacters() {
        byte[] start = "{\"stream\":\"a".getBytes(StandardCharsets.UTF_8);
        byte[] end = ("z\"}" + recorded("build-v2")).getBytes(StandardCharsets.UTF_8);
        transport.on("POST /build", 200, concat(concat(start, new byte[] {(byte) 0xff, (byte) 0xc3}), end));

        transport
                .connect()
                .images()
                .build(
                        new BuildRequest("Dockerfile", List.of(APP), null, Map.of(), null),
                        new TarStream(),
                        step -> steps.add(step.kind() + " " + step.text()));

        assertThat(steps).startsWith("OUTPUT a\ufffd\ufffdz");
    }

    @Test
    void aHugeLineIsOneLine() {
        String line = "x".repeat(3_000_000);

        build("{\"stream\":\"" + line + "\"}" + recorded("build-v2"));

        assertThat(steps.get(0)).hasSize("OUTPUT ".length() + line.length());
    }

    @Test
    void aLoadIsDoneWhenTheDaemonNamesWhatItLoaded() {
        load(recorded("load"));
        assertThat(transport.unclosedAnswers()).isZero();
    }

    @Test
    void aLoadThatIsRefusedFails() {
        assertThatThrownBy(() -> load(recorded("load-failed")))
                .isInstanceOf(GoDockerException.class)
                .hasMessageStartingWith("Cannot load image acme/app:1.0: invalid diffID for layer 0: expected");
    }

    @Test
    void aLoadThatSimplyEndsFails() {
        assertThatThrownBy(() -> load(""))
                .isInstanceOf(GoDockerException.class)
                .hasMessageStartingWith("Cannot load image acme/app:1.0:"
                        + " the connection to Docker was lost before the image was loaded.\n");
    }

    private static String trace(byte[] message) {
        return "{\"id\":\"moby.buildkit.trace\",\"aux\":\""
                + Base64.getEncoder().encodeToString(message) + "\"}\n";
    }

    /** StatusResponse{ logs: [{ msg }] } */
    private static byte[] log(String text) {
        byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
        byte[] log = concat(new byte[] {0x22, (byte) bytes.length}, bytes);
        return concat(new byte[] {0x1a, (byte) log.length}, log);
    }

    private static byte[] concat(byte[] first, byte[] second) {
        byte[] both = java.util.Arrays.copyOf(first, first.length + second.length);
        System.arraycopy(second, 0, both, first.length, second.length);
        return both;
    }
}
