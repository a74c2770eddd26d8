package io.github.godocker.image;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.godocker.GoDockerException;
import io.github.godocker.go.Fingerprint;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.DisabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

@DisabledOnOs(OS.WINDOWS)
class FileTreeTest {
    @TempDir
    Path project;

    private Path tree = Path.of("");

    @BeforeEach
    void files() throws IOException {
        tree = project.resolve("tree");
        write("etc/app.yaml", "rw-------");
        write("etc/start", "rwx------");
        write("var/empty/.gitkeep", "rw-r--r--");
        write("tmp/x", "rw-rw-rw-");
        write(".DS_Store", "rw-r--r--");
    }

    private void write(String name, String permissions) throws IOException {
        Path file = tree.resolve(name);
        Files.createDirectories(file.getParent());
        Files.writeString(file, name);
        Files.setPosixFilePermissions(file, PosixFilePermissions.fromString(permissions));
    }

    private void link(String name, String target) throws IOException {
        Files.createSymbolicLink(tree.resolve(name), Path.of(target));
    }

    private static List<String> entries(ExtraFile file) {
        return FileTree.of(file).entries().entrySet().stream()
                .map(entry -> Integer.toOctalString(entry.getValue().mode()) + " " + entry.getKey()
                        + (entry.getValue().link() == null
                                ? ""
                                : " -> " + entry.getValue().link()))
                .toList();
    }

    @Test
    void modesDependOnNoUmask() throws IOException {
        link("etc/link", "../var/elsewhere");

        assertThat(entries(new ExtraFile(tree, "/")))
                .containsExactly(
                        "755 etc",
                        "644 etc/app.yaml",
                        "777 etc/link -> ../var/elsewhere",
                        "755 etc/start",
                        "1777 tmp",
                        "644 tmp/x",
                        "755 var",
                        "755 var/empty");
    }

    @Test
    void patternsAndAModeOfItsOwn() {
        assertThat(entries(new ExtraFile(
                        tree, "/srv", List.of("etc/**", "tmp/**"), List.of("**/start"), "0640", "1000:1000")))
                .containsExactly("750 etc", "640 etc/app.yaml", "750 tmp", "640 tmp/x");
    }

    @Test
    void aFileOfAnotherName() {
        assertThat(entries(new ExtraFile(tree.resolve("etc/start"), "/opt/run")))
                .containsExactly("755 run");
        assertThat(entries(new ExtraFile(tree.resolve("etc/start"), "/opt/"))).containsExactly("755 start");
    }

    @ParameterizedTest
    @ValueSource(strings = {"/etc/passwd", "../../secret", "../..", "x/../../../secret"})
    void aLinkOutOfTheTreeIsRefused(String target) throws IOException {
        link("etc/link", target);

        assertThatThrownBy(() -> FileTree.of(new ExtraFile(tree, "/srv")))
                .isInstanceOf(GoDockerException.class)
                .hasMessage("Cannot copy " + tree.resolve("etc/link") + " into the image: it is a link to " + target
                        + ", out of " + tree + ".\n"
                        + "Put the file itself there, or make it a relative link to something in that directory.");
        assertThat(entries(new ExtraFile(tree, "/srv", List.of(), List.of("**/link"), null, null)))
                .noneMatch(entry -> entry.contains("link"));
    }

    @Test
    void whatIsNoFileIsRefused() throws IOException, InterruptedException {
        assertThat(new ProcessBuilder("mkfifo", tree.resolve("pipe").toString())
                        .start()
                        .waitFor())
                .isZero();

        assertThatThrownBy(() -> FileTree.of(new ExtraFile(tree, "/srv")))
                .hasMessageStartingWith("Cannot copy " + tree.resolve("pipe")
                        + " into the image: it is neither a file nor a directory.\n");
    }

    @Test
    void everyChangeCountsAndNoOther() throws IOException {
        ExtraFile file = new ExtraFile(tree, "/");
        String before = fingerprint(file);
        write("new.swp~", "rw-r--r--");
        assertThat(fingerprint(file)).isEqualTo(before);
        Files.setPosixFilePermissions(tree.resolve("etc/app.yaml"), PosixFilePermissions.fromString("rwx------"));
        String executable = fingerprint(file);
        assertThat(executable).isNotEqualTo(before);
        write("node_modules/new", "rw-r--r--");
        assertThat(fingerprint(file)).isNotEqualTo(executable);
    }

    private static String fingerprint(ExtraFile file) {
        Fingerprint fingerprint = Fingerprint.of();
        FileTree.of(file).addTo(fingerprint);
        return fingerprint.hex();
    }

    @Test
    void aSourceThatIsALinkIsFollowedWithinTheContext() throws IOException {
        link("inside", "etc/app.yaml");
        link("outside", "/etc/hostname");
        link("nowhere", "gone");

        assertThat(new ExtraFile(tree.resolve("inside"), "/etc/").checked(project, true))
                .satisfies(file -> assertThat(file.source()).isEqualTo(tree.resolve("etc/app.yaml")));
        assertThat(new ExtraFile(tree.resolve("inside"), "/etc/")
                        .checked(project, true)
                        .name())
                .isEqualTo("inside");
        assertThatThrownBy(() -> new ExtraFile(tree.resolve("outside"), "/etc/").checked(project, true))
                .hasMessage("Cannot copy " + tree.resolve("outside") + " of <files>: it is a link to /etc/hostname,"
                        + " outside of " + project + ".\nMove it into the project, where a Dockerfile can reach it.");
        assertThatThrownBy(() -> new ExtraFile(tree.resolve("nowhere"), "/etc/").checked(project, true))
                .hasMessageStartingWith("Cannot copy " + tree.resolve("nowhere")
                        + " of <files>: it is a link to what does not exist.\n");
    }

    @ParameterizedTest
    @CsvSource({"nonroot, 65532:65532", "root:1000, 0:1000", "1000, 1000:1000"})
    void ownersOnScratchAreNumbers(String owner, String ids) {
        ExtraFile file = new ExtraFile(tree, "/srv", List.of(), List.of(), null, owner);

        assertThat(file.checked(project, true).owner()).isEqualTo(ids);
        assertThat(file.checked(project, false).owner()).isEqualTo(owner);
    }

    @ParameterizedTest
    @CsvSource({
        "0800, , , Cannot give TREE of <files> the mode '0800'.",
        "a+x, , , Cannot give TREE of <files> the mode 'a+x'.",
        ", bob, , Cannot give TREE of <files> to 'bob': an image on scratch knows only root and nonroot.",
        ", 'a b', , Cannot give TREE of <files> to 'a b'.",
        ", , %regex[a], Cannot use the pattern '%regex[a]' of <files>: only Ant's wildcards are understood.",
    })
    void whatMakesNoSenseIsRefused(String mode, String owner, String pattern, String problem) {
        ExtraFile file =
                new ExtraFile(tree, "/srv", pattern == null ? List.of() : List.of(pattern), List.of(), mode, owner);

        assertThatThrownBy(() -> file.checked(project, true))
                .isInstanceOf(GoDockerException.class)
                .hasMessageStartingWith(problem.replace("TREE", tree.toString()) + "\n");
    }
}
