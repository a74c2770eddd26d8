package io.github.godocker.container;

import io.github.godocker.GoDockerException;
import io.github.godocker.docker.ContainerState;
import io.github.godocker.docker.Containers;
import java.util.Comparator;
import java.util.List;
import java.util.function.Consumer;

/** The containers of a module that are there, whoever has started them: this build, another one, or a command. */
public record StartedContainers(Containers containers, Ownership ownership) {

    /**
     * Running or not, in the order of their names.
     *
     * @param names of services, as typed; empty for all
     */
    public List<ContainerState> named(List<String> names) {
        List<String> wanted = typed(names);
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
        return chosen(all, wanted);
    }

    /** Those of them that run. */
    public List<ContainerState> running(List<String> names) {
        return named(names).stream().filter(ContainerState::isRunning).toList();
    }

    /**
     * Those that run now, for somebody who goes on looking at them; that one does not is no failure any more.
     *
     * @param before what ran at the last look
     * @param gone is told the name of each of these that does not run now
     */
    public List<ContainerState> stillRunning(List<String> names, List<ContainerState> before, Consumer<String> gone) {
        List<ContainerState> now = chosen(all(), typed(names)).stream()
                .filter(ContainerState::isRunning)
                .toList();
        before.stream()
                .map(StartedContainers::service)
                .filter(name -> now.stream().noneMatch(each -> service(each).equals(name)))
                .forEach(gone);
        return now;
    }

    private static List<String> typed(List<String> names) {
        return names.stream().map(ServiceRules::typed).toList();
    }

    private static List<ContainerState> chosen(List<ContainerState> all, List<String> wanted) {
        return all.stream()
                .filter(each -> wanted.isEmpty() || wanted.contains(service(each)))
                .toList();
    }

    private List<ContainerState> all() {
        return containers.all(ownership.projectLabel()).stream()
                .filter(each -> ownership.isOfModule(each.labels()))
                .sorted(Comparator.comparing(ContainerState::name))
                .toList();
    }

    /** What its entry in the pom is called. */
    public static String service(ContainerState each) {
        return each.labels().getOrDefault(Ownership.NAME, "");
    }
}
