package io.github.godocker.registry;

import com.fasterxml.jackson.databind.JsonNode;
import io.github.godocker.GoDockerException;
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
 */
final class CredentialHelper {
    /** Long enough for a helper that asks a cloud, short enough for one that waits for a password dialogue. */
    private static final Duration LIMIT = Duration.ofSeconds(30);

    /** How all helpers say that they know nothing of a server (ErrCredentialsNotFound of docker-credential-helpers). */
    private static final String NOT_FOUND = "credentials not found";

    private static final int MAX_WORDS = 300;

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
        Process process = start();
        CompletableFuture<String> out = read(process.getInputStream());
        CompletableFuture<String> err = read(process.getErrorStream());
        try {
            send(process, server);
            long deadline = System.nanoTime() + limit.toNanos();
            if (!process.waitFor(limit.toNanos(), TimeUnit.NANOSECONDS)) {
                throw new TimeoutException();
            }
            long left = Math.max(deadline - System.nanoTime(), TimeUnit.SECONDS.toNanos(1));
            String answer = out.get(left, TimeUnit.NANOSECONDS);
            if (process.exitValue() == 0) {
                return credentials(answer);
            }
            if (answer.contains(NOT_FOUND)) {
                return Optional.empty();
            }
            String words = answer.isBlank() ? err.get(left, TimeUnit.NANOSECONDS) : answer;
            throw failure(words.isBlank() ? "exit code " + process.exitValue() : cleaned(words), null);
        } catch (TimeoutException e) {
            throw failure("it gave no answer within " + limit.toSeconds() + " s", null);
        } catch (ExecutionException e) {
            throw failure("its answer cannot be read", e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new GoDockerException(
                    "Cannot get credentials from " + program + ": interrupted.", "Run the goal again.", e);
        } finally {
            process.descendants().forEach(ProcessHandle::destroyForcibly);
            process.destroyForcibly();
        }
    }

    private Process start() {
        Path file = locate();
        if (file == null) {
            throw new GoDockerException(
                    "Cannot get credentials from " + program + ", which " + configuredIn + " names: no such program.",
                    "Install " + program + " on the PATH, or remove it from " + configuredIn + ".");
        }
        ProcessBuilder builder = new ProcessBuilder(file.toString(), "get");
        builder.environment().clear();
        builder.environment().putAll(environment);
        try {
            return builder.start();
        } catch (IOException e) {
            throw failure("it cannot be started", e);
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

    /** Reads in a thread of its own: neither a helper that fills both pipes nor one that hangs may block us. */
    private CompletableFuture<String> read(InputStream stream) {
        return CompletableFuture.supplyAsync(
                () -> {
                    try (stream) {
                        return new String(stream.readAllBytes(), StandardCharsets.UTF_8);
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

    private Optional<RegistryCredentials> credentials(String answer) {
        JsonNode json = Json.read(answer)
                .orElseThrow(() -> failure("its answer is not the JSON that a credential helper gives", null));
        String secret = Json.text(json, "Secret");
        if (secret.isEmpty()) {
            return Optional.empty();
        }
        String user = Json.text(json, "Username");
        return Optional.of(new RegistryCredentials(user, secret, program + " of " + configuredIn));
    }

    /** The first words of a program, on one line. */
    private static String cleaned(String words) {
        String line = words.strip().replaceAll("\\s+", " ").replaceAll("\\.+$", "");
        return line.length() <= MAX_WORDS ? line : line.substring(0, MAX_WORDS) + "…";
    }

    private GoDockerException failure(String words, @Nullable Throwable technical) {
        GoDockerException failure = new GoDockerException(
                "Cannot get credentials from " + program + ", which " + configuredIn + " names: " + words + ".",
                "Try '" + program + " list', or remove the helper from " + configuredIn + ".");
        if (technical != null) {
            failure.addSuppressed(technical);
        }
        return failure;
    }
}
