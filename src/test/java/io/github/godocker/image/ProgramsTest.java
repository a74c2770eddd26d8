package io.github.godocker.image;

import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.godocker.GoDockerException;
import io.github.godocker.Platform;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.zip.GZIPInputStream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ProgramsTest {
    private final SampleImage images = new SampleImage();

    @TempDir
    Path target;

    @BeforeEach
    void layout() {
        images.target = target;
    }

    @Test
    void whatIsStaticRunsOnScratch() throws IOException {
        compiled("static-amd64", SampleImage.AMD64);

        assertThatCode(() -> check("golang:1.26")).doesNotThrowAnyException();
    }

    @ParameterizedTest
    @CsvSource({
        "cgo-amd64,  golang:1.26,                debian:stable-slim, the loader /lib64/ld-linux-x86-64.so.2 and libc.so.6",
        "pie-amd64,  acme/golang:1.26-bookworm,  debian:bookworm-slim, the loader /lib64/ld-linux-x86-64.so.2",
        "musl-amd64, golang:1.26-alpine,         alpine, the loader /lib/ld-musl-x86_64.so.1",
    })
    void whatIsDynamicNeedsABase(String binary, String builder, String base, String needs) throws IOException {
        Path file = compiled(binary, SampleImage.AMD64);

        assertThatThrownBy(() -> check(builder))
                .isInstanceOf(GoDockerException.class)
                .hasMessageStartingWith("Cannot build image acme/app:1.0 for linux/amd64: " + file + " needs " + needs
                        + ", and scratch has nothing.\nSet <baseImage>" + base + "</baseImage>, which has");
        images.base = "debian:stable-slim";
        assertThatCode(() -> check(builder)).doesNotThrowAnyException();
    }

    @Test
    void whatIsForAnotherPlatformIsRefusedOnEachBase() throws IOException {
        Platform arm64 = Platform.parse("linux/arm64");
        images.platforms.add(arm64);
        compiled("static-amd64", SampleImage.AMD64);
        Path file = compiled("static-amd64", arm64);

        for (String base : new String[] {ImageSpec.SCRATCH, "debian:stable-slim"}) {
            images.base = base;
            assertThatThrownBy(() -> check("golang:1.26"))
                    .isInstanceOf(GoDockerException.class)
                    .hasMessageStartingWith("Cannot build image acme/app:1.0 for linux/arm64: " + file
                            + " is a program for linux/amd64.\nLet <platforms> alone say");
        }
    }

    @Test
    void whatIsNoProgramIsRefused() throws IOException {
        compiled("archive", SampleImage.AMD64);

        assertThatThrownBy(() -> check("golang:1.26"))
                .isInstanceOf(GoDockerException.class)
                .hasMessageContaining(" is no program.\nTake -buildmode out of <goFlags>");
    }

    @Test
    void whatIsNotThereIsRefused() {
        assertThatThrownBy(() -> check("golang:1.26"))
                .isInstanceOf(GoDockerException.class)
                .hasMessageContaining("app does not exist.\nRun the goal go-docker:compile first");
    }

    @Test
    void windowsHasItsOwn() throws IOException {
        Platform windows = Platform.parse("windows/amd64");
        images.platforms.set(0, windows);
        compiled("windows-amd64", windows);

        assertThatCode(() -> check("golang:1.26")).doesNotThrowAnyException();
    }

    private void check(String builder) {
        Programs.checkThatTheyRun(images.spec(), images.layout(), builder);
    }

    private Path compiled(String name, Platform platform) throws IOException {
        Path file = images.layout().binaries(platform).resolve("app" + platform.binarySuffix());
        Files.createDirectories(file.getParent());
        try (InputStream in =
                new GZIPInputStream(Files.newInputStream(Path.of("src/test/resources/executables", name + ".gz")))) {
            Files.copy(in, file);
        }
        return file;
    }
}
