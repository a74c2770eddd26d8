package io.github.godocker.go;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class GoOutputTest {
    private static final Path HOST = Path.of("/home/me/repo").toAbsolutePath();
    private static final GoOutput OUTPUT = new GoOutput("/src", HOST, HOST.resolve("app"));

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '~',
            value = {
                "./main.go:3:25: undefined: x           | @/app/main.go:3:25: undefined: x",
                "cmd/api/main.go:3:25: undefined: x     | @/app/cmd/api/main.go:3:25: undefined: x",
                "../lib/l.go:2:12: undefined: x         | @/lib/l.go:2:12: undefined: x",
                "cmd/api/main.go:12: syntax error       | @/app/cmd/api/main.go:12: syntax error",
                "vet: ./main.go:3:2: undefined: x       | vet: @/app/main.go:3:2: undefined: x",
                "go.mod:3: unknown directive: foo       | @/app/go.mod:3: unknown directive: foo",
                "../go.work:1: unknown directive: foo   | @/go.work:1: unknown directive: foo",
                "./m.c:2:9: error: expected ')'         | @/app/m.c:2:9: error: expected ')'",
                "/src/lib/l.go:2:12: undefined: x       | @/lib/l.go:2:12: undefined: x",
                "go: errors parsing /src/app/go.mod:    | go: errors parsing @/app/go.mod:",
                "open \"/src/app/x\": denied (/src)     | open \"@/app/x\": denied (@)",
                "GOMOD=/src/app/go.mod and /src/lib     | GOMOD=@/app/go.mod and @/lib",
            })
    void pathsAreTheHosts(String line, String rewritten) {
        String expected = rewritten.replace("@", "/home/me/repo");
        assertThat(OUTPUT.rewrite(line)
                        .replace(HOST.toString(), "/home/me/repo")
                        .replace('\\', '/'))
                .isEqualTo(expected);
    }

    @Test
    void continuationsToo() {
        assertThat(OUTPUT.rewrite("\t./main.go:4:6: other declaration of f"))
                .isEqualTo("\t" + HOST.resolve("app/main.go") + ":4:6: other declaration of f");
        assertThat(OUTPUT.rewrite("\t/src/app/main.go:10 +0x1d"))
                .isEqualTo("\t" + HOST.resolve("app/main.go") + ":10 +0x1d");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "\t",
                "\tgo get nosuch.example/x",
                "# example.com/app/cmd/api",
                "go: downloading example.com/src/app v1.0.0",
                "go: downloading golang.org/x/sys v0.1.0",
                "    main_test.go:12: a test's words, relative to its package",
                "error in foo.go:12: words",
                "https://example.com/src/app: 404 Not Found",
                "see /srcs/main.go or x/src/main.go",
                "/usr/local/go/src/fmt/print.go:10:2: words",
                "main.go: no line",
                "data.txt:3:4: no source",
                "note:12",
                "12:30:00 time",
                "/src:/src",
            })
    void otherLinesStay(String line) {
        GoOutput output = new GoOutput("/src/", HOST, HOST);
        if (line.equals("/src:/src")) {
            assertThat(output.rewrite(line)).isEqualTo(HOST + ":" + HOST);
        } else {
            assertThat(output.rewrite(line)).isEqualTo(line);
        }
    }

    @Test
    void offlineTheErrorNamesWhatIsMissing() {
        List<String> wanted = List.of("github.com/google/uuid v1.6.0", "git.example.com/lib v1.0.0");

        assertThat(OUTPUT.knownFailure(
                        "Cannot compile x", List.of("m.go:8:2: module lookup disabled by GOPROXY=off"), wanted))
                .get()
                .satisfies(failure -> {
                    assertThat(failure.problem())
                            .isEqualTo("Cannot compile x: m.go:8:2: module lookup disabled by GOPROXY=off.");
                    assertThat(failure.nextStep())
                            .startsWith("Not in the module cache: github.com/google/uuid v1.6.0, git.example.com/lib"
                                    + " v1.0.0. Run once without -o");
                });
        assertThat(OUTPUT.knownFailure("Cannot compile x", List.of("dial tcp: i/o timeout"), wanted))
                .get()
                .satisfies(failure -> assertThat(failure.nextStep()).doesNotContain("uuid"));
    }

    @Test
    void sameRootOnBothSides() {
        GoOutput output = new GoOutput(HOST.toString(), HOST, HOST);

        assertThat(output.rewrite("x " + HOST + "/a.go")).isEqualTo("x " + HOST + "/a.go");
        assertThat(output.rewrite("a.go:1:1: x")).isEqualTo(HOST.resolve("a.go") + ":1:1: x");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '~',
            value = {
                "main.go:2:8: x.y/z@v1: Get \"https://p/z.zip\": dial tcp 127.0.0.1:1: connect: connection refused | true | <proxy>",
                "go: x.y/z@v1: Get \"https://p/\": dial tcp: lookup p on 10.0.0.1:53: no such host | true | <proxy>",
                "fatal: unable to access 'https://github.com/a/b/': Could not resolve host: github.com | true | <proxy>",
                "Get \"https://p/\": tls: failed to verify certificate: x509: certificate signed by unknown authority | true | <caCertificates>",
                "x: reading https://p/z.zip: 404 Not Found | true | GOPRIVATE",
                "x: reading https://sum.golang.org/lookup/x: 410 Gone | true | <server>",
                "fatal: could not read Username for 'https://github.com': terminal prompts disabled | true | id is github.com, and",
                "fatal: could not read Username for 'https://git.corp.example:8443': terminal prompts disabled | true | id is git.corp.example:8443, and",
                "fatal: Authentication failed for 'https://joe@git.corp.example/x/lib/' | true | id is git.corp.example, and",
                "go: x: git init --bare in /cache/mod/cache/vcs/1: exec: \"git\": executable file not found in $PATH | true | <builderImage> with git",
                "m.go:8:2: x@v1.0.0: reading https://proxy.corp.example:8444/x/@v/v1.0.0.zip: 401 Unauthorized | true | id is proxy.corp.example:8444;",
                "\tHost key verification failed. | true | known_hosts",
                "\tgit@git.corp.example: Permission denied (publickey). | true | <sshAgent>true",
                "main.go:3:8: no secure protocol found for repository | true | ssh -T git@",
                "error: cannot run ssh: No such file or directory | true | with ssh",
                "go: x@v1.0.0: reading file:///srv/proxy/x/@v/v1.0.0.zip: no such file or directory | true | that directory",
                "go: go.mod requires go >= 1.27 (running go 1.26.1; GOTOOLCHAIN=local) | true | <goVersion>1.27</goVersion>",
                "go: a.b/c@v1.0.0 requires go >= 1.27rc1 (running go 1.26.1) | true | <goVersion>1.27rc1</goVersion>",
                "note: module requires Go 1.27 | true | <goVersion>1.27</goVersion>",
                "x.go:1:1: module requires Go 1.27 or later | true | <goVersion>1.27</goVersion>",
                "go: download go1.28 for linux/amd64: toolchain not available | true | <goVersion>1.28</goVersion>",
                "go.mod:3: invalid go version '1.26.0': must match format 1.23 | true | 1.21 or later",
                "flag provided but not defined: -buildvcs | true | 1.18 or later",
                "cgo: C compiler \"gcc\" not found: exec: \"gcc\": executable file not found in $PATH | true | leave out <cgo>",
                "/usr/bin/ld: cannot find -lz: No such file or directory | true | its static form",
                "ld.lld: error: unable to find library -lsqlite3 | true | <builderImage>",
                "go: example.com/y@v1.0.0: Get \"https://proxy.test/example.com/y/@v/v1.0.0.mod\": Proxy Authentication Required | true | <password>",
                "go: y@v1.0.0: reading http://proxy.test/y/@v/v1.0.0.mod: 407 Proxy Authentication Required | true | <password>",
                "\tfatal: unable to access 'https://github.com/a/b/': CONNECT tunnel failed, response 407 | true | <password>",
                "m.go:2:8: module lookup disabled by GOPROXY=off | true | --offline",
                "x@v1.0.0: verifying module: reading file:///maven-is-offline/lookup/x@v1.0.0: no such file or directory | true | --offline",
                "write /cache/x: no space left on device | true | docker system df",
                "go build a.b/c: copying /tmp/go-build1/b001/exe/a.out to /src/target/c: write /src/target/c: no space left on device | true | df -h target",
                "open /src/target/c: disk quota exceeded | true | df -h target",
                "/usr/lib/go-1.26/pkg/tool/linux_amd64/link: mapping output file failed: no space left on device | true | docker system df",
                "write $WORK/b001/exe/a.out: no space left on device | true | docker system df",
                "mkdir /tmp/go-build1: no space left on device | true | docker system df",
                "/usr/local/go/pkg/tool/linux_amd64/compile: signal: killed | true | -p=1",
                "m.go:2:8: missing go.sum entry for module providing package x; to add: | false | `go mod tidy`",
                "go: updates to go.mod needed; to update it: | false | `go mod tidy`",
                "go: module ../lib listed in go.work file requires go >= 1.26, but go.work lists go 1.25; to update it: | false | `go work use`",
                "go: inconsistent vendoring in /src/app: | false | `go mod vendor`",
            })
    void knowsWhatToDo(String line, boolean environment, String advice) {
        assertThat(GoOutput.isEnvironmentFailure(line)).isEqualTo(environment);
        assertThat(GoOutput.advice(line))
                .hasValueSatisfying(text -> assertThat(text).contains(advice).doesNotContain("%s"));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "./main.go:3:25: undefined: x509.Certificate",
                "./main.go:3:25: undefined: gcc",
                "# example.com/app",
                "go: downloading example.com/x v1.0.0",
                "main.go:2:8: no required module provides package nosuch.example/x; to add it:",
                "",
            })
    void leavesCodeToTheUser(String line) {
        assertThat(GoOutput.isEnvironmentFailure(line)).isFalse();
        assertThat(GoOutput.advice(line)).isEmpty();
    }
}
