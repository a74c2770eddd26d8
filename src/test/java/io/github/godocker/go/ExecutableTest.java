package io.github.godocker.go;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.godocker.Platform;
import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.zip.GZIPInputStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** With headers of what go really makes; see the README beside them. */
class ExecutableTest {
    private static final Path HEADERS = Path.of("src/test/resources/executables");

    @TempDir
    Path directory;

    @ParameterizedTest
    @ValueSource(
            strings = {"amd64", "arm64", "arm", "386", "s390x", "mips", "mips64le", "ppc64le", "riscv64", "loong64"})
    void aStaticProgramNeedsNothing(String arch) throws IOException {
        Executable executable = read("static-" + arch);

        assertThat(executable).isEqualTo(new Executable(Executable.Format.ELF, arch, "linux", "", List.of()));
        assertThat(executable.isDynamic()).isFalse();
        assertThat(executable.runsOn(Platform.parse("linux/" + arch))).isTrue();
        assertThat(executable.runsOn(Platform.parse(arch.equals("amd64") ? "linux/arm64" : "linux/amd64")))
                .isFalse();
        assertThat(executable.runsOn(Platform.parse("windows/amd64"))).isFalse();
        assertThat(executable.description()).isEqualTo("a program for linux/" + arch);
    }

    @Test
    void aDynamicProgramNamesItsLoaderAndLibraries() throws IOException {
        Executable executable = read("cgo-amd64");

        assertThat(executable.isDynamic()).isTrue();
        assertThat(executable.loader()).isEqualTo("/lib64/ld-linux-x86-64.so.2");
        assertThat(executable.libraries()).containsExactly("libc.so.6");
        assertThat(executable.needs()).isEqualTo("the loader /lib64/ld-linux-x86-64.so.2 and libc.so.6");
    }

    @ParameterizedTest
    @CsvSource({"pie-amd64, /lib64/ld-linux-x86-64.so.2", "musl-amd64, /lib/ld-musl-x86_64.so.1"})
    void anExecutableThatCanBeMovedNeedsALoader(String name, String loader) throws IOException {
        Executable executable = read(name);

        assertThat(executable.isDynamic()).isTrue();
        assertThat(executable.needs()).isEqualTo("the loader " + loader);
    }

    @ParameterizedTest
    @ValueSource(strings = {"cgo-static-amd64", "cgo-static-pie-amd64"})
    void cgoThatIsLinkedStaticallyNeedsNothing(String name) throws IOException {
        assertThat(read(name)).isEqualTo(read("static-amd64"));
    }

    @ParameterizedTest
    @CsvSource({
        "freebsd-amd64, freebsd/amd64, a program for freebsd/amd64",
        "windows-amd64, windows/amd64, a program for windows",
        "darwin-arm64,  darwin/arm64,  a program for darwin",
        "wasm,          wasip1/wasm,   a WebAssembly module",
    })
    void othersRunWhereTheyBelong(String name, String platform, String description) throws IOException {
        Executable executable = read(name);

        assertThat(executable.runsOn(Platform.parse(platform))).isTrue();
        assertThat(executable.runsOn(Platform.parse("linux/amd64"))).isFalse();
        assertThat(executable.description()).isEqualTo(description);
    }

    @Test
    void anArchiveIsNoProgram() throws IOException {
        assertThat(read("archive").description()).isEqualTo("no program");
        assertThat(read("archive").runsOn(Platform.parse("linux/amd64"))).isFalse();
        assertThat(Executable.read(Files.writeString(directory.resolve("short"), "#!/bin/sh\n"))
                        .format())
                .isEqualTo(Executable.Format.OTHER);
    }

    @Test
    void aFileThatBreaksOffIsRefused() throws IOException {
        byte[] whole = bytes("cgo-amd64");
        ByteBuffer header = ByteBuffer.wrap(whole).order(ByteOrder.LITTLE_ENDIAN);
        for (int length : List.of(20, 63, 64, 200, (int) header.getLong(32) + 60)) {
            Path file = Files.write(directory.resolve("cut"), java.util.Arrays.copyOf(whole, length));
            assertThatThrownBy(() -> Executable.read(file))
                    .isInstanceOf(IOException.class)
                    .hasMessage("the program breaks off: its headers point beyond its end");
        }
        header.putLong(32, Long.MAX_VALUE - 3);
        Path file = Files.write(directory.resolve("cut"), whole);
        assertThatThrownBy(() -> Executable.read(file)).isInstanceOf(IOException.class);
    }

    @Test
    void aLinkIsNotFollowed() throws IOException {
        Path file = Files.write(directory.resolve("program"), bytes("static-amd64"));
        Path link = Files.createSymbolicLink(directory.resolve("link"), file);

        assertThatThrownBy(() -> Executable.read(link)).isInstanceOf(IOException.class);
    }

    private Executable read(String name) throws IOException {
        return Executable.read(Files.write(directory.resolve(name), bytes(name)));
    }

    private static byte[] bytes(String name) throws IOException {
        try (InputStream in = new GZIPInputStream(Files.newInputStream(HEADERS.resolve(name + ".gz")))) {
            return in.readAllBytes();
        }
    }
}
