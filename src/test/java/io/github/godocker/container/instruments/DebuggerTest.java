package io.github.godocker.container.instruments;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.godocker.Json;
import io.github.godocker.container.settings.ContainerSettings;
import io.github.godocker.docker.ImageDetails;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class DebuggerTest {
    private static ImageDetails image(List<String> entrypoint, String... arguments) {
        return new ImageDetails(
                "sha256:1", "linux/amd64", 1, List.of(), Map.of(), List.of(), entrypoint, List.of(arguments));
    }

    private static Debugger debugger(boolean goesOn, String... arguments) {
        return Debugger.of(
                        image(List.of("/usr/local/bin/orders", "serve"), "-v"),
                        List.of("orders", "tool"),
                        List.of(arguments),
                        2345,
                        goesOn)
                .orElseThrow();
    }

    @Test
    void startsWhatTheImageStarts() {
        ContainerSettings entry = new ContainerSettings();
        debugger(false).complete(entry, List.of("8080:8080/tcp"));

        assertThat(entry.entrypoint).startsWith("/.go-docker/dlv", "exec").endsWith("/usr/local/bin/orders");
        assertThat(entry.entrypoint).contains("--listen=:2345").doesNotContain("--continue");
        assertThat(entry.arguments).containsExactly("--", "serve", "-v");
        assertThat(entry.ports).containsExactly("8080:8080/tcp", "127.0.0.1:2345:2345");
        assertThat(entry.readOnly).isFalse();
    }

    @Test
    void argumentsTakeThePlaceOfTheImagesOwn() {
        ContainerSettings entry = new ContainerSettings();
        entry.ports = List.of("9090");
        debugger(true, "-q").complete(entry, List.of("8080:8080/tcp"));

        assertThat(entry.arguments).containsExactly("--", "serve", "-q");
        assertThat(entry.entrypoint).contains("--continue");
        assertThat(entry.ports).containsExactly("9090", "127.0.0.1:2345:2345");
    }

    @Test
    void whatIsNoProgramOfTheModuleIsNotDebugged() {
        for (List<String> other : List.of(List.<String>of(), List.of("/bin/sh", "-c", "orders"), List.of("orders"))) {
            assertThat(Debugger.of(image(other), List.of("orders"), List.of(), 2345, false))
                    .as(other.toString())
                    .isEmpty();
        }
    }

    @Test
    void theLinesForVsCodeAreJson() throws Exception {
        List<String> lines = debugger(false).instructions("orders", "C:\\src \"x\"", "/src");
        String json = String.join("\n", lines.subList(1, lines.indexOf("  }") + 1));

        Json read = Json.read(json);

        assertThat(read.path("port").integer()).isEqualTo(2345);
        assertThat(read.path("substitutePath").path(0).path("from").text()).isEqualTo("C:\\src \"x\"");
    }
}
