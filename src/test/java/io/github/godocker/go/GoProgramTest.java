package io.github.godocker.go;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.godocker.go.GoProgram.Module;
import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.zip.GZIPInputStream;
import org.apache.commons.compress.utils.SeekableInMemoryByteChannel;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** With what go really makes; see the README beside them. */
class GoProgramTest {
    private static final Path EXECUTABLES = Path.of("src/test/resources/executables");

    private static byte[] bytes(String name) throws IOException {
        try (InputStream in = new GZIPInputStream(Files.newInputStream(EXECUTABLES.resolve(name + ".gz")))) {
            return in.readAllBytes();
        }
    }

    private static Optional<GoProgram> read(byte[] bytes) throws IOException {
        return GoProgram.read(new SeekableInMemoryByteChannel(bytes));
    }

    private static Map<String, Long> packages(GoProgram program) {
        Map<String, Long> packages = new HashMap<>();
        program.modules().forEach(module -> packages.putAll(module.packages()));
        return packages;
    }

    private static long sum(GoProgram program) {
        return program.modules().stream().mapToLong(Module::size).sum()
                + program.rest().values().stream().mapToLong(Long::longValue).sum();
    }

    @ParameterizedTest
    @CsvSource({"sizes-amd64, go1.26", "sizes-s390x, go1.26", "sizes-arm, go1.26", "sizes-pie-amd64, go1.25"})
    void eachByteBelongsToSomething(String name, String version) throws IOException {
        byte[] bytes = bytes(name);

        GoProgram program = read(bytes).orElseThrow();

        assertThat(program.problem()).isEmpty();
        assertThat(program.size()).isEqualTo(bytes.length);
        assertThat(sum(program)).isEqualTo(bytes.length);
        assertThat(program.goVersion()).startsWith(version);
        assertThat(program.mainPackage()).isEqualTo("example.com/shop/cmd/shop");
        assertThat(program.modules())
                .extracting(Module::path)
                .containsExactly("std", "gopkg.in/yaml.v3", "example.com/shop");
        assertThat(program.modules()).extracting(Module::version).containsExactly("", "v3.0.1", "(devel)");
        Map<String, Long> packages = packages(program);
        assertThat(packages).containsKeys("runtime", "gopkg.in/yaml.v3", "example.com/shop/store");
        assertThat(packages.get("example.com/shop/cmd/shop")).isBetween(50L, 1000L);
        assertThat(program.rest()).containsKeys("table of functions and lines", "generated functions", "variables");
    }

    /** What {@code go tool nm -size} says of the same program before it was stripped: without the gaps between functions. */
    @ParameterizedTest
    @CsvSource({
        "runtime, 439112",
        "gopkg.in/yaml.v3, 141469",
        "reflect, 41591",
        "fmt, 36652",
        "example.com/shop/store, 13"
    })
    void packagesAreAsLargeAsGoSays(String name, long size) throws IOException {
        Map<String, Long> packages = packages(read(bytes("sizes-amd64")).orElseThrow());

        assertThat(packages.get(name)).isBetween(size, size * 112 / 100 + 64);
    }

    /** There the table is no section of its own: the system's linker has put it to others. */
    @Test
    void findsTheTableOfAProgramThatCanBeMovedAndUsesC() throws IOException {
        byte[] bytes = bytes("sizes-cgo-pie-amd64");

        GoProgram program = read(bytes).orElseThrow();

        assertThat(program.problem()).isEmpty();
        assertThat(sum(program)).isEqualTo(bytes.length);
        assertThat(packages(program)).containsKeys("runtime", "example.com/cgo");
    }

    @Test
    void aProgramOfCIsNone() throws IOException {
        byte[] bytes = bytes("static-amd64");
        assertThat(read(new byte[0])).isEmpty();
        assertThat(read(new byte[] {0x7f, 'E', 'L'})).isEmpty();
        assertThat(read("#!/bin/sh\n".getBytes(StandardCharsets.UTF_8))).isEmpty();
        // These are headers alone.
        assertThatThrownBy(() -> read(bytes)).isInstanceOf(IOException.class);
    }

    /** Of Go before 1.18 the table is told, and not read. */
    @Test
    void anOldTableIsNotTakenForANewOne() throws IOException {
        byte[] bytes = bytes("sizes-amd64");
        bytes[table(bytes)] = (byte) 0xfa;

        GoProgram program = read(bytes).orElseThrow();

        assertThat(program.problem()).contains("it was made by a Go older than 1.18");
        assertThat(program.modules()).isEmpty();
        assertThat(sum(program)).isEqualTo(bytes.length);
    }

    private static int table(byte[] bytes) {
        for (int i = 0; i < bytes.length; i += 8) {
            if (bytes[i] == (byte) 0xf1
                    && bytes[i + 1] == -1
                    && bytes[i + 2] == -1
                    && bytes[i + 3] == -1
                    && bytes[i + 4] == 0
                    && bytes[i + 6] == 1
                    && bytes[i + 7] == 8) {
                return i;
            }
        }
        throw new AssertionError();
    }

    @Test
    void aTableThatLiesIsToldAndTheRestCounted() throws IOException {
        byte[] bytes = bytes("sizes-amd64");
        int table = table(bytes);
        ByteBuffer header = ByteBuffer.wrap(bytes).order(ByteOrder.LITTLE_ENDIAN);

        for (long lie : new long[] {-1, Long.MAX_VALUE, Integer.MAX_VALUE, 1L << 40}) {
            for (int word : new int[] {0, 3, 7}) {
                long truth = header.getLong(table + 8 + 8 * word);
                header.putLong(table + 8 + 8 * word, lie);
                GoProgram program = read(bytes).orElseThrow();
                assertThat(program.problem()).isNotEmpty();
                assertThat(program.modules()).isEmpty();
                assertThat(sum(program)).isEqualTo(bytes.length);
                header.putLong(table + 8 + 8 * word, truth);
            }
        }
    }

    /** Whatever is changed, it is read, or refused in words, and never told to be larger than it is. */
    @Test
    void noChangeOfTheHeadersDoesHarm() throws IOException {
        byte[] whole = bytes("sizes-amd64");
        ByteBuffer header = ByteBuffer.wrap(whole).order(ByteOrder.LITTLE_ENDIAN);
        int sections = (int) header.getLong(40);
        Random random = new Random(1);
        for (int i = 0; i < 150; i++) {
            byte[] bytes = whole.clone();
            for (int j = 0; j < 1 + i % 4; j++) {
                int at = i % 2 == 0 ? random.nextInt(64) : sections + random.nextInt(64 * 16);
                bytes[Math.min(at, bytes.length - 1)] = (byte) random.nextInt(256);
            }
            try {
                read(bytes).ifPresent(program -> assertThat(sum(program)).isEqualTo(bytes.length));
            } catch (IOException e) {
                assertThat(e).hasMessageContaining("breaks off");
            }
        }
        byte[] cut = Arrays.copyOf(whole, whole.length / 2);
        assertThatThrownBy(() -> read(cut)).hasMessageContaining("breaks off");
    }

    @ParameterizedTest
    @CsvSource({
        "main.main, main",
        "runtime.(*mheap).alloc.func1, runtime",
        "google.golang.org/grpc.(*Server).Serve, google.golang.org/grpc",
        "google.golang.org/grpc/internal/transport.init, google.golang.org/grpc/internal/transport",
        "gopkg.in/yaml%2ev3.Marshal, gopkg.in/yaml.v3",
        "gopkg.in/odd%zz%2.Marshal, gopkg.in/odd%zz%2",
        "slices.SortFunc[go.shape.[]github.com/a/b.T], slices",
        "github.com/a/b.(*List[example.com/x.Y]).Add, github.com/a/b",
        "vendor/golang.org/x/net/dns.Parse, vendor/golang.org/x/net/dns",
        "go.uber.org/zap.New, go.uber.org/zap",
        "go:buildid, ''",
        "type:.eq.[2]string, ''",
        "_rt0_amd64_linux, ''",
        "'', ''"
    })
    void aFunctionsNameBeginsWithItsPackage(String function, String expected) {
        assertThat(GoProgram.packageOf(function, true)).isEqualTo(expected);
    }

    @ParameterizedTest
    @ValueSource(strings = {"type..eq.[2]string", "go.buildid"})
    void before120TheCompilersNamesHadADot(String function) {
        assertThat(GoProgram.packageOf(function, false)).isEmpty();
    }

    @Test
    void thePathOfAPackageTellsItsModule() {
        BuildInfo info = BuildInfo.parse("go1.26", """
                path\texample.com/shop/cmd/shop
                mod\texample.com/shop\t(devel)\t
                dep\tgithub.com/a/b\tv1.0.0\th1:x=
                dep\tgithub.com/a/b/v2\tv2.1.0\th1:x=
                dep\tgithub.com/c/d\tv1.0.0
                =>\t../d\t\t
                dep\tgithub.com/e/f\tv1.0.0
                =>\tgithub.com/fork/f\tv1.0.1\th1:y=
                build\t-compiler=gc
                mod
                """);

        assertThat(info.mainPackage()).isEqualTo("example.com/shop/cmd/shop");
        assertThat(info.modules()).containsEntry("github.com/c/d", "=> ../d").containsEntry("github.com/e/f", "v1.0.1");
        assertThat(info.moduleOf("github.com/a/b/v2/x")).isEqualTo("github.com/a/b/v2");
        assertThat(info.moduleOf("github.com/a/b/v3")).isEqualTo("github.com/a/b");
        assertThat(info.moduleOf("example.com/shop")).isEqualTo("example.com/shop");
        assertThat(info.moduleOf("example.com/shopping")).isEqualTo("(unknown)");
        assertThat(info.moduleOf("net/http")).isEqualTo("std");
        assertThat(info.moduleOf("vendor/golang.org/x/net/dns")).isEqualTo("std");
        assertThat(info.moduleOf("")).isEqualTo("(unknown)");
    }
}
