package io.github.godocker.image;

import io.github.godocker.GoDockerException;
import io.github.godocker.Problems;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * What no container could start with, although every value by itself looks well: told before anything is compiled. Of a
 * base other than scratch nothing is known, so less is refused there.
 */
public final class ImageRules {
    private static final Pattern USER = Pattern.compile("[A-Za-z0-9_][A-Za-z0-9_.-]*\\$?");
    private static final Pattern NUMBER = Pattern.compile("\\d+");
    /** Of the kernel's ids, what engines take. */
    private static final long LARGEST_ID = Integer.MAX_VALUE;

    private static final Pattern PORT = Pattern.compile("(\\d{1,5})(/(tcp|udp|sctp))?");
    private static final Pattern VARIABLE = Pattern.compile("[A-Za-z_][A-Za-z0-9_.]*");
    private static final Set<String> NAMES_ON_SCRATCH = Set.of("root", "nonroot");
    private static final Pattern HEALTHCHECK =
            Pattern.compile("(?i)(none|(--[a-z]+(-[a-z]+)*=\\S+\\s+)*cmd\\s+\\S.*)", Pattern.DOTALL);
    private static final Set<String> DIRECTORIES_ON_SCRATCH = Set.of(
            "etc",
            "etc/ssl",
            "etc/ssl/certs",
            "home",
            "home/nonroot",
            "tmp",
            "usr",
            "usr/local",
            "usr/local/bin",
            "usr/share");

    private final boolean onScratch;
    /** By path, without a slash in front. */
    private final Map<String, FileTree.Entry> files;

    /** @param files what goes into the image besides the binaries */
    public ImageRules(boolean onScratch, List<FileTree> files) {
        this.onScratch = onScratch;
        this.files = FilesLayer.entries(files);
    }

    /** Whether there is a file of this path, or of this name where it is none. */
    public boolean hasFile(String program) {
        return program.startsWith("/")
                ? files.containsKey(program.substring(1))
                : files.keySet().stream().anyMatch(path -> path.endsWith("/" + program));
    }

    /**
     * Adds all that is wrong with these settings; each may be missing.
     *
     * @param ports {@code 8080} or {@code 53/udp}
     */
    public void check(
            Problems problems,
            List<String> ports,
            Map<String, String> environment,
            @Nullable String user,
            @Nullable String workingDirectory,
            List<String> volumes,
            @Nullable String health) {
        ports.stream()
                .filter(port -> !isPort(port))
                .forEach(
                        port -> problems.add(
                                "Cannot expose port '" + port + "'.",
                                "Write <port>8080</port> or <port>53/udp</port>; which port of the host it is, `docker run -p` says."));
        environment.forEach((name, value) -> {
            if (!VARIABLE.matcher(name).matches()) {
                problems.add("Cannot set environment variable '" + name + "'.", "Rename it in <env>.");
            } else if (value.indexOf('\n') >= 0) {
                problems.add(
                        "Cannot set environment variable '" + name + "': no Dockerfile can have its line break.",
                        "Write its value in one line, or put it into a file of <files>.");
            }
        });
        if (user != null && !user.isBlank()) {
            checkUser(user.strip()).ifPresent(problems::add);
        }
        if (workingDirectory != null) {
            checkPath("workingDirectory", workingDirectory.strip()).ifPresent(problems::add);
        }
        for (String volume : volumes) {
            checkPath("volumes", volume).ifPresent(problems::add);
        }
        if (health != null && !HEALTHCHECK.matcher(health.strip()).matches()) {
            problems.add(
                    "Cannot use <healthcheck>" + health.strip() + ": Docker would not know what to do with it.",
                    "Write it as after HEALTHCHECK in a Dockerfile: CMD [\"/usr/local/bin/app\", \"health\"], or NONE.");
        }
        if (onScratch) {
            Set<String> replaced = new TreeSet<>(DIRECTORIES_ON_SCRATCH);
            replaced.removeIf(path -> !isFile(path));
            replaced.forEach(path -> problems.add(
                    "Cannot copy a file to /" + path + " in the image: that is a directory there.",
                    "Write <target>/" + path + "/</target> to put it into that directory."));
        }
    }

    private static boolean isPort(String port) {
        var match = PORT.matcher(port);
        if (!match.matches()) {
            return false;
        }
        int number = Integer.parseInt(match.group(1));
        return number > 0 && number <= 65535;
    }

    private Optional<GoDockerException> checkUser(String user) {
        String[] parts = user.split(":", -1);
        boolean wellFormed = parts.length <= 2;
        for (String part : parts) {
            wellFormed &= USER.matcher(part).matches()
                    && (!NUMBER.matcher(part).matches() || part.length() <= 10 && Long.parseLong(part) <= LARGEST_ID);
        }
        if (!wellFormed) {
            return Optional.of(new GoDockerException(
                    "Cannot run the program as user '" + user + "'.",
                    "Write <user> as user or user:group, by name or number: 1000:1000."));
        }
        for (String part : parts) {
            boolean known = NUMBER.matcher(part).matches() || NAMES_ON_SCRATCH.contains(part);
            if (onScratch && !known && !files.containsKey("etc/passwd") && !files.containsKey("etc/group")) {
                return Optional.of(new GoDockerException(
                        "Cannot run the program as user '" + user
                                + "': an image on scratch knows only root and nonroot.",
                        "Write <user> as a number, such as 1000, or put an etc/passwd into src/main/image."));
            }
        }
        return Optional.empty();
    }

    private Optional<GoDockerException> checkPath(String parameter, String path) {
        if (!path.startsWith("/")) {
            return Optional.of(new GoDockerException(
                    "Cannot use the path '" + path + "' of <" + parameter + "> in the image.",
                    "Begin it with a slash."));
        }
        if (path.chars().anyMatch(Character::isISOControl)
                || List.of(path.split("/")).contains("..")) {
            return Optional.of(new GoDockerException(
                    "Cannot use the path '" + path + "' of <" + parameter + "> in the image.",
                    "Write it without '..' and in one line."));
        }
        for (int end = path.length(); end > 0; end = path.lastIndexOf('/', end - 1)) {
            String above = path.substring(0, end).replaceFirst("^/+", "");
            if (isFile(above)) {
                return Optional.of(new GoDockerException(
                        "Cannot use the path '" + path + "' of <" + parameter + "> in the image: /" + above
                                + " is a file of <files>.",
                        "Write <target>/" + above + "/</target> to put the file into that directory."));
            }
        }
        return Optional.empty();
    }

    private boolean isFile(String path) {
        FileTree.Entry entry = files.get(path);
        return entry != null && !entry.isDirectory();
    }
}
