package io.github.godocker.image;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class DockerIgnoreTest {
    @ParameterizedTest
    @CsvSource({
        "temp*, temp, true",
        "temp*, temporary.txt, true",
        "temp*, a/temp, false",
        "*/temp*, a/temporary.txt, true",
        "*/temp*, a/b/temp, false",
        "*/*/temp*, a/b/temp, true",
        "temp?, tempa, true",
        "temp?, temp, false",
        "**/*.go, main.go, true",
        "**/*.go, a/b/main.go, true",
        "**, anything/at/all, true",
        "foo/**, foo/a/b, true",
        "foo/bar, foo/bar/below, true",
        "foo/bar, foo/barn, false",
        "/foo/, foo/a, true",
        "foo/, foo, true",
        "./foo, foo, true",
        "foo/../bar, bar, true",
        "[ab].txt, a.txt, true",
        "[ab].txt, c.txt, false",
        "a.txt, abtxt, false",
        "a+b, a+b, true",
    })
    void matchesAsDockerDocuments(String rule, String path, boolean excluded) {
        assertThat(DockerIgnore.parse(List.of(rule)).excludes(path)).isEqualTo(excluded);
    }

    @ParameterizedTest
    @CsvSource({"README.md, false", "CHANGES.md, true", "docs/x.md, false", "README-secret.md, true"})
    void theLastMatchingRuleWins(String path, boolean excluded) {
        DockerIgnore ignore = DockerIgnore.parse(List.of("# comment", "", "*.md", "!README*.md", "README-secret.md"));

        assertThat(ignore.excludes(path)).isEqualTo(excluded);
    }

    @ParameterizedTest
    @CsvSource({"target/app/bin/x, false", "target/classes/x, true", "target/app/other, true"})
    void somethingBelowAnExcludedDirectoryCanBeTakenBack(String path, boolean excluded) {
        DockerIgnore ignore = DockerIgnore.parse(List.of("**/target", "!target/app/bin"));

        assertThat(ignore.hasExceptions()).isTrue();
        assertThat(ignore.excludes(path)).isEqualTo(excluded);
    }
}
