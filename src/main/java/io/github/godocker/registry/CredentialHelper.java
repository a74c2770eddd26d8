package io.github.godocker.registry;

import static io.github.godocker.KnownFailure.said;

import io.github.godocker.GoDockerException;
import io.github.godocker.Json;
import io.github.godocker.KnownFailure;
import io.github.godocker.docker.RegistryCredentials;
import java.io.File;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.jspecify.annotations.Nullable;

/**
 * A program {@code docker-credential-<name>} that keeps credentials in a key chain or asks a cloud for them.
 *
 * <p>The protocol is that of github.com/docker/docker-credential-helpers: {@code get} with the server's address on
 * standard input gives {@code {"ServerURL","Username","Secret"}}, or a status other than 0 with the reason on standard
 * output.
 *
 * <p>Nothing that a helper prints is ever shown: one that fails may print the answer all the same, on either stream, and
 * a secret has no form by which it could be found and left out.
 */
final class CredentialHelper {
    /** Long enough for a helper that asks a cloud, short enough for one that waits for a password dialogue. */
    private static final Duration LIMIT = Duration.ofSeconds(30);

    /** How all helpers say that they know nothing of a server (ErrCredentialsNotFound of docker-credential-helpers). */
    private static final KnownFailure NOT_FOUND = new KnownFailure(
            "a credential helper has no login", said("docker-credential-helpers, unseen", "credentials not found"));

    /** In bytes: many times the longest token. */
    private static final int LONGEST_ANSWER = 1 << 20;

    private final String program;
    private final String configuredIn;
    private final Map<String, String> environment;
    private final Duration limit;

    /**
     * @param name what follows {@code docker-credential-}
     * @param configuredIn the file that names it, for messages
     * @param environment the process's whole environment; its PATH says where the program is
     */
    CredentialHelper(String name, String configuredIn, Map<String, String> environment) {
        this(name, configuredIn, environment, LIMIT);
    }

    CredentialHelper(String name, String configuredIn, Map<String, String> environment, Duration limit) {
        this.program = "docker-credential-" + name;
        this.configuredIn = configuredIn;
        this.environment = environment;
        this.limit = limit;
    }

    /** What the helper has for this server; empty if it has nothing. */
    Optional<RegistryCredentials> find(String server) {
        Process process = start(server);
        CompletableFuture<byte[]> out = read(process);
        try {
            send(process, server);
            long deadline = System.nanoTime() + limit.toNanos();
            if (!process.waitFor(limit.toNanos(), TimeUnit.NANOSECONDS)) {
                throw new TimeoutException();
            }
            long left = Math.max(deadline - System.nanoTime(), TimeUnit.SECONDS.toNanos(1));
            byte[] bytes = out.get(left, TimeUnit.NANOSECONDS);
            if (bytes.length > LONGEST_ANSWER) {
                throw failure("its answer is longer than any credentials", server, null);
            }
            String answer = new String(bytes, StandardCharsets.UTF_8);
            if (process.exitValue() == 0) {
                return credentials(answer, server);
            }
            if (NOT_FOUND.isIn(answer)) {
                return Optional.empty();
            }
            throw failure("it failed with exit code " + process.exitValue(), server, null);
        } catch (TimeoutException e) {
            throw failure("it gave no answer within " + limit.toSeconds() + " s", server, null);
        } catch (ExecutionException e) {
            throw failure("its answer cannot be read", server, e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new GoDockerException(
                    "Cannot get credentials from " + program + ": interrupted.", "Run the goal again.", e);
        } finally {
            process.descendants().forEach(ProcessHandle::destroyForcibly);
            process.destroyForcibly();
        }
    }

    private Process start(String server) {
        Path file = locate();
        if (file == null) {
            throw new GoDockerException(
                    "Cannot get credentials from " + program + ", which " + configuredIn + " names: no such program.",
                    "Install " + program + " on the PATH, or remove it from " + configuredIn + ".");
        }
        ProcessBuilder builder = new ProcessBuilder(file.toString(), "get");
        builder.redirectError(ProcessBuilder.Redirect.DISCARD);
        builder.environment().clear();
        builder.environment().putAll(environment);
        try {
            return builder.start();
        } catch (IOException e) {
            throw failure("it cannot be started", server, e);
        }
    }

    /**
     * Looks the program up by itself instead of leaving that to the system: on Windows a helper may be a .cmd, which
     * {@link ProcessBuilder} finds only by its full name, and a Maven that an IDE started on macOS has a PATH without
     * the directories where helpers are.
     */
    private @Nullable Path locate() {
        List<String> directories = new ArrayList<>();
        environment.forEach((name, value) -> {
            if (name.equalsIgnoreCase("PATH")) {
                directories.addAll(List.of(value.split(File.pathSeparator)));
            }
        });
        String os = System.getProperty("os.name").toLowerCase(Locale.ROOT);
        if (os.contains("mac")) {
            directories.add("/usr/local/bin");
            directories.add("/opt/homebrew/bin");
        }
        List<String> endings = os.contains("windows") ? List.of(".exe", ".cmd", ".bat") : List.of("");
        for (String directory : directories) {
            for (String ending : endings) {
                try {
                    Path file = Path.of(directory, program + ending);
                    if (!directory.isEmpty() && Files.isRegularFile(file) && Files.isExecutable(file)) {
                        return file;
                    }
                } catch (InvalidPathException e) {
                    // An entry of PATH that is no path holds no program.
                }
            }
        }
        return null;
    }

    private static void send(Process process, String server) {
        try (OutputStream in = process.getOutputStream()) {
            in.write((server + "\n").getBytes(StandardCharsets.UTF_8));
        } catch (IOException e) {
            // A helper that does not read its input says why in its output.
        }
    }

    /** Reads in a thread of its own: a helper that hangs may not block us. One that talks without end is ended. */
    private CompletableFuture<byte[]> read(Process process) {
        return CompletableFuture.supplyAsync(
                () -> {
                    try (InputStream stream = process.getInputStream()) {
                        byte[] bytes = stream.readNBytes(LONGEST_ANSWER + 1);
                        if (bytes.length > LONGEST_ANSWER) {
                            process.destroyForcibly();
                        }
                        return bytes;
                    } catch (IOException e) {
                        throw new UncheckedIOException(e);
                    }
                },
                task -> {
                    Thread thread = new Thread(task, program);
                    thread.setDaemon(true);
                    thread.start();
                });
    }

    private Optional<RegistryCredentials> credentials(String answer, String server) {
        Json json = Json.readObject(answer)
                .orElseThrow(() -> failure("its answer is not the JSON that a credential helper gives", server, null));
        String secret = json.path("Secret").text();
        if (secret.isEmpty()) {
            return Optional.empty();
        }
        String user = json.path("Username").text();
        return Optional.of(new RegistryCredentials(user, secret, program + " of " + configuredIn));
    }

    private GoDockerException failure(String words, String server, @Nullable Throwable technical) {
        GoDockerException failure = new GoDockerException(
                "Cannot get credentials from " + program + ", which " + configuredIn + " names: " + words + ".",
                "Run 'echo " + server + " | " + program
                        + " get' in a terminal to see what it says, or remove the helper from " + configuredIn + ".");
        if (technical != null) {
            failure.addSuppressed(technical);
        }
        return failure;
    }
}
