package io.github.godocker.container;

import io.github.godocker.GoDockerException;
import io.github.godocker.docker.ContainerState;
import io.github.godocker.docker.Containers;
import java.util.Comparator;
import java.util.List;

/** The containers of a module that are there, whoever has started them: this build, another one, or a command. */
public record StartedContainers(Containers containers, Ownership ownership) {

    /**
     * Running or not, in the order of their names.
     *
     * @param names of services, as typed; empty for all
     */
    public List<ContainerState> named(List<String> names) {
        List<String> wanted = names.stream().map(ServiceRules::typed).toList();
        List<ContainerState> all = all();
        List<String> present = all.stream().map(StartedContainers::service).toList();
        if (all.isEmpty() || !present.containsAll(wanted)) {
            throw new GoDockerException(
                    all.isEmpty()
                            ? "Cannot find a container of this module."
                            : "Cannot find a container " + String.join(", ", wanted) + " of this module.",
                    all.isEmpty()
                            ? "Start them: `mvn go-docker:start`."
                            : "There are: " + String.join(", ", present) + ".");
        }
        return all.stream()
                .filter(each -> wanted.isEmpty() || wanted.contains(service(each)))
                .toList();
    }

    /** Those of them that run. */
    public List<ContainerState> running(List<String> names) {
        return named(names).stream().filter(ContainerState::isRunning).toList();
    }

    private List<ContainerState> all() {
        return containers.all(ownership.projectLabel()).stream()
                .filter(each -> ownership.isOfModule(each.labels()))
                .sorted(Comparator.comparing(ContainerState::name))
                .toList();
    }

    private static String service(ContainerState each) {
        return each.labels().getOrDefault(Ownership.NAME, "");
    }
}
