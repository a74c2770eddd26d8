package io.github.godocker.go;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.github.godocker.GoDockerException;
import io.github.godocker.Platform;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.Function;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class GoBuildTest {
    private static final List<MainPackage> MAINS =
            List.of(new MainPackage("./cmd/api", "api"), new MainPackage("./cmd/worker", "worker"));

    @TempDir
    Path directory;

    @Test
    void isPlainByDefault() {
        GoBuild build = build("", List.of(), List.of(), Map.of());

        assertThat(build.arguments("/out"))
                .containsExactly(
                        "go",
                        "build",
                        "-trimpath",
                        "-buildvcs=false",
                        "-ldflags",
                        "-s -w",
                        "-o",
                        "/out/",
                        "./cmd/api",
                        "./cmd/worker");
        assertThat(build.environment()).hasToString("{CGO_ENABLED=0, GOOS=linux, GOARCH=amd64}");
        assertThat(build.shell("/out/"))
                .isEqualTo("CGO_ENABLED=0 GOOS=linux GOARCH=amd64"
                        + " go build -trimpath -buildvcs=false -ldflags '-s -w' -o /out/ ./cmd/api ./cmd/worker");
    }

    @Test
    void takesWhatTheUserAdds() {
        Map<String, String> goEnv = new LinkedHashMap<>();
        goEnv.put("GOFLAGS", "-mod=mod -v");
        goEnv.put("CGO_ENABLED", "1");
        GoBuild build = new GoBuild(
                List.of(new MainPackage(".", "app")),
                Platform.parse("linux/arm/v6"),
                "\n  -X main.version=1.0\n  -X main.by=me\n",
                List.of("netgo", "prod"),
                List.of("-race", "-p=1"),
                Cgo.OFF,
                Map.of(),
                goEnv);

        assertThat(build.arguments("bin"))
                .containsExactly(
                        "go",
                        "build",
                        "-trimpath",
                        "-buildvcs=false",
                        "-tags",
                        "netgo,prod",
                        "-ldflags",
                        "-s -w -X main.version=1.0 -X main.by=me",
                        "-race",
                        "-p=1",
                        "-o",
                        "bin/app",
                        ".");
        assertThat(build.environment())
                .hasToString("{CGO_ENABLED=1, GOOS=linux, GOARCH=arm, GOARM=6, GOFLAGS=-mod=mod -v}");
    }

    @Test
    void takesFromTheEnvironmentWhatNeitherPlatformNorPomSays() {
        Map<String, String> inherited = Map.of("GOAMD64", "v2", "GOARM64", "v9.0", "GOEXPERIMENT", "jsonv2");
        Function<String, GoBuild> build = platform -> new GoBuild(
                MAINS,
                Platform.parse(platform),
                "",
                List.of(),
                List.of(),
                Cgo.OFF,
                inherited,
                Map.of("GOARM64", "v8.1"));
        assertThat(build.apply("linux/amd64").environment())
                .containsEntry("GOAMD64", "v2")
                .containsEntry("GOARM64", "v8.1")
                .containsEntry("GOEXPERIMENT", "jsonv2");
        assertThat(build.apply("linux/amd64/v3").environment()).containsEntry("GOAMD64", "v3");
        assertThat(build.apply("linux/amd64").toString())
                .isNotEqualTo(build("", List.of(), List.of(), Map.of("GOARM64", "v8.1"))
                        .toString());
        assertThat(CodeVariables.of(Map.of("GOAMD64", " v3 ", "GOARM", "", "PATH", "/bin", "CC", "clang")))
                .isEqualTo(Map.of("GOAMD64", "v3"));
    }

    @Test
    void enablesCgo() {
        GoBuild build = new GoBuild(
                MAINS, Platform.parse("linux/amd64/v3"), "", List.of(), List.of(), Cgo.DYNAMIC, Map.of(), Map.of());

        assertThat(build.environment()).hasToString("{CGO_ENABLED=1, GOOS=linux, GOARCH=amd64, GOAMD64=v3}");
    }

    @Test
    void aSingleExecutableGetsItsName() {
        List<MainPackage> single = List.of(new MainPackage(".", "orders"));

        assertThat(build(single, "linux/amd64").arguments("/out/")).endsWith("-o", "/out/orders", ".");
        assertThat(build(single, "windows/amd64").arguments("/out")).endsWith("-o", "/out/orders.exe", ".");
    }

    @Test
    void aLibraryIsCompiledAndNothingKept() {
        assertThat(build(List.of(), "linux/amd64").arguments("/out")).endsWith("-o", "/dev/null", "./...");
    }

    @Test
    void linksTheCLibraryIn() {
        assertThat(linkedStatically("", List.of(), Map.of()))
                .containsSequence("-tags", "netgo,osusergo")
                .containsSequence("-ldflags", "-s -w -linkmode external -extldflags=-static");
    }

    @Test
    void whatTheUserSaysOfLinkingWins() {
        assertThat(linkedStatically("-linkmode internal", List.of("prod", "netgo"), Map.of()))
                .containsSequence("-tags", "netgo,osusergo,prod")
                .containsSequence("-ldflags", "-s -w -linkmode external -extldflags=-static -linkmode internal");
    }

    private static List<String> linkedStatically(String ldflags, List<String> tags, Map<String, String> goEnv) {
        return new GoBuild(MAINS, Platform.parse("linux/amd64"), ldflags, tags, List.of(), Cgo.STATIC, Map.of(), goEnv)
                .arguments("/out");
    }

    private static GoBuild build(List<MainPackage> mains, String platform) {
        return new GoBuild(mains, Platform.parse(platform), "", List.of(), List.of(), Cgo.OFF, Map.of(), Map.of());
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "-X 'main.name=a b'",
                "-X main.cost=$HOME`id`$(id)\\",
                "-X \"main.s=it's\"",
                "-X main.x=*?[a]{b,c}~!#&|;<>",
                "-X main.heredoc=<<EOF",
                "-X main.ümlaut=日本",
            })
    void aShellSeesTheSameWords(String ldflags) throws Exception {
        assumeTrue(Files.isExecutable(Path.of("/bin/sh")));
        GoBuild build = build(ldflags, List.of("a"), List.of("-gcflags=all=-N -l", "-v"), Map.of("GOPRIVATE", "*.a b"));

        assertThat(run(build.shell("/out put"), Map.of())).isEqualTo(expected(build, build.environment(), "/out put"));
    }

    @ParameterizedTest
    @CsvSource({
        "linux/amd64,    linux,   amd64, ''",
        "linux/amd64/v3, linux,   amd64, v3",
        "linux/arm/v6,   linux,   arm,   v6",
        "linux/arm/v7,   linux,   arm,   ''",
        "linux/arm64,    linux,   arm64, ''",
        "windows/amd64,  windows, amd64, ''",
    })
    void aDockerfileGetsThePlatformFromBuildKit(String platform, String os, String arch, String variant)
            throws Exception {
        assumeTrue(Files.isExecutable(Path.of("/bin/sh")));
        Map<String, String> inherited = Map.of("GOAMD64", "v2", "GOARM", "5", "GORISCV64", "rva22u64");
        Map<String, String> goEnv = Map.of("CGO_ENABLED", "1", "GOPROXY", "direct");
        Function<String, GoBuild> build = target -> new GoBuild(
                MAINS, Platform.parse(target), "-X 'main.v=1 2'", List.of(), List.of(), Cgo.OFF, inherited, goEnv);
        GoBuild any = build.apply("linux/amd64");
        GoBuild wanted = build.apply(platform);

        String seen =
                run(any.shellForTarget("/out"), Map.of("TARGETOS", os, "TARGETARCH", arch, "TARGETVARIANT", variant));

        assertThat(seen).isEqualTo(expected(wanted, wanted.environment(), "/out"));
        assertThat(any.shellForTarget("/out")).doesNotContain("\n");
    }

    @ParameterizedTest
    @CsvSource({
        "-o,              Leave it out",
        "-o=/tmp/x,       Leave it out",
        "--o=/tmp/x,      Leave it out",
        "-o /tmp/x,       Leave it out",
        "-C=..,           Set <sourceDirectory>",
        "-toolexec=rm,    or run that program in a <builderImage>",
        "--toolexec,      or run that program in a <builderImage>",
    })
    void refusesFlagsThatItOwns(String flag, String nextStep) {
        assertThatThrownBy(() -> build("", List.of(), List.of("-v", flag), Map.of()))
                .isInstanceOf(GoDockerException.class)
                .hasMessageStartingWith("Cannot use the flag -")
                .hasMessageContaining(" of <goFlags>: ")
                .hasMessageContaining(nextStep);
        assertThatThrownBy(() -> build("", List.of(), List.of(), Map.of("GOFLAGS", "-v " + flag)))
                .isInstanceOf(GoDockerException.class)
                .hasMessageContaining(" of GOFLAGS in <goEnv>: ");
    }

    @ParameterizedTest
    @ValueSource(strings = {"-overlay=x.json", "-tags=o", "-Cx", "-ofoo", "4"})
    void takesFlagsThatOnlyLookAlike(String flag) {
        assertThat(build("", List.of(), List.of(flag), Map.of()).arguments("/out"))
                .contains(flag);
    }

    @ParameterizedTest
    @CsvSource({
        "GOOS,    Set <platforms> instead",
        "GOARCH,  Set <platforms> instead",
        "A-B,     Write it like <GOPRIVATE>",
        "1A,      Write it like <GOPRIVATE>",
        "'',      Write it like <GOPRIVATE>",
        "A=B;C,   Write it like <GOPRIVATE>",
    })
    void refusesVariablesThatCannotBe(String name, String nextStep) {
        assertThatThrownBy(() -> build("", List.of(), List.of(), Map.of(name, "x")))
                .isInstanceOf(GoDockerException.class)
                .hasMessageStartingWith("Cannot set ")
                .hasMessageContaining("\n" + nextStep);
    }

    private static GoBuild build(String ldflags, List<String> tags, List<String> flags, Map<String, String> goEnv) {
        return new GoBuild(MAINS, Platform.parse("linux/amd64"), ldflags, tags, flags, Cgo.OFF, Map.of(), goEnv);
    }

    /** What the stand-in for go prints: each argument, and the variables that matter to go and are not empty. */
    private static String expected(GoBuild build, Map<String, String> environment, String output) {
        StringBuilder text = new StringBuilder();
        List<String> arguments = build.arguments(output);
        arguments
                .subList(1, arguments.size())
                .forEach(argument -> text.append('[').append(argument).append("]\n"));
        new TreeMap<>(environment)
                .forEach((name, value) ->
                        text.append(name).append('=').append(value).append('\n'));
        return text.toString();
    }

    private String run(String line, Map<String, String> environment) throws IOException, InterruptedException {
        Path go = directory.resolve("go");
        Files.writeString(
                go,
                "#!/bin/sh\nfor a in \"$@\"; do printf '[%s]\\n' \"$a\"; done\n"
                        + "env | LC_ALL=C sort | grep -E '^(GO|CGO_)[A-Z0-9_]*=.' || true\n");
        assertThat(go.toFile().setExecutable(true)).isTrue();
        ProcessBuilder shell = new ProcessBuilder("/bin/sh", "-c", line).redirectErrorStream(true);
        shell.environment().keySet().removeIf(name -> name.startsWith("GO") || name.startsWith("CGO_"));
        shell.environment().put("PATH", directory + ":/usr/bin:/bin");
        shell.environment().putAll(environment);
        Process process = shell.start();
        String output = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        process.waitFor();
        return output;
    }
}
