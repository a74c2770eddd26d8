package io.github.godocker.container.instruments;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.util.List;
import org.junit.jupiter.api.Test;

class NetworkPeerTest {
    private static byte[] bytes(String text) {
        return text.getBytes(StandardCharsets.ISO_8859_1);
    }

    @Test
    void readsAnAnswer() {
        var answer = NetworkPeer.read(bytes("HTTP/1.0 200 OK\r\nContent-Type: x\r\n\r\n\u001f\u008b\r\n\r\nrest"));

        assertThat(answer).hasValueSatisfying(each -> {
            assertThat(each.status()).isEqualTo(200);
            assertThat(each.body()).isEqualTo(bytes("\u001f\u008b\r\n\r\nrest"));
        });
        assertThat(NetworkPeer.read(bytes("HTTP/1.0 404 Not Found\r\n\r\n")))
                .hasValueSatisfying(each -> assertThat(each.status()).isEqualTo(404));
    }

    @Test
    void whatIsNoHttpIsNoAnswer() {
        for (String text : List.of(
                "", "\r\n\r\n", "-ERR unknown command 'GET'\r\n\r\n", "HTTP/1.0 200 OK\r\n", "HTTP/1.0\r\n\r\n")) {
            assertThat(NetworkPeer.read(bytes(text))).as(text).isEmpty();
        }
    }

    @Test
    void seesWhereSomebodyListens() {
        List<String> lines = List.of(
                "  sl  local_address rem_address   st tx_queue rx_queue tr tm->when retrnsmt   uid  timeout inode",
                "   0: 0100007F:17AC 00000000:0000 0A 00000000:00000000 00:00000000 00000000 65532        0 1 1 0 100 0 0 10 0",
                "   1: 020011AC:1F91 00000000:0000 0A 00000000:00000000 00:00000000 00000000 65532        0 1 1 0 100 0 0 10 0",
                "   2: 0B00007F:9C40 00000000:0000 0A 00000000:00000000 00:00000000 00000000     0        0 1 1 0 100 0 0 10 0",
                "   3: 0100007F:17AC 0100007F:9C41 01 00000000:00000000 00:00000000 00000000     0        0 1 1 0 100 0 0 10 0",
                "   4: 00000000000000000000000000000000:1F90 00000000000000000000000000000000:0000 0A 0:0 00:0 0 0 0 1",
                "   5: 00000000000000000000000001000000:0050 00000000000000000000000000000000:0000 0A 0:0 00:0 0 0 0 1",
                "   6: 00000000000000000000000000000000:17AC 00000000000000000000000000000000:0000 0A 0:0 00:0 0 0 0 1");

        assertThat(ListeningSocket.read(lines))
                .containsExactly(
                        new ListeningSocket("127.0.0.1", 6060),
                        new ListeningSocket("172.17.0.2", 8081),
                        new ListeningSocket("127.0.0.1", 8080),
                        new ListeningSocket("::1", 80));
    }
}
