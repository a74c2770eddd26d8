package io.github.godocker.mojo;

import io.github.godocker.GoDockerException;
import io.github.godocker.docker.RegistryCredentials;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import org.apache.maven.settings.Server;
import org.apache.maven.settings.Settings;
import org.apache.maven.settings.building.SettingsProblem;
import org.apache.maven.settings.crypto.DefaultSettingsDecryptionRequest;
import org.apache.maven.settings.crypto.SettingsDecrypter;
import org.apache.maven.settings.crypto.SettingsDecryptionResult;

/** The logins of settings.xml, decrypted by Maven itself one at a time, when one is asked for. */
public final class Servers {
    private final Settings settings;
    private final SettingsDecrypter decrypter;

    Servers(Settings settings, SettingsDecrypter decrypter) {
        this.settings = settings;
        this.decrypter = decrypter;
    }

    public Optional<RegistryCredentials> find(String id) {
        Server server = settings.getServer(id);
        if (server == null || server.getUsername() == null || server.getPassword() == null) {
            return Optional.empty();
        }
        SettingsDecryptionResult result = decrypter.decrypt(new DefaultSettingsDecryptionRequest(server));
        for (SettingsProblem problem : result.getProblems()) {
            if (problem.getSeverity() != SettingsProblem.Severity.WARNING) {
                throw new GoDockerException(
                        "Cannot decrypt the password of server '" + id + "' in settings.xml.",
                        "Check settings-security.xml, or encrypt the password again with `mvn --encrypt-password`.");
            }
        }
        Server open = result.getServer();
        return Optional.of(
                new RegistryCredentials(open.getUsername(), open.getPassword(), "server '" + id + "' of settings.xml"));
    }

    /**
     * Lines for a netrc file.
     *
     * @param machines the names under which go and git look for the login of a server, by its id; none for one that
     *     they do not need
     */
    public String netrc(Function<String, Set<String>> machines) {
        Map<String, String> lines = new LinkedHashMap<>();
        List<Server> servers = new ArrayList<>(settings.getServers());
        // Of two lines for one machine the first counts: that of the server with its very name.
        servers.sort(
                Comparator.comparing(server -> String.valueOf(server.getId()).contains(":")));
        for (Server server : servers) {
            String id = server.getId();
            Set<String> names = id == null ? Set.of() : machines.apply(id);
            if (!names.isEmpty()) {
                find(id).ifPresent(login -> {
                    String user = word(id, "username", login.user());
                    String password = word(id, "password", login.secret());
                    names.forEach(name -> lines.putIfAbsent(
                            name, "machine " + name + " login " + user + " password " + password + "\n"));
                });
            }
        }
        return String.join("", lines.values());
    }

    /**
     * A value as go, git and curl all read it. Go splits at each blank and knows no quotes; curl takes a quote at the
     * start for one: such a value would be another one, or more lines, for one of them.
     */
    private static String word(String id, String name, String value) {
        boolean blank = value.isEmpty() || value.codePoints().anyMatch(Servers::separates);
        if (blank || value.startsWith("\"")) {
            throw new GoDockerException(
                    "Cannot give go the login of server '" + id + "' in settings.xml: its " + name + " "
                            + (value.isEmpty()
                                    ? "is empty"
                                    : blank ? "has a blank or line break in it" : "begins with a quote")
                            + ", which a netrc file cannot hold.",
                    "Use an access token as the <password> of server '" + id + "', or correct its <" + name + ">.");
        }
        return value;
    }

    /** All that Go's unicode.IsSpace counts, and what no login has. */
    private static boolean separates(int character) {
        return Character.isWhitespace(character)
                || Character.isSpaceChar(character)
                || Character.isISOControl(character);
    }
}
