package io.github.godocker.container;

import java.lang.ProcessHandle.Info;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.nio.file.Path;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.concurrent.ThreadLocalRandom;

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
    static final String DIRECTORY = PREFIX + "directory";
    static final String SESSION = PREFIX + "session";
    static final String NAME = PREFIX + "name";
    /** The value of {@link #PURPOSE}. */
    public static final String SERVICE = "service";

    /** A session of this process: its host, its number, when it began, and what tells it from others of the same JVM. */
    public static String newSession() {
        ProcessHandle self = ProcessHandle.current();
        return host() + "/" + self.pid() + "/" + began(self) + "/"
                + String.format("%08x", ThreadLocalRandom.current().nextInt());
    }

    /** Whether the Maven of a session is known to have ended: one on another machine may still run. */
    static boolean hasEnded(String session) {
        String[] parts = session.split("/");
        if (parts.length != 4 || !parts[0].equals(host()) || !parts[1].matches("\\d{1,18}")) {
            return false;
        }
        return ProcessHandle.of(Long.parseLong(parts[1]))
                .map(process -> !began(process).equals(parts[2]))
                .orElse(true);
    }

    private static String began(ProcessHandle process) {
        Info info = process.info();
        return String.valueOf(info.startInstant().map(Instant::getEpochSecond).orElse(0L));
    }

    private static String host() {
        try {
            return InetAddress.getLocalHost().getHostName().replace('/', '-');
        } catch (UnknownHostException e) {
            return "unknown";
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

    /** Whether something with these labels is this module's, of this build or of a command. */
    boolean owns(Map<String, String> labels) {
        return SERVICE.equals(labels.get(PURPOSE))
                && project.equals(labels.get(PROJECT))
                && directory.toString().equals(labels.get(DIRECTORY))
                && session.equals(labels.getOrDefault(SESSION, ""));
    }

    /** Whether it is this module's, of a build that was killed. */
    boolean isLeftOver(Map<String, String> labels) {
        String other = labels.getOrDefault(SESSION, "");
        return SERVICE.equals(labels.get(PURPOSE)) && project.equals(labels.get(PROJECT)) && hasEnded(other);
    }

    /** A name in the daemon: plain for a command, with some digits of the session in a build, which may not be alone. */
    String containerName(String service) {
        String artifact = project.substring(project.indexOf(':') + 1).replaceAll("[^A-Za-z0-9_.-]", "-");
        String plain =
                (artifact.equals(service) ? artifact : artifact + "-" + service).replaceAll("^[^A-Za-z0-9]+", "");
        return withBuild() ? plain + "-" + session.substring(session.lastIndexOf('/') + 1) : plain;
    }
}
