package io.github.godocker.check.lint;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.godocker.GoDockerException;
import io.github.godocker.go.GoVersion;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class LinterTest {
    @Test
    void anUnknownOneIsToldWithAllThatAreKnown() {
        assertThat(Linter.of(" mod-tidy ")).isEqualTo(Linter.MOD_TIDY);
        assertThatThrownBy(() -> Linter.of("vett"))
                .isInstanceOf(GoDockerException.class)
                .hasMessage("Cannot run linter 'vett' of <linters>: it is not known.\n"
                        + "Use some of vet, gofmt, mod-tidy, mod-verify, staticcheck, govulncheck, golangci-lint.");
    }

    @ParameterizedTest
    @ValueSource(strings = {"latest", "2026.2.2", "v1", "v1.2", "master", "", "v0.8.2;rm", "abcdef012345"})
    void onlyAFixedVersionIsTaken(String version) {
        assertThatThrownBy(() -> Linter.STATICCHECK.version(version))
                .isInstanceOf(GoDockerException.class)
                .hasMessageContaining("<staticcheckVersion>" + version)
                .hasMessageContaining("Set it to");
    }

    @Test
    void releasesAndPseudoVersionsAreTaken() {
        assertThat(Linter.STATICCHECK.version(" v0.8.2 ")).isEqualTo("v0.8.2");
        assertThat(Linter.GOVULNCHECK.version("v1.0.0-20240101000000-abcdefabcdef"))
                .isEqualTo("v1.0.0-20240101000000-abcdefabcdef");
        assertThatThrownBy(() -> Linter.GOVULNCHECK.version("1.9.0")).hasMessageContaining("Set it to v1.9.0.");
        assertThatThrownBy(() -> Linter.GOLANGCI_LINT.version("v1.64.8"))
                .hasMessageContaining("<golangciLintVersion>v1.64.8")
                .hasMessageContaining("version 2 or later");
    }

    @ParameterizedTest
    @CsvSource({
        "go1.26.11,v0.8.2,v1.9.0",
        "go1.27rc1,v0.8.2,v1.9.0",
        "go1.25.12,v0.7.0,v1.7.0",
        "go1.24.1,v0.6.1,v1.1.4",
        "go1.20,v0.6.1,v1.1.4"
    })
    void theDefaultIsTheNewestThatTheBuilderBuilds(String go, String staticcheck, String govulncheck) {
        GoVersion version = GoVersion.parse(go);
        assertThat(Linter.STATICCHECK.versionFor(version)).isEqualTo(staticcheck);
        assertThat(Linter.GOVULNCHECK.versionFor(version)).isEqualTo(govulncheck);
    }

    @Test
    void severitiesCountFromTheThresholdOn() {
        assertThat(new Severity.Threshold(" Warning ").counts(Severity.ERROR)).isTrue();
        assertThat(new Severity.Threshold("warning").counts(Severity.WARNING)).isTrue();
        assertThat(new Severity.Threshold("warning").counts(Severity.NOTE)).isFalse();
        assertThat(new Severity.Threshold("none").counts(Severity.ERROR)).isFalse();
        assertThatThrownBy(() -> new Severity.Threshold("fatal")).hasMessageContaining("error, warning, note or none");
    }

    @Test
    void theDatabaseIsAUrlOrADirectoryThatTheBuilderSees(@TempDir Path root) throws Exception {
        Path database = root.resolve("project/vulndb");
        Files.createDirectories(database.resolve("index"));
        Files.writeString(database.resolve("index/modules.json"), "[]");
        Path project = root.resolve("project");
        assertThat(VulnerabilityDatabase.parse("vulndb", project, project).directory())
                .hasValue(database);
        assertThat(VulnerabilityDatabase.parse(database.toUri().toString(), project, project)
                        .directory())
                .hasValue(database);
        assertThat(VulnerabilityDatabase.parse("https://vuln.example.com/", project, project)
                        .text())
                .isEqualTo("https://vuln.example.com");
        assertThat(VulnerabilityDatabase.parse(" ", project, project)).isEqualTo(VulnerabilityDatabase.PUBLIC);
        assertThatThrownBy(() -> VulnerabilityDatabase.parse("nowhere", project, project))
                .hasMessageContaining("<vulnerabilityDatabase>nowhere: there is no index/modules.json in");
        assertThatThrownBy(() -> VulnerabilityDatabase.parse("../vulndb", project.resolve("a"), project.resolve("a")))
                .hasMessageContaining("sees only what is in");
    }

    @Test
    void goFilesAreThoseOfTheModuleAlone(@TempDir Path module) throws Exception {
        for (String file : List.of(
                "main.go",
                "a/b.go",
                "a/b_test.go",
                "a/text.txt",
                "a/_x.go",
                "a/.x.go",
                "_a/x.go",
                ".git/x.go",
                "vendor/x.go",
                "a/testdata/x.go",
                "nested/go.mod",
                "nested/x.go",
                "target/x.go",
                "go.mod")) {
            Files.createDirectories(module.resolve(file).getParent());
            Files.writeString(module.resolve(file), "");
        }
        assertThat(GoFiles.of(module, Set.of(module.resolve("target"))))
                .containsExactly("./a/b.go", "./a/b_test.go", "./main.go");
    }
}
