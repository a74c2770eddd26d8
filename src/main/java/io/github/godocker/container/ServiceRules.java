package io.github.godocker.container;

import io.github.godocker.GoDockerException;
import io.github.godocker.Platform;
import io.github.godocker.PomValues;
import io.github.godocker.Problems;
import io.github.godocker.container.settings.ContainerSettings;
import io.github.godocker.container.settings.Wait;
import io.github.godocker.docker.ImageReference;
import io.github.godocker.docker.Networks;
import io.github.godocker.docker.RunSpec;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** Makes services of what users wrote; all that is wrong with it is told together, before anything is created. */
public final class ServiceRules {
    private static final Pattern NAME = Pattern.compile("[a-z0-9][a-z0-9_.-]{0,62}");
    private static final Pattern RESTART = Pattern.compile("no|always|unless-stopped|on-failure(:\\d{1,4})?");
    private static final Set<String> POLICIES = Set.of("IF_NOT_PRESENT", "ALWAYS", "NEVER");

    private final Problems problems;
    private final Path baseDirectory;
    private final Machine machine;

    /**
     * @param baseDirectory that relative paths begin at
     * @param machine where the containers run
     */
    public ServiceRules(Problems problems, Path baseDirectory, Machine machine) {
        this.problems = problems;
        this.baseDirectory = baseDirectory;
        this.machine = machine;
    }

    /**
     * The services that run, in the order in which they start: each after those that it depends on.
     *
     * @param ownImage of the module
     * @param ownPorts of its containers where nothing is said
     * @param chosen the one that runs, after what it depends on; null, or no name of any, for all
     */
    public List<Service> check(
            List<ContainerSettings> asked, ImageReference ownImage, List<String> ownPorts, @Nullable String chosen) {
        Map<String, Service> services = new LinkedHashMap<>();
        for (ContainerSettings container : asked) {
            Service service = check(container, ownImage, ownPorts);
            if (services.putIfAbsent(service.name(), service) != null) {
                problems.add(
                        "Cannot start two containers with the name " + service.name() + ".",
                        "Give each <container> a <name> of its own.");
            }
        }
        checkTogether(services);
        List<Service> running = running(services.get(chosen), inOrder(services));
        checkPorts(running);
        return running;
    }

    private Service check(ContainerSettings asked, ImageReference ownImage, List<String> ownPorts) {
        String written = asked.image;
        ImageReference image = written == null || written.isBlank()
                ? ownImage
                : problems.check(() -> ImageReference.parse(written.strip()));
        boolean own = isOwn(asked, ownImage);
        String name = nameOf(asked, ownImage);
        if (!NAME.matcher(name).matches()) {
            problems.add(
                    "Cannot name a container '" + name + "': others find it by that name in the network.",
                    "Use small letters, digits, dots, dashes and underscores, at most 63.");
        }
        ContainerRules rules = new ContainerRules(problems, name, baseDirectory, machine, own);
        boolean hasPorts = !ContainerRules.sharesNetwork(asked.network);
        List<Port> ports = rules.ports(asked.ports == null && own && hasPorts ? ownPorts : asked.ports);
        RunSpec spec = new RunSpec(
                (image == null ? ownImage : image).toString(),
                asked.platform == null ? null : platform(asked.platform),
                rules.command(asked),
                rules.isolation(asked),
                rules.resources(asked),
                new RunSpec.Networking(
                        asked.network,
                        aliases(asked, name),
                        asked.hostname,
                        ports.stream()
                                .map(port -> port.publish(machine.publishAddress()))
                                .toList(),
                        PomValues.clean(asked.extraHosts),
                        PomValues.clean(asked.dns)),
                new RunSpec.Logging(asked.logDriver, PomValues.clean(asked.logOptions)),
                rules.mounts(asked.volumes),
                PomValues.clean(asked.labels),
                asked.restart,
                RunSpec.Attended.BY_NOBODY,
                false);
        rules.oneOf("restart", asked.restart, RESTART, "no, always, unless-stopped or on-failure:3");
        new OptionRules(rules).check(asked);
        if (asked.pullPolicy != null
                && !POLICIES.contains(
                        asked.pullPolicy.strip().toUpperCase(Locale.ROOT).replace('-', '_'))) {
            rules.wrong("<pullPolicy>" + asked.pullPolicy + " is none", "Write IF_NOT_PRESENT, ALWAYS or NEVER.");
        }
        rules.checkExtraHosts(PomValues.clean(asked.extraHosts));
        rules.checkNetwork(asked.network, ports, PomValues.clean(asked.networkAliases));
        List<Wait> waits = asked.waitFor == null ? List.of() : asked.waitFor;
        new WaitRules(rules, ports, asked.network).check(waits);
        return new Service(
                name, spec, own, asked.pullPolicy, asked.network, ports, PomValues.clean(asked.dependsOn), waits, null);
    }

    /** Whether an entry is one of the module's own image: it names none, or that. */
    public static boolean isOwn(ContainerSettings asked, ImageReference ownImage) {
        return imageOf(asked, ownImage).map(ownImage::equals).orElse(false);
    }

    /** The name of an entry, which it has, or which its image gives it. */
    public static String nameOf(ContainerSettings asked, ImageReference ownImage) {
        return asked.name == null || asked.name.isBlank()
                ? imageOf(asked, ownImage).orElse(ownImage).name()
                : asked.name.strip();
    }

    /** Empty if what is written there is no image. */
    private static Optional<ImageReference> imageOf(ContainerSettings asked, ImageReference ownImage) {
        String written = asked.image;
        if (written == null || written.isBlank()) {
            return Optional.of(ownImage);
        }
        try {
            return Optional.of(ImageReference.parse(written.strip()));
        } catch (GoDockerException e) {
            return Optional.empty();
        }
    }

    private @Nullable String platform(String text) {
        Platform platform = problems.check("platform", () -> Platform.parse(text));
        return platform == null ? null : platform.toString();
    }

    private static List<String> aliases(ContainerSettings asked, String name) {
        if (asked.network != null && !asked.network.isBlank()) {
            return PomValues.clean(asked.networkAliases);
        }
        Set<String> aliases = new LinkedHashSet<>(List.of(name));
        aliases.addAll(PomValues.clean(asked.networkAliases));
        return List.copyOf(aliases);
    }

    private void checkTogether(Map<String, Service> services) {
        for (Service service : services.values()) {
            for (String other : service.dependsOn()) {
                if (!services.containsKey(other)) {
                    problems.add(
                            "Cannot start container " + service.name() + ": it depends on '" + other
                                    + "', and there is no container of that name.",
                            "Names are: " + String.join(", ", services.keySet()) + ".");
                }
            }
        }
    }

    /** Of those that run at the same time. */
    private void checkPorts(List<Service> services) {
        Map<String, String> hostPorts = new LinkedHashMap<>();
        Map<String, String> properties = new LinkedHashMap<>();
        for (Service service : services) {
            for (Port port : service.ports()) {
                String fixed = port.address() + ":" + port.host() + "/" + port.protocol();
                String other = port.host() == 0 ? null : hostPorts.put(fixed, service.name());
                if (other != null) {
                    problems.add(
                            "Cannot publish port " + port.host() + " twice: of " + other + " and of " + service.name()
                                    + ".",
                            "Write a property for one, orders.port:" + port.container() + ", and take a free port.");
                }
                String taken = port.property() == null ? null : properties.put(port.property(), service.name());
                if (taken != null) {
                    problems.add(
                            "Cannot tell two ports by the one property " + port.property() + ": of " + taken
                                    + " and of " + service.name() + ".",
                            "Give each a property of its own.");
                }
            }
        }
    }

    /** Whether the networks are there that users chose: the daemon would say so when others run already. */
    public static void checkNetworks(List<Service> services, Networks networks, Problems problems) {
        for (Service service : services) {
            String network = service.network();
            if (network != null && !ContainerRules.sharesNetwork(network) && !networks.exists(network)) {
                problems.add(
                        "Cannot start container " + service.name() + ": Docker has no network '" + network + "'.",
                        "Make it, `docker network create " + network + "`, or leave <network> out: then the module's"
                                + " containers have one of their own.");
            }
        }
    }

    private List<Service> inOrder(Map<String, Service> services) {
        Set<Service> ordered = new LinkedHashSet<>();
        for (Service service : services.values()) {
            place(service, services, ordered, new ArrayList<>());
        }
        return List.copyOf(ordered);
    }

    private void place(Service service, Map<String, Service> services, Set<Service> ordered, List<String> path) {
        if (ordered.contains(service)) {
            return;
        }
        if (path.contains(service.name())) {
            path.add(service.name());
            problems.add(
                    "Cannot find an order for the containers " + String.join(" -> ", path)
                            + ": each waits for the next.",
                    "Take one of these out of <dependsOn>.");
            return;
        }
        path.add(service.name());
        for (String other : service.dependsOn()) {
            Service before = services.get(other);
            if (before != null) {
                place(before, services, ordered, path);
            }
            if (!problems.none()) {
                break; // A circle would be told once for each that is in it.
            }
        }
        path.remove(path.size() - 1);
        ordered.add(service);
    }

    /** A name as somebody types it on the command line, whatever the case of its letters. */
    public static String typed(String name) {
        return name.strip().toLowerCase(Locale.ROOT);
    }

    /** The entry of this name. */
    public static Service named(List<Service> services, String name) {
        return services.stream()
                .filter(service -> service.name().equals(typed(name)))
                .findFirst()
                .orElseThrow(() -> new GoDockerException(
                        "Cannot find a container '" + name + "' in <containers>.",
                        "There are: "
                                + String.join(
                                        ", ",
                                        services.stream().map(Service::name).toList())
                                + "; choose by -Dgo-docker.container=<name>."));
    }

    private static List<Service> running(@Nullable Service chosen, List<Service> ordered) {
        if (chosen == null) {
            return ordered;
        }
        Set<String> needed = new LinkedHashSet<>(Set.of(chosen.name()));
        for (int i = ordered.size() - 1; i >= 0; i--) {
            if (needed.contains(ordered.get(i).name())) {
                needed.addAll(ordered.get(i).dependsOn());
            }
        }
        return ordered.stream().filter(each -> needed.contains(each.name())).toList();
    }
}
