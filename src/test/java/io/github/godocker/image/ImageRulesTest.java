package io.github.godocker.image;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.godocker.GoDockerException;
import io.github.godocker.Problems;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ImageRulesTest {
    @TempDir
    Path directory;

    private final List<ExtraFile> files = new ArrayList<>();
    private boolean onScratch = true;

    private List<String> problems(
            @Nullable String user, @Nullable String workingDirectory, List<String> volumes, @Nullable String health) {
        Problems found = new Problems();
        new ImageRules(onScratch, trees()).check(found, List.of(), Map.of(), user, workingDirectory, volumes, health);
        return found.all().stream().map(GoDockerException::problem).toList();
    }

    @ParameterizedTest
    @ValueSource(strings = {"8080", "53/udp", "1/tcp", "65535/sctp"})
    void portsThatThereAre(String port) {
        assertThat(problems(List.of(port), Map.of())).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(strings = {"0", "65536", "80:8080", "http", "53/icmp", ""})
    void portsThatThereAreNot(String port) {
        assertThat(problems(List.of(port), Map.of())).containsExactly("Cannot expose port '" + port + "'.");
    }

    @Test
    void variablesHaveANameAndOneLine() {
        assertThat(problems(List.of(), Map.of("LOG_LEVEL", "", "app.name", "a = b $c")))
                .isEmpty();
        assertThat(problems(List.of(), Map.of("A-B", ""))).containsExactly("Cannot set environment variable 'A-B'.");
        assertThat(problems(List.of(), Map.of("A", "1\n2")))
                .containsExactly("Cannot set environment variable 'A': no Dockerfile can have its line break.");
    }

    private List<String> problems(List<String> ports, Map<String, String> environment) {
        Problems found = new Problems();
        new ImageRules(onScratch, trees()).check(found, ports, environment, null, null, List.of(), null);
        return found.all().stream().map(GoDockerException::problem).toList();
    }

    private List<FileTree> trees() {
        return files.stream().map(FileTree::of).toList();
    }

    private void file(String target) throws IOException {
        files.add(new ExtraFile(Files.writeString(directory.resolve("data.txt"), "data"), target));
    }

    @ParameterizedTest
    @ValueSource(strings = {"0", "65532:65532", "nonroot", "root:root", "1000:nonroot", "2147483647"})
    void usersThatScratchKnows(String user) {
        assertThat(problems(user, null, List.of(), null)).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(strings = {"bob", "nonroot:staff"})
    void namesThatOnlyABaseKnows(String user) throws IOException {
        assertThat(problems(user, null, List.of(), null))
                .containsExactly("Cannot run the program as user '" + user
                        + "': an image on scratch knows only root and nonroot.");
        onScratch = false;
        assertThat(problems(user, null, List.of(), null)).isEmpty();
        onScratch = true;
        file("/etc/passwd");
        assertThat(problems(user, null, List.of(), null)).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(strings = {"99999999999", "2147483648", "a b:c:d", "root\nRUN echo x", ":0", "a:b:c", "-x"})
    void whatNoUserIs(String user) {
        onScratch = false;
        assertThat(problems(user, null, List.of(), null))
                .containsExactly("Cannot run the program as user '" + user + "'.");
    }

    @ParameterizedTest
    @ValueSource(strings = {"/w\nRUN echo x", "/../x", "/a/../b"})
    void pathsThatNoDockerfileCanHave(String path) {
        assertThat(problems(null, path, List.of(), null))
                .singleElement()
                .asString()
                .contains("<workingDirectory>");
        assertThat(problems(null, null, List.of(path), null))
                .singleElement()
                .asString()
                .contains("<volumes>");
    }

    @Test
    void aFileIsNoDirectoryToStartIn() throws IOException {
        file("/srv/app");
        assertThat(problems(null, "/srv/app/deep", List.of(), null))
                .containsExactly("Cannot use the path '/srv/app/deep' of <workingDirectory> in the image: /srv/app is a"
                        + " file of <files>.");
        assertThat(problems(null, "/srv", List.of(), null)).isEmpty();
        assertThat(problems(null, "/srv/app2", List.of(), null)).isEmpty();
    }

    @Test
    void aFileDoesNotReplaceADirectoryOfTheImage() throws IOException {
        file("/tmp");
        assertThat(problems(null, null, List.of(), null))
                .containsExactly("Cannot copy a file to /tmp in the image: that is a directory there.");
        onScratch = false;
        assertThat(problems(null, null, List.of(), null)).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "CMD [\"/usr/local/bin/app\", \"health\"]",
                "--interval=10s --start-period=1m CMD app health",
                "NONE",
                "none",
                "cmd\n  app"
            })
    void healthchecksAsDockerHasThem(String health) {
        assertThat(problems(null, null, List.of(), health)).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(strings = {"/usr/local/bin/app", "BOGUS x", "CMD", "--interval 10s CMD x"})
    void healthchecksThatDockerWouldNotTake(String health) {
        assertThat(problems(null, null, List.of(), health))
                .containsExactly("Cannot use <healthcheck>" + health + ": Docker would not know what to do with it.");
    }

    @Test
    void findsProgramsAmongTheFiles() throws IOException {
        file("/opt/bin/tool");
        ImageRules rules = new ImageRules(true, trees());
        assertThat(rules.hasFile("/opt/bin/tool")).isTrue();
        assertThat(rules.hasFile("tool")).isTrue();
        assertThat(rules.hasFile("/bin/sh")).isFalse();
        assertThat(rules.hasFile("ool")).isFalse();
    }
}
