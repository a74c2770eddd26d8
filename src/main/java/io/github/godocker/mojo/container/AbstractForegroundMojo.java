package io.github.godocker.mojo.container;

import io.github.godocker.GoDockerException;
import io.github.godocker.container.Service;
import io.github.godocker.container.ServiceRules;
import io.github.godocker.container.settings.ContainerSettings;
import io.github.godocker.docker.Container.Stream;
import io.github.godocker.docker.ImageReference;
import io.github.godocker.log.ContainerLog;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.BiConsumer;
import java.util.function.UnaryOperator;
import org.apache.maven.plugins.annotations.Parameter;
import org.jspecify.annotations.Nullable;

/** What the goals have in common that run one container in the foreground: which one, and how otherwise than in the pom. */
abstract class AbstractForegroundMojo extends AbstractRaceMojo {
    /** The name of the entry of {@code containers} to run; default: the one of the module's own image. */
    @Parameter(property = "go-docker.container")
    @Nullable
    String container;

    /**
     * What the program gets on its command line, instead of what the entry or the image says:
     * {@code -Dgo-docker.arguments=-v,serve}.
     */
    @Parameter(property = "go-docker.arguments")
    @Nullable
    List<String> arguments;

    /** More variables for the program, each {@code NAME=value}: {@code -Dgo-docker.run.env=LOG=debug,PORT=8080}. */
    @Parameter(property = "go-docker.run.env")
    @Nullable
    List<String> runEnv;

    /**
     * Ports instead of those that the entry says or the image exposes. By default each port that the image exposes is
     * published under its own number.
     */
    @Parameter(property = "go-docker.run.ports")
    @Nullable
    List<String> runPorts;

    /** The name of the entry. */
    private String chosen = "";

    /** A person looks for the program where it says that it listens. */
    @Override
    String published(String port) {
        return port.replaceFirst("/.*", "") + ":" + port;
    }

    @Override
    String complete(List<ContainerSettings> all, ImageReference own) {
        chosen = moduleContainers().chosen(container, all);
        all.stream()
                .filter(each -> ServiceRules.nameOf(each, own).equals(chosen))
                .findFirst()
                .ifPresent(this::complete);
        return chosen;
    }

    private void complete(ContainerSettings entry) {
        List<String> typed = typed("go-docker.arguments");
        if (!typed.isEmpty()) {
            entry.arguments = typed;
        } else if (entry.arguments == null && arguments != null && !arguments.isEmpty()) {
            entry.arguments = arguments;
        }
        if (!clean(runPorts).isEmpty()) {
            entry.ports = clean(runPorts);
        }
        Map<String, @Nullable String> env = new LinkedHashMap<>();
        if (entry.env != null) {
            env.putAll(entry.env);
        }
        List<String> variables = clean(runEnv);
        for (int i = 0; i < variables.size(); i++) {
            String each = variables.get(i);
            int equals = each.indexOf('=');
            if (equals < 1) {
                // Without its text, which may be the second half of a password with a comma.
                throw new GoDockerException(
                        "Cannot use -Dgo-docker.run.env: its entry " + (i + 1) + " is not NAME=value.",
                        "Write -Dgo-docker.run.env=LOG=debug,PORT=8080; what holds a comma goes into <env> or <envFiles>.");
            }
            env.put(each.substring(0, equals), each.substring(equals + 1));
        }
        entry.env = env;
    }

    /**
     * What is run, of images that the daemon has.
     *
     * @param before what the service depends on, in their order
     */
    record Foreground(List<Service> before, Service service) {}

    /** @param programs puts others into those of the module's image */
    final Foreground foreground(UnaryOperator<List<Service>> programs) {
        List<Service> needed = services();
        var unused = ServiceRules.named(needed, chosen);
        List<Service> ready = programs.apply(withImages(needed));
        return new Foreground(ready.subList(0, ready.size() - 1), ready.get(ready.size() - 1));
    }

    /** Where a service's lines go: those of the one in the foreground are shown. */
    final BiConsumer<Stream, String> sink(Service each) {
        ContainerLog log = containerLog();
        return each.name().equals(chosen) ? (stream, line) -> log.printed(line) : (stream, line) -> {};
    }
}
