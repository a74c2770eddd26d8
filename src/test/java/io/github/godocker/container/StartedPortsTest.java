package io.github.godocker.container;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.github.godocker.Problems;
import io.github.godocker.container.settings.ContainerSettings;
import io.github.godocker.docker.ContainerState.HostPort;
import io.github.godocker.docker.ImageReference;
import io.github.godocker.log.ContainerLog;
import io.github.godocker.log.LinesLog;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class StartedPortsTest {
    private static final Machine HERE = new Machine("localhost", "127.0.0.1", true);
    private static final Machine ELSEWHERE = new Machine("build.corp", "0.0.0.0", false);

    private static StartedPorts started(Machine machine, String... ports) {
        ContainerSettings web = new ContainerSettings();
        web.name = "web";
        web.image = "acme/web";
        web.ports = List.of(ports);
        Problems problems = new Problems();
        Path base = Path.of("/work/orders");
        List<Service> services = new ServiceRules(problems, base, machine)
                .check(List.of(web), ImageReference.parse("acme/own:1"), List.of(), null);
        problems.failIfAny();
        FakeServices daemon = new FakeServices();
        Ownership ownership = new Ownership("acme:orders", base, "");
        List<RunningService> running = new Services(daemon, machine, ownership, new ContainerLog(new LinesLog()))
                .start(services, service -> (stream, line) -> {}, false);
        return StartedPorts.of(daemon, machine, running);
    }

    private static List<String> links(StartedPorts ports) {
        List<String> links = new ArrayList<>();
        ports.each((service, port, where) -> links.add(port + " " + where));
        return links;
    }

    private static String host(StartedPorts ports) {
        return String.valueOf(ports.values().get("go-docker.web.host"));
    }

    @Test
    void areAtTheAddressThatTheyArePublishedAt() {
        StartedPorts ports = started(HERE, "127.0.0.2:orders.port:80");
        assertEquals("127.0.0.2", host(ports));
        assertEquals("32768", ports.values().get("orders.port"));
        assertEquals("32768", ports.values().get("go-docker.web.port.80"));
        assertEquals(List.of("80/tcp 127.0.0.2:32768"), links(ports));
        assertEquals(List.of("80/tcp [::1]:81"), links(started(HERE, "[::1]:81:80")));
        assertEquals("10.0.0.7", host(started(ELSEWHERE, "10.0.0.7:81:80")));
    }

    @Test
    void areOtherwiseAtTheMachine() {
        assertEquals(List.of("80/tcp localhost:32768"), links(started(HERE, "80")));
        assertEquals(List.of("80/tcp build.corp:32768"), links(started(ELSEWHERE, "80")));
        assertEquals("localhost", host(started(HERE)));
    }

    @Test
    void ofSeveralAddressesEachLinkHasItsOwn() {
        StartedPorts ports = started(HERE, "80", "127.0.0.2::443");
        assertEquals("localhost", host(ports));
        assertEquals(List.of("443/tcp 127.0.0.2:32768", "80/tcp localhost:32768"), links(ports));
    }

    @Test
    void whatIsPublishedForTheWholeMachineIsAtItsName() {
        for (String all : List.of("", "0.0.0.0", "::", "127.0.0.1")) {
            assertEquals("localhost", HERE.reached(new HostPort(all, 1)));
        }
        // It has that for itself: its name is as good as any.
        assertEquals("build.corp", ELSEWHERE.reached(new HostPort("127.0.0.2", 1)));
    }
}
