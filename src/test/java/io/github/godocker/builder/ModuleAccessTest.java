package io.github.godocker.builder;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.godocker.docker.ContainerSpec;
import io.github.godocker.log.BuilderLog;
import io.github.godocker.log.LinesLog;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ModuleAccessTest {
    private static final ModuleAccess OFFLINE = new ModuleAccess(true, "", List.of(), null);

    @Test
    void onlineTheUserDecides() {
        assertThat(new ModuleAccess(false, "", List.of(), null).variables(Map.of("GOPROXY", "https://proxy.example")))
                .isEmpty();
    }

    @Test
    void offlineNothingOfTheUsersOpensAWay() {
        assertThat(OFFLINE.variables(
                        Map.of("GOPROXY", "https://proxy.example", "GOPRIVATE", "*", "GONOPROXY", "git.example")))
                .containsEntry("GOPROXY", "off")
                .containsEntry("GONOPROXY", "none");
    }

    /** A toolchain in the cache is held against the database, and go takes it only where there is one. */
    @ParameterizedTest
    @CsvSource({
        "'',sum.golang.org file:///maven-is-offline",
        "sum.golang.org,sum.golang.org file:///maven-is-offline",
        "sum.golang.google.cn,sum.golang.org file:///maven-is-offline",
        "sum.example+33d7ac62+A https://sum.example/db,sum.example+33d7ac62+A file:///maven-is-offline"
    })
    void offlineTheChecksumDatabaseIsKnownAndNotAsked(String given, String offline) {
        assertThat(OFFLINE.variables(Map.of("GOSUMDB", given))).containsEntry("GOSUMDB", offline);
    }

    @Test
    void aChecksumDatabaseThatIsOffStaysSo() {
        assertThat(OFFLINE.variables(Map.of("GOSUMDB", "off"))).doesNotContainKey("GOSUMDB");
    }

    @Test
    void runsWithThemWhateverTheGoalSets(@TempDir Path root) {
        List<Map<String, String>> environments = new ArrayList<>();
        FakeContainer container = new FakeContainer((exec, output) -> {
            environments.add(exec.environment());
            return 0;
        });
        BuilderSpec spec = FakeContainer.spec(root, OFFLINE);
        try (Builder builder = Builder.open(container.containers(), spec, new BuilderLog(new LinesLog()))) {
            builder.run(List.of("go", "build"), Map.of("GOPROXY", "direct"), root, (stream, line) -> {});
        }
        assertThat(environments)
                .singleElement()
                .satisfies(all -> assertThat(all).containsEntry("GOPROXY", "off"));
    }

    @Test
    void aDirectoryOfModulesIsSeenAtItsPlace(@TempDir Path root) {
        String there = root.toUri().toString().replaceFirst("/$", "");
        Map<String, String> variables =
                Map.of("GOPROXY", there + "|file:///not/here,file://host/x,file:///%zz,https://proxy.example," + there);

        ModuleAccess access = ModuleAccess.of(false, variables, () -> "netrc", netrc -> null);

        assertThat(access)
                .isEqualTo(new ModuleAccess(
                        false,
                        "netrc",
                        List.of(new ContainerSpec.Bind(
                                root, root.toUri().getPath().replaceFirst("/$", ""), true)),
                        null));
        assertThatThrownBy(access::checkForCopies)
                .hasMessageStartingWith("Cannot use GOPROXY=" + there + ": Docker does not see this machine's files")
                .hasMessageContaining("go mod vendor");
        assertThatCode(() -> ModuleAccess.of(false, Map.of(), () -> "", netrc -> null)
                        .checkForCopies())
                .doesNotThrowAnyException();
    }

    @Test
    void aDirectoryIsNoNetwork() {
        assertThat(OFFLINE.variables(Map.of("GOPROXY", "https://a.example|file:///srv/proxy,direct")))
                .containsEntry("GOPROXY", "file:///srv/proxy,off");
    }

    @Test
    void offlineNobodyNeedsALogin() {
        ModuleAccess access = ModuleAccess.of(
                true,
                Map.of(),
                () -> {
                    throw new IllegalStateException("asked for a password");
                },
                netrc -> null);
        assertThat(access.netrc()).isEmpty();
    }
}
