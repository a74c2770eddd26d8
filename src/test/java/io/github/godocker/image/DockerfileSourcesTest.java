package io.github.godocker.image;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Map;
import org.junit.jupiter.api.Test;

class DockerfileSourcesTest {
    private static DockerfileSources read(String text) {
        return read(text, Map.of(), true);
    }

    private static DockerfileSources read(String text, Map<String, String> arguments, boolean buildKit) {
        return DockerfileSources.of(text, arguments, "linux/arm64", "linux/amd64", buildKit);
    }

    private static DockerfileSources.Image image(String name) {
        return new DockerfileSources.Image(name, "linux/arm64");
    }

    @Test
    void basesWithTheirArguments() {
        String text = """
                ARG TAG=1.26 OTHER
                ARG BASE="golang:${TAG}"
                FROM --platform=$BUILDPLATFORM $BASE AS build
                FROM alpine:${OTHER:-3.22}
                COPY --from=build /x /x
                """;
        assertThat(read(text).images())
                .containsExactlyInAnyOrder(
                        new DockerfileSources.Image("golang:1.26", "linux/amd64"), image("alpine:3.22"));
        assertThat(read(text, Map.of("BASE", "mine", "OTHER", "edge"), true).images())
                .extracting(DockerfileSources.Image::name)
                .containsExactlyInAnyOrder("mine", "alpine:edge");
    }

    @Test
    void buildKitLeavesOutWhatNothingNeeds() {
        String text = """
                FROM golang AS compile
                FROM scratch AS from-maven
                FROM from-maven AS binaries
                FROM debian
                COPY --from=binaries / /
                """;
        assertThat(read(text).images()).containsExactly(image("debian"));
        assertThat(read(text, Map.of(), false).images()).containsExactlyInAnyOrder(image("golang"), image("debian"));
    }

    @Test
    void stagesByNumberAndInAnyCase() {
        assertThat(read("from golang as Build\nfrom scratch\ncopy --from=0 /a /\ncopy --from=BUILD /b /\n")
                        .images())
                .containsExactly(image("golang"));
        assertThat(read("FROM golang AS a\nFROM a\n").images()).containsExactly(image("golang"));
    }

    @Test
    void imagesThatAreNoBase() {
        assertThat(read("""
                # syntax=docker/dockerfile:1
                # escape=`
                FROM scratch
                COPY --chown=1:1 --from=busybox:1 /bin/sh /bin/
                RUN --mount=type=bind,from=tools:2,target=/t `
                    # a comment
                    /t/run --mount=type=bind,from=no
                """).images())
                .containsExactlyInAnyOrder(
                        new DockerfileSources.Image("docker/dockerfile:1", null), image("busybox:1"), image("tools:2"));
        assertThat(read("# syntax=docker/dockerfile:1\nFROM scratch\n", Map.of(), false)
                        .images())
                .isEmpty();
    }

    @Test
    void noneInCommentsScriptsAndHereDocuments() {
        assertThat(read("""
                # FROM a
                FROM scratch
                RUN <<EOF cat > x \\
                  <<-"END"
                FROM b
                EOF
                FROM c
                \tEND
                RUN echo \\

                    FROM d
                COPY <<x /y
                FROM e
                x
                """).images()).isEmpty();
    }

    @Test
    void whatIsAddedByUrl() {
        String text = """
                ARG VERSION=2
                FROM scratch AS unused
                ADD https://example.com/unused /
                FROM scratch
                ARG VERSION
                ENV HOST=example.com NAME="x y"
                ENV OLD example.org
                ADD --chown=1 https://$HOST/a-$VERSION https://$OLD/b src /d/
                ADD ["http://example.com/c", "/https://x"]
                ADD src https://example.com/target
                ADD git@example.com:x.git /x
                COPY https://example.com/d /d
                """;
        assertThat(read(text).urls())
                .containsExactly(
                        "https://example.com/a-2",
                        "https://example.org/b",
                        "http://example.com/c",
                        "git@example.com:x.git");
    }
}
