package io.github.godocker.docker;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import io.github.godocker.GoDockerException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class ImageReferenceTest {
    private static final String DIGEST = "sha256:" + "0123456789abcdef".repeat(4);

    @ParameterizedTest
    @CsvSource({
        "golang,                         docker.io,           golang,         golang, latest",
        "golang:1.26,                    docker.io,           golang,         golang, 1.26",
        "acme/app:1.0-SNAPSHOT,          docker.io,           acme/app,       app,    1.0-SNAPSHOT",
        "docker.io/acme/app,             docker.io,           acme/app,       app,    latest",
        "index.docker.io/acme/app,       docker.io,           acme/app,       app,    latest",
        "registry.test/team/sub/app:2,   registry.test,       team/sub/app,   app,    2",
        "registry.test:5000/app,         registry.test:5000,  app,            app,    latest",
        "localhost/app,                  localhost,           app,            app,    latest",
        "localhost:5000/a__b/c-d.e--f:_x, localhost:5000,     a__b/c-d.e--f,  c-d.e--f, _x",
        "Registry.Test/app,              Registry.Test,       app,            app,    latest",
        "[::1]:5000/app:1,               [::1]:5000,          app,            app,    1",
        "127.0.0.1:5000/app,             127.0.0.1:5000,      app,            app,    latest",
        "app:5000,                       docker.io,           app,            app,    5000",
    })
    void takesReferencesApartAndKeepsThemAsWritten(
            String text, String registry, String repository, String name, String tag) {
        ImageReference reference = ImageReference.parse(text);

        assertThat(reference.registry()).isEqualTo(registry);
        assertThat(reference.repository()).isEqualTo(repository);
        assertThat(reference.name()).isEqualTo(name);
        assertThat(reference.tag()).isEqualTo(tag);
        assertThat(reference).hasToString(text);
        assertThat(reference.digest()).isNull();
        assertThat(ImageReference.parse(text)).isEqualTo(reference);
    }

    @Test
    void knowsDigests() {
        ImageReference reference = ImageReference.parse("registry.test/app:1@" + DIGEST);

        assertThat(reference.digest()).isEqualTo(DIGEST);
        assertThat(reference.tag()).isEqualTo("1");
        assertThat(reference.withTag("2")).hasToString("registry.test/app:2");
        assertThat(reference.withoutTag()).hasToString("registry.test/app");
        assertThat(reference).hasToString("registry.test/app:1@" + DIGEST);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "Acme/App:1.0           | repository names must be lower case         | acme/app:1.0",
                "Acme/app:1.0-SNAPSHOT  | repository names must be lower case         | acme/app:1.0-SNAPSHOT",
                "acme/app:1.0+b5        | a tag cannot contain '+', though a Maven version may | acme/app:1.0-b5",
                "https://reg.test/app:1 | a reference has no scheme such as 'https://' | reg.test/app:1",
                "' acme/app'            | it contains white space                     | acme/app",
            },
            quoteCharacter = '\'',
            ignoreLeadingAndTrailingWhitespace = true)
    void suggestsTheNearestValidName(String text, String problem, String suggestion) {
        assertThatExceptionOfType(GoDockerException.class)
                .isThrownBy(() -> ImageReference.parse(text))
                .withMessage(
                        "Invalid image reference '" + text + "': " + problem + ".\nDid you mean '" + suggestion + "'?");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "  ",
                "acme//app",
                "/app",
                "acme/app:",
                "acme/app:-1",
                "acme/app:1:2",
                "acme/_app",
                "acme/app_",
                "acme/a..b",
                "acme/a___b",
                "-host.test/app",
                "host.test:port/app",
                "host.test/",
                "acme/app@sha256:12",
                "${project.artifactId}:1",
                "0123456789abcdef0123456789abcdef0123456789abcdef0123456789abcdef",
            })
    void refusesWhatNoDaemonAccepts(String text) {
        assertThatExceptionOfType(GoDockerException.class)
                .isThrownBy(() -> ImageReference.parse(text))
                .withMessageStartingWith("Invalid image reference '" + text + "': ")
                .withMessageContaining("\n");
    }

    /** Docker counts the name as it is written out in full, with docker.io/library/. */
    @ParameterizedTest
    @CsvSource({
        "'', 237, docker.io/library/, 255",
        "acme/, 240, docker.io/, 255",
        "localhost:5000/, 240, localhost:5000/, 255",
        "index.docker.io/acme/, 240, docker.io/, 255",
    })
    void refusesNamesThatAreTooLong(String before, int most, String registry, int total) {
        assertThat(ImageReference.parse(before + "a".repeat(most) + ":1").tag()).isEqualTo("1");
        String text = before + "a".repeat(most + 1) + ":1";
        int repository = most + 1 + (before.endsWith("acme/") ? 5 : 0);
        assertThatExceptionOfType(GoDockerException.class)
                .isThrownBy(() -> ImageReference.parse(text))
                .withMessage("Invalid image reference '" + text + "': the repository has " + repository
                        + " characters and with its registry, '" + registry + "', " + (total + 1)
                        + "; Docker's limit is 255.\nChoose a shorter one.");
    }

    @Test
    void refusesTagsThatAreTooLong() {
        assertThat(ImageReference.parse("a:" + "t".repeat(128)).tag()).hasSize(128);
        assertThatExceptionOfType(GoDockerException.class)
                .isThrownBy(() -> ImageReference.parse("a:" + "t".repeat(129)))
                .withMessageEndingWith("the tag has 129 characters; Docker's limit is 128.\nChoose a shorter one.");
        assertThatExceptionOfType(GoDockerException.class)
                .isThrownBy(() -> ImageReference.parse("a").withTag("t".repeat(130)))
                .withMessageContaining("the tag has 130 characters; Docker's limit is 128");
        // Would overflow the stack of a regular expression that saw it.
        assertThatExceptionOfType(GoDockerException.class)
                .isThrownBy(() -> ImageReference.parse("a.".repeat(50_000) + "/b-c".repeat(50_000)));
    }

    @Test
    void refusesTagsThatAreNone() {
        ImageReference reference = ImageReference.parse("acme/app");

        assertThatExceptionOfType(GoDockerException.class)
                .isThrownBy(() -> reference.withTag("1.0+b5"))
                .withMessage("Invalid image tag '1.0+b5': a tag cannot contain '+', though a Maven version may.\n"
                        + "Did you mean '1.0-b5'?");
        assertThatExceptionOfType(GoDockerException.class)
                .isThrownBy(() -> reference.withTag("a b"))
                .withMessageStartingWith("Invalid image tag 'a b': tags are letters");
        assertThatIllegalArgumentException().isThrownBy(() -> new ImageReference(null, "App", null, null));
    }

    @ParameterizedTest
    @CsvSource({
        "app, docker.io/library/app:latest",
        "docker.io/library/app:latest, docker.io/library/app:latest",
        "index.docker.io/acme/app:1, docker.io/acme/app:1",
        "localhost:5000/app:1, localhost:5000/app:1"
    })
    void isWrittenOutInFull(String text, String full) {
        assertThat(ImageReference.parse(text).full()).isEqualTo(full);
    }
}
