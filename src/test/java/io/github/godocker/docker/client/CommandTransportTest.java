package io.github.godocker.docker.client;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.github.dockerjava.transport.DockerHttpClient;
import com.github.dockerjava.transport.DockerHttpClient.Request;
import io.github.godocker.docker.client.transport.Transport;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.condition.DisabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;

/** Between docker-java and us, in both directions. */
@Timeout(30)
class CommandTransportTest {
    @TempDir
    Path directory;

    private FaultyDaemon daemon;
    private final List<String> heads = new ArrayList<>();

    @BeforeEach
    void start() throws IOException {
        daemon = new FaultyDaemon(directory);
        daemon.on("POST /attach", exchange -> {
            exchange.write("HTTP/1.1 101 UPGRADED\r\nConnection: Upgrade\r\nUpgrade: tcp\r\n\r\nfirst");
            exchange.write(exchange.read(5));
        });
        daemon.on("PUT /archive", exchange -> {
            heads.add(exchange.head);
            exchange.answer(200, new String(exchange.readBody(), US_ASCII));
        });
    }

    @AfterEach
    void stop() throws IOException {
        daemon.close();
    }

    private static byte[] bytes(String text) {
        return text.getBytes(US_ASCII);
    }

    @Test
    void dockerJavasCommandsRunOverOurTransport() throws IOException {
        Request.Builder put = Request.builder().method("PUT").path("/archive").putHeader("X-One", "1");
        DockerHttpClient http = new CommandTransport(daemon.transport());
        try (var response = http.execute(put.bodyBytes(bytes("known")).build())) {
            assertThat(response.getBody().readAllBytes()).asString(US_ASCII).isEqualTo("known");
            assertThat(response.getHeader("content-type")).isEqualTo("application/json");
        }
        try (var response = http.execute(Request.builder()
                .from(put.build())
                .bodyBytes(null)
                .body(new ByteArrayInputStream(bytes("streamed")))
                .build())) {
            assertThat(response.getStatusCode()).isEqualTo(200);
            assertThat(response.getBody().readAllBytes()).asString(US_ASCII).isEqualTo("streamed");
        }
        assertThat(heads).allMatch(head -> head.contains("X-One: 1\r\n"));
    }

    @Test
    void dockerJavaMayAttach() throws IOException {
        Request attach = Request.builder()
                .method("POST")
                .path("/attach")
                .hijackedInput(new ByteArrayInputStream(bytes("input")))
                .build();
        try (var response = new CommandTransport(daemon.transport()).execute(attach)) {
            assertThat(response.getStatusCode()).isEqualTo(200);
            assertThat(response.getBody().readAllBytes()).asString(US_ASCII).isEqualTo("firstinput");
        }
    }

    @Test
    void aLostDaemonIsAFailureOfDockerJavas() {
        daemon.on("GET /x", exchange -> {});
        assertThatThrownBy(() -> new CommandTransport(daemon.transport())
                        .execute(Request.builder().method("GET").path("/x").build()))
                .isInstanceOf(UncheckedIOException.class)
                .hasMessageContaining("the daemon closed the connection");
    }

    /** The same client as for a pipe, over what there is here. */
    @Test
    @DisabledOnOs(OS.WINDOWS)
    void theTransportOfPipesKeepsTheContract() throws IOException {
        URI host = URI.create("unix://" + daemon.socket());
        var put = io.github.godocker.docker.client.transport.Request.of("PUT", "/archive");
        try (Transport pipe = PipeTransport.to(host);
                var response = pipe.execute(put.header("X-One", "1").bytes(bytes("known")))) {
            assertThat(response.body().readAllBytes()).asString(US_ASCII).isEqualTo("known");
            assertThat(response.header("Content-Type")).isEqualTo("application/json");
            assertThatThrownBy(response::output).isInstanceOf(IOException.class);
        }
        assertThat(heads.get(0)).contains("X-One: 1\r\n");
        try (Transport pipe = PipeTransport.to(host);
                var response = pipe.execute(put.stream(new ByteArrayInputStream(bytes("streamed"))))) {
            assertThat(response.body().readAllBytes()).asString(US_ASCII).isEqualTo("streamed");
        }
        var attach = io.github.godocker.docker.client.transport.Request.of("POST", "/attach");
        try (Transport pipe = PipeTransport.to(host);
                var response = pipe.execute(attach.upgrade("tcp"))) {
            assertThat(response.body().readNBytes(5)).asString(US_ASCII).isEqualTo("first");
            response.output().write(bytes("input"));
            assertThat(response.body().readNBytes(5)).asString(US_ASCII).isEqualTo("input");
        }
        try (Transport pipe = PipeTransport.to(host)) {
            assertThatThrownBy(() -> pipe.execute(attach.upgrade("h2c"))).hasMessageContaining("nothing but tcp");
        }
    }
}
