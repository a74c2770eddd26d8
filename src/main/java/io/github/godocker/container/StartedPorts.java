package io.github.godocker.container;

import io.github.godocker.GoDockerException;
import io.github.godocker.docker.ContainerState.HostPort;
import io.github.godocker.docker.Containers;
import io.github.godocker.handover.OwnTree;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * Where containers that were started are reached: as values that tests and other plugins take.
 *
 * @param values by the names of properties
 * @param links what is told to people: by service and port
 */
public record StartedPorts(Map<String, String> values, List<Link> links) {

    private record Link(String service, String port, String where) {}

    /** What is done with each. */
    public interface Each {
        void accept(String service, String port, String where);
    }

    public static StartedPorts of(Containers containers, Machine machine, List<RunningService> running) {
        Map<String, String> values = new LinkedHashMap<>();
        List<Link> links = new ArrayList<>();
        for (RunningService each : running) {
            String name = each.service().name();
            String prefix = "go-docker." + name + ".";
            Map<String, HostPort> ports = RunningService.hostPorts(each.state(containers));
            values.put(prefix + "id", each.id());
            values.put(prefix + "host", host(ports.values(), machine));
            ports.forEach((port, at) -> {
                values.put(prefix + "port." + port.replace("/tcp", ""), String.valueOf(at.port()));
                links.add(new Link(name, port, machine.address(at)));
            });
            for (Port port : each.service().ports()) {
                HostPort at = ports.get(port.key());
                if (port.property() != null && at != null) {
                    values.put(port.property(), String.valueOf(at.port()));
                }
            }
        }
        return new StartedPorts(values, links);
    }

    /** The one address that all ports are at; where they have several, that of the machine. */
    private static String host(Collection<HostPort> ports, Machine machine) {
        List<String> hosts = ports.stream().map(machine::reached).distinct().toList();
        return hosts.size() == 1 ? hosts.get(0) : machine.host();
    }

    public void each(Each action) {
        links.forEach(link -> action.accept(link.service(), link.port(), link.where()));
    }

    /** Into {@code target/go-docker/containers.properties}, for what is not Maven. */
    public void write(OwnTree target) {
        Path file = file(target);
        StringBuilder text = new StringBuilder();
        values.forEach(
                (name, value) -> text.append(name).append('=').append(value).append('\n'));
        try {
            target.write(file, text.toString());
        } catch (IOException e) {
            throw GoDockerException.unwritable(file, e);
        }
    }

    /** What an earlier start has written is not true any more. */
    public static void forget(OwnTree target) {
        try {
            target.delete(file(target));
        } catch (IOException e) {
            throw GoDockerException.unwritable(file(target), e);
        }
    }

    private static Path file(OwnTree target) {
        return target.root().resolve("go-docker").resolve("containers.properties");
    }
}
