package io.github.godocker.container;

import static io.github.godocker.PomValues.clean;

import io.github.godocker.GoDockerException;
import io.github.godocker.PomValues;
import io.github.godocker.Problems;
import io.github.godocker.container.settings.ContainerSettings;
import io.github.godocker.docker.ContainerSpec.Bind;
import io.github.godocker.docker.ContainerSpec.Mount;
import io.github.godocker.docker.ContainerSpec.Volume;
import io.github.godocker.docker.RunSpec;
import io.github.godocker.docker.RunSpec.Device;
import io.github.godocker.docker.RunSpec.Isolation;
import io.github.godocker.docker.RunSpec.Resources;
import io.github.godocker.docker.RunSpec.Ulimit;
import java.io.IOException;
import java.nio.charset.MalformedInputException;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.function.Supplier;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** The parts of one container, read and checked. */
final class ContainerRules {
    private static final Pattern VOLUME =
            Pattern.compile("(?<source>(?:[A-Za-z]:[\\\\/])?[^:]+):(?<target>/[^:]*)(?::(?<mode>ro|rw))?");

    private static final Pattern VOLUME_NAME = Pattern.compile("[a-zA-Z0-9][a-zA-Z0-9_.-]*");
    private static final Pattern ULIMIT = Pattern.compile("([a-z]+)=(-1|\\d{1,18})(?::(-1|\\d{1,18}))?");
    private static final Pattern DEVICE = Pattern.compile("(/[^:]+)(?::(/[^:]+))?(?::([rwm]{1,3}))?");
    private static final Pattern EXTRA_HOST = Pattern.compile("[^:=\\s]+[:=].+");
    private static final Pattern VARIABLE = Pattern.compile("[^=\\s\\x00]+");
    private static final long LEAST_MEMORY = 6L << 20;
    private static final String SECCOMP = "seccomp=";

    private final Problems problems;
    private final String name;
    private final Path baseDirectory;
    private final Machine machine;
    private final boolean own;

    ContainerRules(Problems problems, String name, Path baseDirectory, Machine machine, boolean own) {
        this.problems = problems;
        this.name = name;
        this.baseDirectory = baseDirectory;
        this.machine = machine;
        this.own = own;
    }

    void wrong(String what, String nextStep) {
        problems.add("Cannot start container " + name + ": " + what + ".", nextStep);
    }

    private <T> @Nullable T check(String parameter, Supplier<T> value) {
        try {
            return value.get();
        } catch (GoDockerException e) {
            wrong("<" + parameter + ">: " + e.problem().replaceFirst("\\.$", ""), e.nextStep());
            return null;
        }
    }

    void oneOf(String parameter, @Nullable String value, Pattern allowed, String examples) {
        if (value != null && !allowed.matcher(value).matches()) {
            wrong("<" + parameter + ">" + value + " is none", "Write " + examples + ".");
        }
    }

    List<Port> ports(@Nullable List<String> texts) {
        return clean(texts).stream()
                .map(text -> check("ports", () -> Port.parse(text)))
                .filter(Objects::nonNull)
                .toList();
    }

    RunSpec.Command command(ContainerSettings asked) {
        Map<String, String> environment = new LinkedHashMap<>();
        for (String file : clean(asked.envFiles)) {
            readEnvironment(file, environment);
        }
        environment.putAll(clean(asked.env));
        for (String variable : environment.keySet()) {
            if (!VARIABLE.matcher(variable).matches()) {
                wrong("'" + variable + "' is no name of a variable", "Leave out blanks and =.");
            }
        }
        Integer timeout = asked.stopTimeout;
        if (timeout != null && timeout < 0) {
            wrong("<stopTimeout>" + timeout + " is less than nothing", "Write seconds; 0 kills at once.");
        }
        return new RunSpec.Command(
                words(asked.entrypoint),
                words(asked.arguments),
                environment,
                asked.user,
                asked.workingDirectory,
                asked.stopSignal,
                timeout,
                Boolean.TRUE.equals(asked.init));
    }

    /** Maven gives null for an empty element, which is an empty word. */
    private static @Nullable List<String> words(@Nullable List<String> written) {
        return written == null
                ? null
                : ((List<?>) written).stream().map(PomValues::text).toList();
    }

    private void readEnvironment(String file, Map<String, String> environment) {
        try {
            int number = 0;
            for (String line : Files.readAllLines(baseDirectory.resolve(file))) {
                number++;
                // As docker run does it: blanks behind a value are its own.
                String text = (number == 1 ? line.replaceFirst("^\uFEFF", "") : line).stripLeading();
                if (text.isEmpty() || text.startsWith("#")) {
                    continue;
                }
                int equals = text.indexOf('=');
                String variable = equals < 0 ? text : text.substring(0, equals);
                if (!VARIABLE.matcher(variable).matches()) {
                    // Without what is behind it, which may be a password.
                    wrong(
                            "line " + number + " of " + file + " has no name of a variable: '" + variable + "'",
                            "Write NAME=value, without blanks in the name and without `export`.");
                    continue;
                }
                String value = equals < 0 ? System.getenv(variable) : text.substring(equals + 1);
                if (value != null) {
                    environment.put(variable, value);
                }
            }
        } catch (MalformedInputException e) {
            wrong("its environment file " + file + " is no UTF-8", "Save it as UTF-8.");
        } catch (IOException e) {
            wrong(
                    "its environment file cannot be read: " + GoDockerException.words(e),
                    "Correct <envFiles>; paths begin at the directory of the pom.");
        } catch (InvalidPathException e) {
            wrong("'" + file + "' is no path of a file", "Correct <envFiles>.");
        }
    }

    Isolation isolation(ContainerSettings asked) {
        Map<String, String> tmpfs = new LinkedHashMap<>();
        if (own && asked.tmpfs == null) {
            tmpfs.put("/tmp", "");
        }
        for (String text : clean(asked.tmpfs)) {
            int colon = text.indexOf(':');
            String path = colon < 0 ? text : text.substring(0, colon);
            if (!path.startsWith("/")) {
                wrong(
                        "<tmpfs>" + text + " has no path that begins with a slash",
                        "Write /run or /run:size=64m,mode=1777.");
            }
            tmpfs.put(path, colon < 0 ? "" : text.substring(colon + 1));
        }
        List<String> options = new ArrayList<>();
        if (own && asked.securityOpts == null) {
            options.add("no-new-privileges");
        }
        clean(asked.securityOpts).forEach(option -> options.add(securityOption(option)));
        return new Isolation(
                asked.readOnly == null ? own : asked.readOnly,
                clean(asked.capAdd),
                own && asked.capDrop == null ? List.of("ALL") : clean(asked.capDrop),
                options,
                clean(asked.groups),
                devices(asked.devices),
                tmpfs,
                null);
    }

    /** The docker command reads the profile, too: the daemon may be on another machine. */
    private String securityOption(String option) {
        String profile = option.replace("seccomp:", SECCOMP);
        if (!profile.startsWith(SECCOMP)
                || profile.equals(SECCOMP + "unconfined")
                || profile.equals(SECCOMP + "builtin")) {
            return profile;
        }
        try {
            return SECCOMP + Files.readString(baseDirectory.resolve(profile.substring(SECCOMP.length())));
        } catch (IOException e) {
            wrong(
                    "its seccomp profile cannot be read: " + GoDockerException.words(e),
                    "Correct <securityOpts>; paths begin at the directory of the pom.");
            return profile;
        }
    }

    private List<Device> devices(@Nullable List<String> texts) {
        List<Device> devices = new ArrayList<>();
        for (String text : clean(texts)) {
            Matcher matcher = DEVICE.matcher(text);
            if (matcher.matches()) {
                String inside = matcher.group(2) == null ? matcher.group(1) : matcher.group(2);
                devices.add(new Device(matcher.group(1), inside, matcher.group(3) == null ? "rwm" : matcher.group(3)));
            } else {
                wrong("<devices>" + text + " is no device", "Write /dev/fuse, or /dev/fuse:/dev/fuse:rw.");
            }
        }
        return devices;
    }

    Resources resources(ContainerSettings asked) {
        long memory = bytes("memory", asked.memory);
        long swap = "-1".equals(asked.memorySwap) ? -1 : bytes("memorySwap", asked.memorySwap);
        String count = asked.cpus;
        Long cpus = count == null ? null : check("cpus", () -> Quantity.nanoCpus(count));
        if (memory != 0 && memory < LEAST_MEMORY) {
            wrong("<memory>" + asked.memory + " is less than Docker's least, 6m", "Write more; is a unit missing?");
        }
        if (swap > 0 && memory == 0) {
            wrong("<memorySwap> needs <memory>", "Set both: memorySwap is the sum of memory and swap.");
        } else if (swap > 0 && swap < memory) {
            wrong(
                    "<memorySwap>" + asked.memorySwap + " is less than <memory>" + asked.memory,
                    "It is the sum of memory and swap; the same value means no swap.");
        }
        long pids = asked.pidsLimit == null ? 0 : asked.pidsLimit;
        if (pids < -1) {
            wrong("<pidsLimit>" + pids + " is no number of processes", "Write a number, or -1 for no limit.");
        }
        List<Ulimit> limits = new ArrayList<>();
        for (String text : clean(asked.ulimits)) {
            Matcher matcher = ULIMIT.matcher(text);
            if (matcher.matches()) {
                long soft = Long.parseLong(matcher.group(2));
                long hard = matcher.group(3) == null ? soft : Long.parseLong(matcher.group(3));
                if (hard >= 0 && soft > hard) {
                    wrong("<ulimits>" + text + " has a soft limit above the hard one", "Write the lower one first.");
                }
                limits.add(new Ulimit(matcher.group(1), soft, hard));
            } else {
                wrong("<ulimits>" + text + " is no limit", "Write nofile=1024 or nofile=1024:2048.");
            }
        }
        return new Resources(cpus == null ? 0 : cpus, memory, swap, pids, bytes("shmSize", asked.shmSize), limits);
    }

    private long bytes(String parameter, @Nullable String text) {
        Long bytes = text == null ? null : check(parameter, () -> Quantity.bytes(text));
        return bytes == null ? 0 : bytes;
    }

    List<Mount> mounts(@Nullable List<String> texts) {
        List<Mount> mounts = new ArrayList<>();
        Set<String> targets = new HashSet<>();
        for (String text : clean(texts)) {
            Matcher matcher = VOLUME.matcher(text);
            if (!matcher.matches()) {
                wrong(
                        "<volumes>" + text + " is no volume",
                        "Write ./directory:/path for a directory of this machine, name:/path for a volume; :ro behind it"
                                + " forbids writing.");
                continue;
            }
            if (matcher.group("target").equals("/") || !targets.add(matcher.group("target"))) {
                wrong(
                        "<volumes>" + text + " cannot be mounted: "
                                + (matcher.group("target").equals("/")
                                        ? "/ is the image's own"
                                        : "another one is at that path already"),
                        "Choose another path in the container.");
            }
            String source = matcher.group("source");
            boolean readOnly = "ro".equals(matcher.group("mode"));
            if (VOLUME_NAME.matcher(source).matches()) {
                mounts.add(new Volume(source, matcher.group("target"), Map.of(), readOnly));
                continue;
            }
            Path path = baseDirectory.resolve(source).normalize();
            if (machine.local() && !Files.exists(path)) {
                wrong(path + " does not exist", "Make it, or correct <volumes>; Docker would make it as root.");
            }
            mounts.add(new Bind(path, matcher.group("target"), readOnly));
        }
        return mounts;
    }

    /** Whether it has no ports of its own. */
    static boolean sharesNetwork(@Nullable String network) {
        return network != null
                && (network.equals("host") || network.equals("none") || network.startsWith("container:"));
    }

    void checkNetwork(@Nullable String network, List<Port> ports, List<String> aliases) {
        if (network == null) {
            return;
        }
        boolean shared = sharesNetwork(network);
        if (shared && !ports.isEmpty()) {
            wrong("<network>" + network + " and <ports> exclude each other", "Take one of them away.");
        }
        if ((shared || network.equals("bridge")) && !aliases.isEmpty()) {
            wrong("<network>" + network + " knows no <networkAliases>", "Take one of them away.");
        }
    }

    void checkExtraHosts(List<String> hosts) {
        hosts.forEach(
                each -> oneOf("extraHosts", each, EXTRA_HOST, "db:192.168.1.7 or host.docker.internal:host-gateway"));
    }
}
