package io.github.godocker.go;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Who is given a login, and who is not. */
class ModuleHostsTest {
    @TempDir
    Path directory;

    @BeforeEach
    void module() throws IOException {
        write("app/go.mod", """
                module git.own.example/app // see https://docs.example/x

                go 1.26

                // replace z => github.forgotten.example/z v1.0.0
                require (
                	git.corp.example/lib v1.2.3 // indirect
                	"quoted.example/lib" v0.0.0
                	bare.example v1.0.0
                )

                replace git.corp.example/old => mirror.example/old v1.0.0
                replace local.example/x => ../x
                """);
        write("app/go.sum", "sum.example/deep v1.0.0/go.mod h1:abc.def/ghi=\n");
        write("x/go.mod", "module local.example/x\n\nrequire deep.example/y v1.0.0\n");
        write("other/go.mod", "module other.example/other\n\nrequire work.example/z v1.0.0\n");
        write("go.work", "go 1.26\n\nuse (\n./app\n./other\n)\n\nreplace a.example/a => fork.example/a v1.0.0\n");
    }

    private void write(String name, String text) throws IOException {
        Path file = directory.resolve(name);
        Files.createDirectories(file.getParent());
        Files.writeString(file, text);
    }

    private ModuleHosts hosts(String goProxy) {
        return hosts(Map.of("GOPROXY", goProxy));
    }

    private ModuleHosts hosts(Map<String, String> variables) {
        return ModuleHosts.of(GoModule.read(directory.resolve("app")), variables);
    }

    @ParameterizedTest
    @CsvSource({
        "git.corp.example, true",
        "GIT.corp.example, true",
        "git.corp.example:443, true",
        "quoted.example, true",
        "bare.example, true",
        "mirror.example, true",
        "sum.example, true",
        "work.example, true",
        "fork.example, true",
        "git.corp.example:5000, false",
        "corp.example, false",
        "notgit.corp.example, false",
        "it.corp.example, false",
        "git.corp.exampl, false",
        "git.corp.example.evil.test, false",
        "docs.example, false",
        "github.forgotten.example, false",
        "lib, false",
        "snapshots, false",
    })
    void aLoginIsForItsOwnHostAlone(String id, boolean wanted) {
        assertThat(hosts("").machines(id).isEmpty()).isNotEqualTo(wanted);
    }

    @Test
    void theDirectoryOfAReplaceLineHasRequirementsToo() throws IOException {
        Files.delete(directory.resolve("go.work"));

        assertThat(hosts("").machines("deep.example")).containsExactly("deep.example");
        assertThat(hosts("").machines("work.example")).isEmpty();
    }

    /** A module's own path may lead to a git server of another name. */
    @ParameterizedTest
    @CsvSource({
        "scm.corp.example, 'scm.corp.example'",
        "SCM.corp.example:443, 'scm.corp.example'",
        "scm.corp.example:8443, 'scm.corp.example scm.corp.example:8443'",
        "a.team.example, 'a.team.example'",
        "a.b.team.example, 'a.b.team.example'",
        "team.example, ''",
        "a.team.example.evil.test, ''",
        "noproxy.example, 'noproxy.example'",
        "git.corp.example:5000, ''",
        "third.example, ''",
        "git.internal, 'git.internal'",
        "snapshots, ''",
        "x, ''",
    })
    void hostsThatTheUserCallsPrivate(String id, String machines) {
        ModuleHosts hosts = hosts(Map.of(
                "GOPRIVATE", "*,scm.corp.example/group/*, *.team.example,*.*,*.internal,[a-z].example,x",
                "GONOPROXY", "none,noproxy.example"));

        assertThat(String.join(" ", hosts.machines(id))).isEqualTo(machines);
    }

    @Test
    void privateHostsAreThoseOfNamesAndPatterns() {
        assertThat(hosts(Map.of("GOPRIVATE", "*.corp.example/x,scm.test", "GOPROXY", "https://proxy.example"))
                        .privateHosts())
                .containsExactly("git.corp.example", "scm.test");
    }

    @Test
    void aProxysPortCounts() {
        ModuleHosts hosts =
                hosts("https://me:pw@proxy.example:8443/go|http://plain.example,https://usual.example,direct");

        assertThat(hosts.machines("proxy.example")).containsExactly("proxy.example", "proxy.example:8443");
        assertThat(hosts.machines("proxy.example:8443")).containsExactly("proxy.example:8443");
        assertThat(hosts.machines("proxy.example:443")).isEmpty();
        assertThat(hosts.machines("roxy.example")).isEmpty();
        assertThat(hosts.machines("plain.example:80")).containsExactly("plain.example:80");
        assertThat(hosts.machines("usual.example")).containsExactly("usual.example");
        assertThat(hosts.machines("usual.example:443")).containsExactly("usual.example");
        assertThat(hosts.machines("direct")).isEmpty();
    }
}
