package io.github.godocker.image;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.godocker.docker.ImageReference;
import io.github.godocker.docker.Images;
import java.util.Map;
import org.junit.jupiter.api.Test;

class BuildNetworkTest {
    private static final ImageReference APP = ImageReference.parse("app:1.0");

    /** Its images are for linux/amd64. */
    private final Images images = new FakeDocker().has("golang:1.26").images();

    private void check(BuildNetwork network, String text, String platform) {
        network.check(APP, () -> DockerfileSources.of(text, Map.of(), platform, "linux/amd64", true), images);
    }

    @Test
    void nothingIsPulledThatIsNotThere() {
        String text = "FROM golang:1.26\nCOPY --from=a:1 / /\nCOPY --from=b:2 / /\n";
        assertThatCode(() -> check(BuildNetwork.OPEN, text, "linux/amd64")).doesNotThrowAnyException();
        for (BuildNetwork network : new BuildNetwork[] {BuildNetwork.NO_PULLS, BuildNetwork.OFFLINE}) {
            assertThatThrownBy(() -> check(network, text, "linux/amd64"))
                    .hasMessageContaining(
                            "Cannot build image app:1.0: Docker does not have a:1, b:2 and nothing may be pulled.")
                    .hasMessageContaining("Run `docker pull a:1` and `docker pull b:2`, or leave out -o");
            assertThatCode(() -> check(network, "FROM golang:1.26\n", "linux/amd64"))
                    .doesNotThrowAnyException();
        }
    }

    @Test
    void anImageForAnotherPlatformIsAnother() {
        assertThatThrownBy(() -> check(BuildNetwork.OFFLINE, "FROM golang:1.26\n", "linux/arm64"))
                .hasMessageContaining("Docker does not have golang:1.26 for linux/arm64 and")
                .hasMessageContaining("`docker pull --platform linux/arm64 golang:1.26`");
        assertThatCode(() -> check(
                        BuildNetwork.OFFLINE,
                        "FROM --platform=$BUILDPLATFORM golang:1.26 AS b\nFROM scratch\nCOPY --from=b / /\n",
                        "linux/arm64"))
                .doesNotThrowAnyException();
    }

    @Test
    void offlineNothingIsAddedByUrl() {
        String text = "FROM golang:1.26\nADD https://example.com/a /\n";
        assertThatThrownBy(() -> check(BuildNetwork.OFFLINE, text, "linux/amd64"))
                .hasMessageContaining("adds https://example.com/a from the network, and Maven is offline");
        assertThatCode(() -> check(BuildNetwork.NO_PULLS, text, "linux/amd64")).doesNotThrowAnyException();
    }

    @Test
    void offlineStepsReachNothing() {
        Map<String, String> given = Map.of("HTTPS_PROXY", "http://proxy.example:3128", "X", "y");
        assertThat(BuildNetwork.OFFLINE.arguments(given, true))
                .containsEntry("HTTPS_PROXY", "http://maven-is-offline.invalid:9")
                .containsEntry("https_proxy", "http://maven-is-offline.invalid:9")
                .containsEntry("no_proxy", "")
                .containsEntry("X", "y");
        assertThat(BuildNetwork.OFFLINE.name(true)).isNull();
        assertThat(BuildNetwork.OFFLINE.arguments(given, false)).isEqualTo(given);
        assertThat(BuildNetwork.OFFLINE.name(false)).isEqualTo("none");
        for (BuildNetwork other : new BuildNetwork[] {BuildNetwork.OPEN, BuildNetwork.NO_PULLS}) {
            assertThat(other.arguments(given, true)).isEqualTo(given);
            assertThat(other.name(false)).isNull();
        }
    }
}
