package io.github.godocker.mojo;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Map;
import org.apache.maven.settings.Proxy;
import org.apache.maven.settings.Server;
import org.apache.maven.settings.Settings;
import org.apache.maven.settings.building.SettingsProblem;
import org.apache.maven.settings.crypto.SettingsDecrypter;
import org.apache.maven.settings.crypto.SettingsDecryptionRequest;
import org.apache.maven.settings.crypto.SettingsDecryptionResult;
import org.junit.jupiter.api.Test;

class ProxiesTest {
    @Test
    void ofSettingsAreSpelledForGo() {
        Map<String, String> variables = Proxies.environment(settings(), new Plain(), Map.of());

        assertThat(variables)
                .containsEntry("HTTPS_PROXY", "http://joe:p%40ss%20word@proxy.corp:3128")
                .containsEntry("https_proxy", "http://joe:p%40ss%20word@proxy.corp:3128")
                .containsEntry("HTTP_PROXY", "http://joe:p%40ss%20word@proxy.corp:3128")
                .containsEntry("NO_PROXY", "localhost,.corp");
    }

    @Test
    void ofTheEnvironmentWin() {
        Map<String, String> variables =
                Proxies.environment(settings(), new Plain(), Map.of("https_proxy", "http://other:1"));

        assertThat(variables)
                .containsEntry("HTTPS_PROXY", "http://other:1")
                .containsEntry("https_proxy", "http://other:1");
    }

    @Test
    void areNoneWhereNobodyNamesOne() {
        assertThat(Proxies.environment(new Settings(), new Plain(), Map.of())).isEmpty();
    }

    private static Settings settings() {
        Proxy proxy = new Proxy();
        proxy.setActive(true);
        proxy.setHost("proxy.corp");
        proxy.setPort(3128);
        proxy.setUsername("joe");
        proxy.setPassword("p@ss word");
        proxy.setNonProxyHosts("localhost|*.corp");
        Settings settings = new Settings();
        settings.addProxy(proxy);
        return settings;
    }

    /** Nothing is encrypted here. */
    private static final class Plain implements SettingsDecrypter {
        @Override
        public SettingsDecryptionResult decrypt(SettingsDecryptionRequest request) {
            return new SettingsDecryptionResult() {
                @Override
                public Server getServer() {
                    return request.getServers().get(0);
                }

                @Override
                public List<Server> getServers() {
                    return request.getServers();
                }

                @Override
                public Proxy getProxy() {
                    return request.getProxies().get(0);
                }

                @Override
                public List<Proxy> getProxies() {
                    return request.getProxies();
                }

                @Override
                public List<SettingsProblem> getProblems() {
                    return List.of();
                }
            };
        }
    }
}
