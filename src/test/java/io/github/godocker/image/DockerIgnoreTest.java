package io.github.godocker.image;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.godocker.GoDockerException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The cases of github.com/moby/patternmatcher and of Docker's documentation. */
class DockerIgnoreTest {
    @TempDir
    Path directory;

    private static boolean excludes(String rules, String path) {
        return DockerIgnore.parse(List.of(rules.split(";", -1))).excludes(path);
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '`', textBlock = """
                    # a rule covers what lies below; it is anchored at the context
                    foo         | foo
                    foo         | foo/bar
                    foo         | foo/bar/baz.txt
                    /foo        | foo
                    foo/        | foo
                    foo/        | foo/bar
                    ./foo       | foo/bar
                    foo//bar/   | foo/bar
                    a/../foo    | foo
                    /../foo     | foo
                    `  foo `    | foo
                    # *
                    *           | foo
                    *           | .hidden
                    *.log       | a.log
                    */temp*     | sub/temporary.txt
                    */*/temp*   | a/b/temp
                    temp?       | tempa
                    foo/*       | foo/bar
                    foo/*       | foo/bar/baz
                    *.md        | docs.md/x
                    # **
                    **          | a/b/c
                    **/         | a/b/c
                    **/foo      | foo
                    **/foo      | a/b/foo
                    **/foo      | a/foo/b
                    **/*.go     | a.go
                    **/*.go     | a/b/c.go
                    **.go       | a/b/c.go
                    **.go       | c.go
                    foo/**      | foo/a/b
                    foo/**/bar  | foo/bar
                    foo/**/bar  | foo/a/b/bar
                    **/a/**     | x/a/y
                    a/**/**/b   | a/b
                    # the last rule that matches wins
                    foo;!bar    | foo
                    *;!keep;*   | keep
                    # classes and escapes
                    [a-c].txt   | b.txt
                    [^a-c].txt  | d.txt
                    [[]a]       | [a]
                    [a&&b]      | &
                    a\\*b       | a*b
                    a\\b        | ab
                    a.b         | a.b
                    a+b         | a+b
                    `(a|b)`     | `(a|b)`
                    {a}         | {a}
                    $a^         | $a^
                    # comments begin in the first column
                    ` #foo`     | #foo
                    \\#foo      | #foo
                    """)
    void excludesLikeDocker(String rules, String path) {
        assertThat(excludes(rules, path)).isTrue();
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '`', textBlock = """
                    foo          | a/foo
                    foo          | foobar
                    foo          | Foo
                    *.log        | a/b.log
                    */temp*      | temp
                    */temp*      | a/b/temp
                    temp?        | temp
                    temp?        | temp/
                    foo/*        | foo
                    foo/**       | foo
                    **/foo       | afoo
                    a**b         | axb
                    foo/**/bar   | fooxbar
                    ../foo       | foo
                    `#foo`       | #foo
                    ``           | foo
                    /            | foo
                    .            | foo
                    !            | foo
                    foo;!foo     | foo
                    *;!keep      | keep
                    *;!keep      | keep/a
                    foo;!foo/bar | foo/bar
                    foo;! foo/b  | foo/b
                    **;!**/*.go  | a/b.go
                    [a-c].txt    | d.txt
                    [^a-c].txt   | b.txt
                    a.b          | axb
                    a\\*b        | axb
                    [            | a
                    """)
    void includesLikeDocker(String rules, String path) {
        assertThat(excludes(rules, path)).isFalse();
    }

    @Test
    void aByteOrderMarkIsNoPartOfTheFirstRule() {
        assertThat(excludes("\uFEFFfoo", "foo")).isTrue();
        assertThat(excludes("\uFEFF#foo", "#foo")).isFalse();
    }

    @Test
    void whatIsNoPatternIsToldByName() {
        assertThatThrownBy(() -> excludes("[z-a]", "a"))
                .isInstanceOf(GoDockerException.class)
                .hasMessageStartingWith("Cannot read .dockerignore: '[z-a]' is no pattern.\n");
    }

    @Test
    void theDockerfilesOwnRulesComeFirst() throws IOException {
        Path dockerfile = directory.resolve("build/My.Dockerfile");
        Files.createDirectories(dockerfile.getParent());
        assertThat(DockerIgnore.of(directory, dockerfile)).isSameAs(DockerIgnore.NOTHING);
        Files.writeString(directory.resolve(".dockerignore"), "common\n");
        assertThat(DockerIgnore.of(directory, dockerfile).excludes("common")).isTrue();
        Files.writeString(directory.resolve("build/My.Dockerfile.dockerignore"), "own\r\n!x\r\n");

        DockerIgnore rules = DockerIgnore.of(directory, dockerfile);

        assertThat(rules.excludes("common")).isFalse();
        assertThat(rules.excludes("own")).isTrue();
        assertThat(rules.hasExceptions()).isTrue();
    }

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
