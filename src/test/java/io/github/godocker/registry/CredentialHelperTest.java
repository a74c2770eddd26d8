package io.github.godocker.registry;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import io.github.godocker.GoDockerException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import org.assertj.core.api.ThrowableAssertAlternative;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.condition.DisabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

@DisabledOnOs(OS.WINDOWS)
@Timeout(30)
class CredentialHelperTest {
    @TempDir
    @SuppressWarnings("NullAway.Init")
    Path bin;

    /** By the protocol the reason is on standard output; so may be the secret, in whatever form. */
    @ParameterizedTest
    @ValueSource(
            strings = {
                "echo '{\"Username\":\"u\",\"Secret\":\"s3cret\"}'",
                "echo 'error storing s3cret: no pass store.'",
                "echo '{\"Secret\":\"s3cret\"}' >&2",
                "echo 'panic: token=s3cret' >&2",
                "echo; echo s3cret >&2",
                "true"
            })
    void showsNothingThatAFailingHelperPrints(String output) throws IOException {
        assertFailure(output + "; exit 3")
                .withMessage("Cannot get credentials from docker-credential-test, which config.json names: "
                        + "it failed with exit code 3.\n"
                        + "Run 'echo registry.test | docker-credential-test get' in a terminal to see what it says,"
                        + " or remove the helper from config.json.")
                .satisfies(e -> assertThat(e.getSuppressed()).isEmpty());
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "{\"Username\":\"u\",\"Secret\":\"s3cret",
                "s3cret",
                "[\"s3cret\"]",
                "",
                "Enter the token: {\"Secret\":\"s3cret\"}"
            })
    void neverQuotesAnAnswerThatIsNone(String answer) throws IOException {
        assertFailure("echo '" + answer + "'")
                .withMessageContaining("names: its answer is not the JSON that a credential helper gives.\n")
                .satisfies(e -> assertThat(e.getSuppressed()).isEmpty());
    }

    @Test
    void endsAHelperThatTalksWithoutEnd() throws IOException {
        assertFailure("yes s3cret")
                .withMessageContaining("names: its answer is longer than any credentials.\n")
                .satisfies(e -> assertThat(e.getSuppressed()).isEmpty());
    }

    @Test
    void endsAHelperThatHangs() throws IOException {
        assertFailure("echo $$ > " + bin + "/pid; sleep 60")
                .withMessageContaining("names: it gave no answer within 1 s.\n");

        long pid = Long.parseLong(Files.readString(bin.resolve("pid")).strip());
        // Empty where it is gone already.
        ProcessHandle.of(pid).ifPresent(process -> process.onExit().join());
    }

    @Test
    void isNotHeldByAProcessThatAHelperLeavesBehind() throws IOException {
        long start = System.nanoTime();

        // Whether the JDK sees the end of the output here depends on who reads when: no answer, or an empty one.
        assertFailure("sleep 20 & exit 0").withMessageStartingWith("Cannot get credentials from ");

        assertThat(Duration.ofNanos(System.nanoTime() - start)).isLessThan(Duration.ofSeconds(15));
    }

    @Test
    void survivesAHelperThatTalksTooMuchOrDoesNotListen() throws IOException {
        Scripts.write(
                bin.resolve("docker-credential-test"),
                "exec 0<&-; head -c 300000 /dev/zero >&2; echo '{\"Username\":\"u\",\"Secret\":\"s\"}'");

        assertThat(helper().find("registry.test").orElseThrow().user()).isEqualTo("u");
    }

    @Test
    void canBeInterrupted() throws IOException {
        Thread.currentThread().interrupt();

        assertFailure("sleep 60").withMessageContaining("interrupted");

        assertThat(Thread.interrupted()).isTrue();
    }

    private ThrowableAssertAlternative<GoDockerException> assertFailure(String script) throws IOException {
        Scripts.write(bin.resolve("docker-credential-test"), script);
        return assertThatExceptionOfType(GoDockerException.class).isThrownBy(() -> helper().find("registry.test"));
    }

    private CredentialHelper helper() {
        return new CredentialHelper(
                "test", "config.json", Map.of("PATH", bin + ":/usr/bin:/bin"), Duration.ofSeconds(1));
    }
}
