package io.github.godocker.image;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.godocker.GoDockerException;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class EntrypointTest {
    @ParameterizedTest
    @CsvSource({
        "admin api orders shop,  api,   orders, shop,  api",
        "admin orders shop,      api,   orders, shop,  orders",
        "admin shop,             api,   orders, shop,  shop",
        "server,                 api,   orders, shop,  server",
    })
    void theOneThatIsCalledAsTheImageTheProjectOrTheModule(
            String binaries, String image, String artifact, String module, String starts) {
        Entrypoint start = Entrypoint.of(List.of(binaries.split(" ")), "", null, List.of(image, artifact, module));

        assertThat(start.command()).containsExactly("/usr/local/bin/" + starts);
        assertThat(start.doubt()).isEmpty();
    }

    @Test
    void aGuessIsToldWithTheWayToChoose() {
        Entrypoint start = Entrypoint.of(List.of("a", "b"), ".exe", " ", List.of("x", "y", "z"));

        assertThat(start.command()).containsExactly("/usr/local/bin/a.exe");
        assertThat(start.doubt())
                .hasValue("The image starts a, the first of a, b: none is called as the image."
                        + " Set <mainBinary> to the one that is meant.");
    }

    @Test
    void theUserChooses() {
        assertThat(Entrypoint.of(List.of("a", "b"), "", " b ", List.of("a")).command())
                .containsExactly("/usr/local/bin/b");
        assertThatThrownBy(() -> Entrypoint.of(List.of("a", "b"), "", "c", List.of("a")))
                .isInstanceOf(GoDockerException.class)
                .hasMessage("Cannot start c: the image gets no executable of that name."
                        + "\nSet <mainBinary> to one of a, b, or leave it out.");
    }

    @ParameterizedTest
    @ValueSource(strings = {"/usr/local/bin/a", "a", "./bin/x"})
    void aCommandOfTheUsersStays(String program) {
        for (boolean nothingElse : List.of(true, false)) {
            assertThat(Entrypoint.given(List.of(program, "-v"), List.of("a", "b"), nothingElse))
                    .isEqualTo(new Entrypoint(List.of(program, "-v"), java.util.Optional.empty()));
        }
    }

    @ParameterizedTest
    @CsvSource({"/usr/local/bin/c, true", "c, false", "/bin/sh, false"})
    void aCommandThatIsNotThereFailsWhereNothingElseIs(String program, boolean doubtful) {
        assertThatThrownBy(() -> Entrypoint.given(List.of(program), List.of("a", "b"), true))
                .isInstanceOf(GoDockerException.class)
                .hasMessage("Cannot start " + program + ": the image gets no such program."
                        + "\nIts executables are a, b in /usr/local/bin/: correct <entrypoint>, or leave it out.");

        assertThat(Entrypoint.given(List.of(program), List.of("a", "b"), false).doubt())
                .matches(doubt -> doubt.isPresent() == doubtful);
    }
}
