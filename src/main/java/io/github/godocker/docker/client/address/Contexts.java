package io.github.godocker.docker.client.address;

import com.fasterxml.jackson.core.JsonProcessingException;
import io.github.godocker.GoDockerException;
import io.github.godocker.Json;
import java.io.IOException;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.NotDirectoryException;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.List;
import java.util.TreeSet;

/**
 * The contexts of the docker CLI, and which of them is in use.
 *
 * @param configDirectory Docker's, where config.json is
 */
record Contexts(Path configDirectory) {
    /** As if there were no contexts. */
    static final String DEFAULT = "default";

    Path config() {
        return configDirectory.resolve("config.json");
    }

    /** The name of the context in use; empty if config.json names none. */
    String current() {
        String text = read(config());
        // Spares the load of a JSON parser, 0.1 s, to all who have no contexts.
        return text.contains("\"currentContext\"")
                ? json(text, config()).path("currentContext").text()
                : "";
    }

    /**
     * The daemon of {@code contexts/meta/<sha256 of the name>/meta.json}, as cli/context/store of the docker CLI keeps it.
     *
     * @param source who named the context
     */
    DaemonAddress find(String name, String source) {
        Path contexts = configDirectory.resolve("contexts");
        Path file = contexts.resolve("meta").resolve(sha256(name)).resolve("meta.json");
        String text = read(file);
        if (text.isEmpty()) {
            throw new GoDockerException(
                    "Cannot find the Docker context '" + name + "' that " + source + " names: known are "
                            + String.join(", ", known(contexts.resolve("meta"))) + ".",
                    "Name one of these, or create it with 'docker context create " + name + "'.");
        }
        Json endpoint = json(text, file).path("Endpoints").path("docker");
        String address = endpoint.path("Host").text();
        if (address.isEmpty()) {
            throw new GoDockerException(
                    "Cannot use the Docker context '" + name + "' that " + source
                            + " names: it has no Docker endpoint.",
                    "Look at it with 'docker context inspect " + name + "'.");
        }
        URI host = AddressGrammar.parse(address, "context '" + name + "'");
        boolean verify = !endpoint.path("SkipTLSVerify").isTrue();
        Path files = contexts.resolve("tls").resolve(sha256(name)).resolve("docker");
        boolean tls = host.getScheme().equals("tcp") && (!verify || Files.isDirectory(files));
        return new DaemonAddress(host, tls ? files : null, verify, "context '" + name + "'");
    }

    private static TreeSet<String> known(Path directory) {
        TreeSet<String> names = new TreeSet<>(List.of(DEFAULT));
        try (DirectoryStream<Path> entries = Files.newDirectoryStream(directory)) {
            for (Path entry : entries) {
                Path file = entry.resolve("meta.json");
                String text = read(file);
                if (!text.isEmpty()) {
                    names.add(json(text, file).path("Name").text());
                }
            }
        } catch (NoSuchFileException | NotDirectoryException e) {
            // No context was ever created.
        } catch (IOException e) {
            throw unreadable(directory, e);
        }
        return names;
    }

    /** The file's text; empty if there is no such file. */
    private static String read(Path file) {
        try {
            return Files.readString(file, StandardCharsets.UTF_8);
        } catch (NoSuchFileException e) {
            return "";
        } catch (IOException e) {
            throw unreadable(file, e);
        }
    }

    private static GoDockerException unreadable(Path file, IOException technical) {
        return new GoDockerException(
                "Cannot read " + file + ": " + technical.getClass().getSimpleName() + ".",
                "Make it readable, or set DOCKER_CONFIG to another directory.",
                technical);
    }

    /** Without Jackson's exception: it may quote the file, and config.json holds passwords. */
    private static Json json(String text, Path file) {
        try {
            return Json.read(text);
        } catch (JsonProcessingException e) {
            throw new GoDockerException(
                    "Cannot read " + file + ": it is not JSON.",
                    "Correct it, or set DOCKER_CONFIG to another directory.");
        }
    }

    private static String sha256(String name) {
        try {
            byte[] digest = MessageDigest.getInstance("SHA-256").digest(name.getBytes(StandardCharsets.UTF_8));
            return HexFormat.of().formatHex(digest);
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("Every Java platform has SHA-256", e);
        }
    }
}
