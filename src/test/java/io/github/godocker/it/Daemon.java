package io.github.godocker.it;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.ByteArrayInputStream;
import java.io.File;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.TreeMap;
import java.util.concurrent.TimeUnit;
import org.apache.commons.compress.archivers.tar.TarArchiveEntry;
import org.apache.commons.compress.archivers.tar.TarArchiveInputStream;

/**
 * What a verify script asks the daemon: by the docker command, so that the plugin's own client is not its own witness.
 */
public final class Daemon {
    private static final ObjectMapper JSON = new ObjectMapper();

    private Daemon() {}

    /** A file of a container, as `docker export` has it; what a link says is its content. */
    public record Entry(String name, int mode, long uid, long gid, boolean directory, byte[] content) {
        public String text() {
            return new String(content, StandardCharsets.UTF_8);
        }
    }

    /** What `docker image inspect` says. */
    public static JsonNode inspect(String reference) throws IOException {
        return JSON.readTree(docker("image", "inspect", reference)).get(0);
    }

    public static boolean hasImage(String reference) throws IOException {
        return !docker("image", "ls", "-q", reference).isBlank();
    }

    /** Runs an image to its end and returns what it printed. */
    public static String run(String... arguments) throws IOException {
        List<String> command = new ArrayList<>(List.of("run", "--rm"));
        command.addAll(List.of(arguments));
        return docker(command.toArray(String[]::new));
    }

    /** The same for a program that prints to standard error, as Go's println does. */
    public static String errors(String... arguments) throws IOException {
        List<String> command = new ArrayList<>(List.of("sh", "-c", "exec docker run --rm \"$@\" 2>&1", "docker"));
        command.addAll(List.of(arguments));
        return new String(output(null, command), StandardCharsets.UTF_8);
    }

    /** All files of an image by name. */
    public static TreeMap<String, Entry> filesIn(String image) throws IOException {
        String id = docker("create", image, "x").strip();
        try {
            TreeMap<String, Entry> files = new TreeMap<>();
            try (InputStream bytes = new ByteArrayInputStream(output(null, List.of("docker", "export", id)));
                    TarArchiveInputStream tar = new TarArchiveInputStream(bytes)) {
                for (TarArchiveEntry e = tar.getNextEntry(); e != null; e = tar.getNextEntry()) {
                    files.put(
                            e.getName().replaceFirst("/$", ""),
                            new Entry(
                                    e.getName(),
                                    e.getMode() & 07777,
                                    e.getLongUserId(),
                                    e.getLongGroupId(),
                                    e.isDirectory(),
                                    e.isSymbolicLink()
                                            ? e.getLinkName().getBytes(StandardCharsets.UTF_8)
                                            : tar.readAllBytes()));
                }
            }
            // Docker puts these into every container.
            List.of(".dockerenv", "dev", "etc/hostname", "etc/hosts", "etc/resolv.conf", "etc/mtab", "proc", "sys")
                    .forEach(name -> files.keySet().removeIf(key -> key.equals(name) || key.startsWith(name + "/")));
            return files;
        } finally {
            docker("rm", "-f", "-v", id);
        }
    }

    /**
     * A docker command that builds with BuildKit, or null if this machine has none: since version 23 it needs the
     * plug-in buildx for that.
     */
    public static String buildCommand() throws IOException {
        for (String directory : System.getenv("PATH").split(File.pathSeparator)) {
            Path docker = Path.of(directory, "docker");
            if (Files.isExecutable(docker) && buildsWithBuildKit(docker.toString())) {
                return docker.toString();
            }
        }
        return null;
    }

    private static boolean buildsWithBuildKit(String docker) throws IOException {
        try {
            String version = command(new File("/"), docker, "version", "-f", "{{.Client.Version}}");
            if (Integer.parseInt(version.replaceFirst("\\..*", "").strip()) < 23) {
                return true;
            }
            command(new File("/"), docker, "buildx", "version");
            return true;
        } catch (IOException e) {
            return false;
        }
    }

    /** What anybody without Maven does: {@code docker build} in a directory. */
    public static void build(File directory, File dockerfile, String tag, String... arguments) throws IOException {
        List<String> command = new ArrayList<>(List.of("env", "DOCKER_BUILDKIT=1", String.valueOf(buildCommand())));
        command.addAll(List.of("build", "-t", tag, "-f", dockerfile.getPath()));
        command.addAll(List.of(arguments));
        command.add(".");
        output(directory, command);
    }

    /** The bundle of certificates that this machine trusts. */
    public static String certificates() throws IOException {
        for (String file : List.of(
                String.valueOf(System.getenv("SSL_CERT_FILE")),
                "/etc/ssl/certs/ca-certificates.crt",
                "/etc/pki/tls/certs/ca-bundle.crt",
                "/etc/ssl/ca-bundle.pem",
                "/etc/ssl/cert.pem")) {
            if (Files.isReadable(Path.of(file))) {
                return file;
            }
        }
        throw new IOException("this machine has no bundle of certificates");
    }

    /** The builder containers that serve this directory now. */
    public static List<String> builders(File directory) throws IOException {
        return docker("ps", "-q", "--no-trunc", "--filter", builderFilter(directory))
                .lines()
                .toList();
    }

    /** What the daemon tells of this directory's builders until the process ends: of the last one, as it was last. */
    public static String builderConfiguration(File directory, Process process)
            throws IOException, InterruptedException {
        String configuration = "";
        while (process.isAlive()) {
            for (String id : builders(directory)) {
                try {
                    configuration = docker("inspect", id);
                } catch (IOException e) {
                    // It is just being removed.
                }
            }
            Thread.sleep(100);
        }
        return configuration;
    }

    private static String builderFilter(File directory) throws IOException {
        return "label=io.github.godocker.builder=" + directory.getCanonicalPath();
    }

    /** How many builder containers have been made for this directory since then, by the daemon's own events. */
    public static int buildersSince(long epochSeconds, File directory) throws IOException {
        return (int) docker(
                        "events",
                        "--since",
                        String.valueOf(epochSeconds),
                        "--until",
                        String.valueOf(System.currentTimeMillis() / 1000 + 1),
                        "--filter",
                        "event=create",
                        "--filter",
                        builderFilter(directory))
                .lines()
                .count();
    }

    /** Whether it is podman, whose API does not tell all that an image has. */
    public static boolean isPodman() throws IOException {
        return docker("version").contains("Podman");
    }

    /** Whether root in a container is another user on the daemon's machine. */
    public static boolean remapsUsers() throws IOException {
        return docker("info", "-f", "{{json .SecurityOptions}}").contains("name=userns");
    }

    /** Whether the daemon is a user's own: then that user is root in a container. */
    public static boolean isRootless() throws IOException {
        return docker("info", "-f", "{{json .SecurityOptions}}").contains("name=rootless");
    }

    /** All that the daemon tells about an image: configuration, labels, history. */
    public static String everything(String image) throws IOException {
        return docker("image", "inspect", image) + docker("history", "--no-trunc", "--format", "{{json .}}", image);
    }

    /** Takes images of a test away; those that are not there do not matter. */
    public static void remove(String... images) throws IOException {
        for (String image : images) {
            if (hasImage(image)) {
                docker("image", "rm", "-f", image);
            }
        }
    }

    /**
     * The digest of an image's configuration, of which its id is made on graph drivers; the containerd image store makes
     * the id of the manifest.
     */
    public static String configDigest(String image) throws IOException {
        try (TarArchiveInputStream tar =
                new TarArchiveInputStream(new ByteArrayInputStream(output(null, List.of("docker", "save", image))))) {
            for (TarArchiveEntry e = tar.getNextEntry(); e != null; e = tar.getNextEntry()) {
                if (e.getName().equals("manifest.json")) {
                    String file = JSON.readTree(tar.readAllBytes())
                            .path(0)
                            .path("Config")
                            .asText();
                    return "sha256:" + file.replaceFirst(".*/", "").replaceFirst("\\.json$", "");
                }
            }
        }
        throw new IOException("docker save " + image + " has no manifest.json");
    }

    /** A file's content in an image with a shell. */
    public static byte[] content(String image, String path) throws IOException {
        return output(null, List.of("docker", "run", "--rm", "--entrypoint", "cat", image, path));
    }

    /** The builder containers for this directory that are still there after the time in which they have to be gone. */
    public static String buildersLeft(File basedir) throws IOException, InterruptedException {
        String left = "";
        for (int i = 0; i < 50; i++) {
            left = docker("ps", "-aq", "--filter", builderFilter(basedir)).strip();
            if (left.isEmpty()) {
                return "";
            }
            Thread.sleep(100);
        }
        return left;
    }

    /** Runs docker and returns its standard output. */
    public static String docker(String... arguments) throws IOException {
        List<String> command = new ArrayList<>(List.of("docker"));
        command.addAll(List.of(arguments));
        return new String(output(null, command), StandardCharsets.UTF_8);
    }

    /** Runs any program in a directory and returns its standard output; an exit code other than 0 is an error. */
    public static String command(File directory, String... command) throws IOException {
        return new String(output(directory, List.of(command)), StandardCharsets.UTF_8);
    }

    private static byte[] output(File directory, List<String> command) throws IOException {
        Path errors = Files.createTempFile("it", ".err");
        try {
            Process process = new ProcessBuilder(command)
                    .directory(directory)
                    .redirectError(errors.toFile())
                    .start();
            process.getOutputStream().close();
            byte[] out = process.getInputStream().readAllBytes();
            if (!process.waitFor(300, TimeUnit.SECONDS) || process.exitValue() != 0) {
                process.destroyForcibly();
                throw new IOException(String.join(" ", command) + ": " + Files.readString(errors)
                        + new String(out, StandardCharsets.UTF_8));
            }
            return out;
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IOException(e);
        } finally {
            Files.delete(errors);
        }
    }

    /** What the plugin wrote about an image that it built: its {@code image.json}, wherever that lies. */
    public static File record(File basedir, String image) throws IOException {
        for (File directory : new File(basedir, "target/go-docker").listFiles()) {
            File record = new File(directory, "image.json");
            if (record.isFile() && json(record).path("image").asText().equals(image)) {
                return record;
            }
        }
        throw new IOException("there is no record of " + image);
    }

    public static JsonNode json(File file) throws IOException {
        return JSON.readTree(file);
    }

    public static String buildLog(File basedir) throws IOException {
        return Files.readString(basedir.toPath().resolve("build.log"));
    }
}
