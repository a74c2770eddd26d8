package io.github.godocker.container;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import io.github.godocker.GoDockerException;
import io.github.godocker.docker.RunSpec.Publish;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class PortTest {
    @Test
    void readsWhatDockerReads() {
        assertEquals(new Port(null, "", 0, 8080, "tcp"), Port.parse("8080"));
        assertEquals(new Port(null, "", 9090, 8080, "tcp"), Port.parse("9090:8080"));
        assertEquals(new Port(null, "127.0.0.1", 9090, 8080, "tcp"), Port.parse("127.0.0.1:9090:8080"));
        assertEquals(new Port(null, "127.0.0.1", 0, 8080, "tcp"), Port.parse("localhost::8080"));
        assertEquals(new Port(null, "::1", 53, 53, "udp"), Port.parse("[::1]:53:53/udp"));
    }

    @Test
    void readsTheNameOfAProperty() {
        assertEquals(new Port("orders.port", "", 0, 8080, "tcp"), Port.parse("orders.port:8080"));
        assertEquals(new Port("orders.port", "127.0.0.2", 0, 80, "tcp"), Port.parse("127.0.0.2:orders.port:80"));
        assertEquals(new Port("localhost", "", 0, 80, "tcp"), Port.parse("localhost:80"));
    }

    @Test
    void isPublishedWhereItSaysOrElseAtTheUsualAddress() {
        assertEquals(
                new Publish("127.0.0.1", 0, 8080, "tcp"), Port.parse("8080").publish("127.0.0.1"));
        assertEquals(
                new Publish("0.0.0.0", 1, 2, "tcp"), Port.parse("0.0.0.0:1:2").publish("127.0.0.1"));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "a",
                "8080/icmp",
                "70000",
                "0",
                "1:2:3",
                "80-90:80",
                "-1:80",
                "99999999999",
                "a b:80",
                "x:0:80"
            })
    void refusesWhatIsNoPort(String text) {
        GoDockerException e = assertThrows(GoDockerException.class, () -> Port.parse(text));
        assertEquals(0, e.problem().indexOf("Cannot publish port '" + text + "': "));
    }
}
