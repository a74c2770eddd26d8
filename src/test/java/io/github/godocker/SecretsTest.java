package io.github.godocker;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.godocker.builder.BuilderSpec;
import io.github.godocker.builder.ModuleAccess;
import io.github.godocker.docker.BuildRequest;
import io.github.godocker.docker.Container;
import io.github.godocker.docker.QuietMap;
import io.github.godocker.docker.RegistryCredentials;
import io.github.godocker.handover.OwnTree;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;

/** What we hold that may be secret shows its names and never its values, wherever it is printed. */
class SecretsTest {
    private static final Map<String, String> PROXY = Map.of("HTTPS_PROXY", "http://me:s3cret@proxy:3128");

    @Test
    void noTextOfOursShowsThem() {
        BuilderSpec builder = new BuilderSpec(
                "golang",
                "",
                Path.of("x"),
                new OwnTree(Path.of("x")),
                Set.of(),
                null,
                null,
                PROXY,
                null,
                new ModuleAccess(false, "machine a password s3cret", List.of(), null),
                null,
                0);
        List<Object> all = List.of(
                new QuietMap(PROXY),
                new RegistryCredentials("me", "s3cret", "config.json"),
                new RegistryCredentials(RegistryCredentials.TOKEN_USER, "s3cret", "config.json"),
                new BuildRequest("Dockerfile", List.of(), null, PROXY, null),
                new Container.Exec(List.of("go", "build"), PROXY, "0:0", "/src"),
                builder,
                builder.modules(),
                builder.key());

        assertThat(all).extracting(Object::toString).noneMatch(text -> text.contains("s3cret"));
        assertThat(new QuietMap(PROXY)).isEqualTo(PROXY).hasToString("[HTTPS_PROXY]");
    }
}
