package io.github.godocker.container;

import java.io.IOException;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ThreadLocalRandom;
import java.util.regex.Pattern;

/**
 * Whose containers are: labels that all we make carries, and by which alone it is found again.
 *
 * @param project {@code groupId:artifactId}
 * @param directory of the module
 * @param session of this Maven; empty for what lives until it is stopped by a command
 */
public record Ownership(String project, Path directory, String session) {
    private static final String PREFIX = "io.github.godocker.";
    public static final String PURPOSE = PREFIX + "purpose";
    public static final String PROJECT = PREFIX + "project";
    public static final String DIRECTORY = PREFIX + "directory";
    public static final String SESSION = PREFIX + "session";
    static final String MAKER = PREFIX + "maker";
    public static final String NAME = PREFIX + "name";
    private static final Pattern NUMBER = Pattern.compile("\\d{1,18}");
    /** Seconds by which a start may seem to have moved, because the clock was set. */
    private static final long CLOCK_CHANGE = 60;

    /** The value of {@link #PURPOSE}. */
    public static final String SERVICE = "service";

    /** The value of it for what is started beside a service, and is none. */
    private static final String DEBUG = "debug";

    /** Whether these are the labels of a container or network of ours: all of them, for others may have one by chance. */
    public static boolean isOurs(Map<String, String> labels) {
        return labels.containsKey(PURPOSE) && labels.containsKey(PROJECT) && labels.containsKey(DIRECTORY);
    }

    /** A session of this process: where it runs, its number, when it began, and what tells it from others of the same JVM. */
    public static String newSession() {
        ProcessHandle self = ProcessHandle.current();
        return machine() + "/" + self.pid() + "/" + began(self).orElse(0L) + "/"
                + String.format(Locale.ROOT, "%08x", ThreadLocalRandom.current().nextInt());
    }

    /** Whether the Maven of a session is known to have ended: one on another machine, or one in doubt, may still run. */
    public static boolean hasEnded(String session) {
        String[] parts = session.split("/");
        if (parts.length != 4
                || parts[0].isEmpty()
                || !parts[0].equals(machine())
                || !NUMBER.matcher(parts[1]).matches()
                || !NUMBER.matcher(parts[2]).matches()) {
            return false;
        }
        long then = Long.parseLong(parts[2]);
        return ProcessHandle.of(Long.parseLong(parts[1]))
                .map(process -> then != 0
                        && began(process)
                                .map(began -> Math.abs(began - then) > CLOCK_CHANGE)
                                .orElse(false))
                .orElse(true);
    }

    /** In seconds since 1970; empty where nobody may know. */
    private static Optional<Long> began(ProcessHandle process) {
        return process.info().startInstant().map(Instant::getEpochSecond);
    }

    /** Where a process's number means something: a start of a machine, and a namespace on it; empty if nobody can tell. */
    private static String machine() {
        try {
            String boot =
                    Files.readString(Path.of("/proc/sys/kernel/random/boot_id")).strip();
            String namespace =
                    Files.readSymbolicLink(Path.of("/proc/self/ns/pid")).toString();
            return boot + "-" + namespace.replaceAll("\\D", "");
        } catch (IOException | UnsupportedOperationException e) {
            return hostName();
        }
    }

    private static String hostName() {
        try {
            String name = InetAddress.getLocalHost().getHostName().replace('/', '-');
            return name.startsWith("localhost") ? "" : name;
        } catch (UnknownHostException e) {
            return "";
        }
    }

    boolean withBuild() {
        return !session.isEmpty();
    }

    /** Of a container or network. */
    Map<String, String> labels(String name) {
        Map<String, String> labels = new LinkedHashMap<>();
        labels.put(PURPOSE, SERVICE);
        labels.put(PROJECT, project);
        labels.put(DIRECTORY, directory.toString());
        if (!name.isEmpty()) {
            labels.put(NAME, name);
        }
        if (withBuild()) {
            labels.put(SESSION, session);
        }
        return labels;
    }

    /** The same, and by which process it was made: {@link #newSession} of that. */
    Map<String, String> labels(String name, String maker) {
        Map<String, String> labels = labels(name);
        labels.put(MAKER, maker);
        return labels;
    }

    /** Of a container that somebody looks at another one with. */
    Map<String, String> debugLabels() {
        Map<String, String> labels = labels("");
        labels.put(PURPOSE, DEBUG);
        return labels;
    }

    /** Whether something with these labels is this module's, of this build or of a command. */
    boolean owns(Map<String, String> labels) {
        return isOfModule(labels) && session.equals(labels.getOrDefault(SESSION, ""));
    }

    /** Whether it is this module's, of a build that was killed. */
    boolean isLeftOver(Map<String, String> labels) {
        String other = labels.getOrDefault(SESSION, "");
        String purpose = labels.getOrDefault(PURPOSE, "");
        return (purpose.equals(SERVICE) || purpose.equals(DEBUG))
                && project.equals(labels.get(PROJECT))
                && hasEnded(other);
    }

    /** Whether something with these labels was started by this module of this checkout, in whatever way. */
    boolean isOfModule(Map<String, String> labels) {
        return SERVICE.equals(labels.get(PURPOSE))
                && project.equals(labels.get(PROJECT))
                && directory.toString().equals(labels.get(DIRECTORY));
    }

    /** What all of the project carries, for the daemon to look for. */
    String projectLabel() {
        return PROJECT + "=" + project;
    }

    /** A name in the daemon: plain for a command, with some digits of the session in a build, which may not be alone. */
    String containerName(String service) {
        String artifact = project.substring(project.indexOf(':') + 1).replaceAll("[^A-Za-z0-9_.-]", "-");
        String plain =
                (artifact.equals(service) ? artifact : artifact + "-" + service).replaceAll("^[^A-Za-z0-9]+", "");
        return withBuild() ? plain + "-" + session.substring(session.lastIndexOf('/') + 1) : plain;
    }
}
