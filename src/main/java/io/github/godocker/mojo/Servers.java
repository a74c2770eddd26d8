package io.github.godocker.mojo;

import io.github.godocker.GoDockerException;
import io.github.godocker.docker.RegistryCredentials;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Predicate;
import org.apache.maven.settings.Server;
import org.apache.maven.settings.Settings;
import org.apache.maven.settings.building.SettingsProblem;
import org.apache.maven.settings.crypto.DefaultSettingsDecryptionRequest;
import org.apache.maven.settings.crypto.SettingsDecrypter;
import org.apache.maven.settings.crypto.SettingsDecryptionResult;

/** The logins of settings.xml, decrypted by Maven itself one at a time, when one is asked for. */
final class Servers {
    private final Settings settings;
    private final SettingsDecrypter decrypter;

    Servers(Settings settings, SettingsDecrypter decrypter) {
        this.settings = settings;
        this.decrypter = decrypter;
    }

    Optional<RegistryCredentials> find(String id) {
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

    /** Lines for a netrc file: the servers whose id is a host that {@code wanted} accepts. */
    String netrc(Predicate<String> wanted) {
        List<String> lines = new ArrayList<>();
        for (Server server : settings.getServers()) {
            String id = server.getId();
            if (id != null && id.contains(".") && wanted.test(id)) {
                find(id).ifPresent(login -> lines.add("machine " + id.replaceFirst(":.*", "") + " login " + login.user()
                        + " password " + login.secret() + "\n"));
            }
        }
        return String.join("", lines);
    }
}
