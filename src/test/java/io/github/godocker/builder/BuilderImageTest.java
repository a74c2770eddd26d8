package io.github.godocker.builder;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.godocker.builder.BuilderImage.Choice;
import io.github.godocker.docker.ImageDetails;
import io.github.godocker.docker.ImageReference;
import io.github.godocker.docker.Images;
import io.github.godocker.go.GoModule;
import io.github.godocker.go.GoVersion;
import java.io.IOException;
import java.lang.reflect.Proxy;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class BuilderImageTest {
    @TempDir
    Path directory;

    @Test
    void theUsersImageComesBeforeAVersion() throws IOException {
        assertThat(BuilderImage.choose(" example.com/go:1 ", "1.26", module("1.26")))
                .isEqualTo(new BuilderImage(ImageReference.parse("example.com/go:1"), Choice.IMAGE));
    }

    @ParameterizedTest
    @CsvSource({"1.26, golang:1.26", "1.25.3, golang:1.25.3", "1.20, golang:1.26"})
    void theModuleNamesItsGo(String line, String image) throws IOException {
        assertThat(BuilderImage.choose(null, null, module(line)))
                .isEqualTo(new BuilderImage(ImageReference.parse(image), Choice.MODULE));
    }

    @ParameterizedTest
    @CsvSource({"1.25, 1.26", "1.25, 1.25.1", "1.25.9, 1.25", "1.25.9, 1.25.9"})
    void aVersionHasToBeEnoughForTheModule(String line, String version) throws IOException {
        assertThat(BuilderImage.choose(null, version, module(line)).reference()).hasToString("golang:" + version);
    }

    @ParameterizedTest
    @CsvSource({"1.26, 1.25", "1.25.3, 1.25.1", "1.25.3, 1.24"})
    void refusesAVersionThatIsTooOld(String line, String version) throws IOException {
        GoModule module = module(line);

        assertThatThrownBy(() -> BuilderImage.choose(null, version, module))
                .hasMessageContaining("Cannot compile with <goVersion>" + version)
                .hasMessageContaining("requires go " + line);
    }

    @Test
    void withoutAModuleThereIsStillAName() {
        assertThat(BuilderImage.choose(null, null, null).reference()).hasToString("golang");
    }

    @Test
    void tellsOfAnOlderLanguageOnlyWhereNobodyChose() throws IOException {
        GoModule old = module("1.20");

        assertThat(BuilderImage.choose(null, null, old).compilesOlderLanguage(old))
                .isTrue();
        assertThat(BuilderImage.choose(null, "1.26", old).compilesOlderLanguage(old))
                .isFalse();
        GoModule now = module("1.26");
        assertThat(BuilderImage.choose(null, null, now).compilesOlderLanguage(now))
                .isFalse();
    }

    @Test
    void namesAnImageOfTheDaemonThatCompilesTheModule() throws IOException {
        GoModule module = module("1.25.3");
        BuilderImage chosen = BuilderImage.choose(null, null, module);

        assertThat(chosen.insteadOf(module, daemon(Map.of("golang:1.25", "1.25.9"))))
                .hasValueSatisfying(text -> assertThat(text).contains("golang:1.25", "<goVersion>1.25</goVersion>"));
        assertThat(chosen.insteadOf(module, daemon(Map.of("golang:1.25", "1.25.1", "golang:1.26", "1.26.2"))))
                .hasValueSatisfying(text -> assertThat(text).contains("<goVersion>1.26</goVersion>"));
        assertThat(chosen.insteadOf(module, daemon(Map.of("golang:1.25", "1.25.3"))))
                .hasValueSatisfying(text -> assertThat(text).contains("which is go 1.25.3"));
        assertThat(chosen.insteadOf(module, daemon(Map.of("golang:1.25", "1.25.1"))))
                .isEmpty();
        assertThat(BuilderImage.choose("mine", null, module).insteadOf(module, daemon(Map.of("golang:1.25", "1.25.9"))))
                .isEmpty();
    }

    @Test
    void theGoInTheImageHasToBeEnough() throws IOException {
        GoModule module = module("1.25.3");

        assertThatCode(() -> BuilderImage.choose("mine", null, module).check(module, GoVersion.parse("1.25.3")))
                .doesNotThrowAnyException();
        assertThatThrownBy(() -> BuilderImage.choose("mine", null, module).check(module, GoVersion.parse("1.25.2")))
                .hasMessageContaining("has go 1.25.2")
                .hasMessageContaining("Choose a newer <builderImage>");
        assertThatThrownBy(() -> BuilderImage.choose(null, null, module).check(module, GoVersion.parse("1.25.2")))
                .hasMessageContaining("docker pull golang:1.25.3");
    }

    private GoModule module(String goLine) throws IOException {
        Files.writeString(directory.resolve("go.mod"), "module example.com/orders\n\ngo " + goLine + "\n");
        return GoModule.read(directory, "off");
    }

    /** @param images the version of Go in each */
    private static Images daemon(Map<String, String> images) {
        return (Images) Proxy.newProxyInstance(
                Images.class.getClassLoader(), new Class<?>[] {Images.class}, (proxy, method, arguments) -> {
                    assertThat(method.getName()).isEqualTo("find");
                    return Optional.ofNullable(images.get((String) arguments[0]))
                            .map(version -> new ImageDetails(
                                    "sha256:1",
                                    "linux/amd64",
                                    1,
                                    List.of(),
                                    Map.of("GOLANG_VERSION", version),
                                    List.of(),
                                    List.of(),
                                    List.of()));
                });
    }
}
