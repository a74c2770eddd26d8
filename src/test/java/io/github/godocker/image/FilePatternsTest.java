package io.github.godocker.image;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.File;
import java.io.IOException;
import java.util.List;
import java.util.regex.Pattern;
import org.codehaus.plexus.util.SelectorUtils;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Held against what all of Maven's plugins use. */
class FilePatternsTest {
    private static final List<String> PATHS = List.of(
            "a",
            "a.html",
            "a/b",
            "a/b.html",
            "a/b/c.html",
            "x/a/b/c",
            "x/y/a",
            "b/a.html",
            "abc",
            "ab/c",
            "a+b(1).html",
            "aXhtml",
            "x/.git/HEAD",
            ".git",
            "A",
            "a/x/y/b",
            "a{1}[2]^$|.txt");

    @ParameterizedTest
    @ValueSource(
            strings = {
                "**",
                "*",
                "a",
                "a/",
                "a/**",
                "**/a",
                "**/*.html",
                "*.html",
                "**/a/**",
                "a/**/b",
                "a/**/*.html",
                "?",
                "?b*",
                "**/b/*",
                "a**",
                "**.html",
                "**/**/c",
                "a+b(1).html",
                "a{1}[2]^$|.txt",
                "**/.git/**",
                "x/*/a",
                "**/x/**/y/**",
            })
    void meansWhatItMeansToMaven(String pattern) {
        Pattern regex = Pattern.compile(FilePatterns.regex(pattern));
        String ant = pattern.endsWith("/") ? pattern + "**" : pattern;
        for (String path : PATHS) {
            assertThat(regex.matcher(path).matches())
                    .as("%s by %s", path, regex)
                    .isEqualTo(SelectorUtils.matchPath(
                            ant.replace('/', File.separatorChar), path.replace('/', File.separatorChar), true));
        }
    }

    @Test
    void leavesOutWhatIsNoContent() {
        FilePatterns all = new FilePatterns(List.of(), List.of("drafts/**"));

        assertThat(PATHS.stream().filter(path -> !all.includes(path))).containsExactly("x/.git/HEAD", ".git");
        assertThat(all.includes("x/.gitkeep")).isFalse();
        assertThat(all.includes("drafts/a")).isFalse();
        assertThat(all.includesEmptyDirectory("data")).isTrue();
        assertThat(all.includesEmptyDirectory("drafts")).isFalse();
        assertThat(new FilePatterns(List.of("**/*.html"), List.of()).includesEmptyDirectory("data"))
                .isFalse();
    }

    /** A Dockerfile has no Java. */
    @Test
    void grepReadsThemAlike() throws IOException, InterruptedException {
        FilePatterns patterns = new FilePatterns(List.of("**/*.html", "a{1}[2]^$|.txt", "a+b*"), List.of());
        Process grep = new ProcessBuilder("grep", "-xE", patterns.included()).start();
        grep.getOutputStream().write((String.join("\n", PATHS) + "\n").getBytes("UTF-8"));
        grep.getOutputStream().close();

        assertThat(new String(grep.getInputStream().readAllBytes(), "UTF-8").lines())
                .containsExactlyElementsOf(
                        PATHS.stream().filter(patterns::includes).toList());
        assertThat(grep.waitFor()).isZero();
    }
}
