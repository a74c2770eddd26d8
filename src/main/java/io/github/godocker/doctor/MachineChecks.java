package io.github.godocker.doctor;

import io.github.godocker.GoDockerException;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * What is asked of this machine.
 *
 * @param maven its version
 * @param jdk its version and whose it is
 * @param proxies by variable
 * @param certificates the file whose authorities are trusted; null for none
 */
public record MachineChecks(
        String maven,
        String jdk,
        Map<String, String> proxies,
        @Nullable Path certificates) {
    private static final String CERTIFICATE = "-----BEGIN CERTIFICATE-----";

    public List<Check> all() {
        return List.of(
                Check.of("Maven", () -> Finding.ok(maven)),
                Check.of("JDK", () -> Finding.ok(jdk)),
                Check.of("proxy", () -> proxy(proxies)),
                Check.of("certificates", () -> certificates(certificates)));
    }

    static Finding proxy(Map<String, String> proxies) {
        Map<String, String> shown = new TreeMap<>();
        boolean loopback = false;
        for (Map.Entry<String, String> each : proxies.entrySet()) {
            String name = each.getKey();
            if (name.endsWith("_PROXY")) {
                shown.put(name, withoutLogin(each.getValue()));
                loopback |= !name.equals("NO_PROXY")
                        && each.getValue().matches("(?:.*[/@])?(?:localhost|127\\.[\\d.]+|\\[::1])(?::.*)?/?");
            }
        }
        if (shown.isEmpty()) {
            return Finding.ok("none");
        }
        List<String> lines = new ArrayList<>();
        shown.forEach((name, value) -> lines.add(name + "=" + value));
        String text = String.join(", ", lines);
        return loopback
                ? Finding.warn(
                        text + ": in a container that is the container itself",
                        "Name the machine by an address that containers reach, or set <builderNetwork>host</builderNetwork>")
                : Finding.ok(text);
    }

    /** A proxy's address may have a login in it, and that any character. */
    static String withoutLogin(String address) {
        return address.replaceFirst("^([A-Za-z][A-Za-z0-9+.-]*://)?.*@", "$1***@");
    }

    static Finding certificates(@Nullable Path file) {
        if (file == null) {
            return Finding.warn(
                    "no bundle of this machine: containers trust what their image trusts",
                    "Behind a proxy that signs TLS itself, set <caCertificates> to a PEM file");
        }
        try {
            long number = Files.readString(file, StandardCharsets.ISO_8859_1)
                    .lines()
                    .filter(line -> line.contains(CERTIFICATE))
                    .count();
            return number > 0
                    ? Finding.ok(number + " of " + file)
                    : Finding.fail(
                            file + " holds no certificate in PEM form",
                            "Set <caCertificates> to a PEM file, or to 'none'");
        } catch (IOException e) {
            return Finding.fail(
                    "cannot read " + file + ": " + GoDockerException.words(e),
                    "Set <caCertificates> to a readable PEM file, or to 'none'");
        }
    }
}
