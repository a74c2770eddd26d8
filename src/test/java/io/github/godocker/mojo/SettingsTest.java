package io.github.godocker.mojo;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.godocker.GoDockerException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import org.apache.maven.settings.Proxy;
import org.apache.maven.settings.Server;
import org.apache.maven.settings.Settings;
import org.apache.maven.settings.building.DefaultSettingsProblem;
import org.apache.maven.settings.building.SettingsProblem;
import org.apache.maven.settings.crypto.SettingsDecrypter;
import org.apache.maven.settings.crypto.SettingsDecryptionRequest;
import org.apache.maven.settings.crypto.SettingsDecryptionResult;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Proxies and servers of settings.xml. */
class SettingsTest {
    private final Settings settings = new Settings();
    private final List<SettingsProblem> problems = new ArrayList<>();

    /** Turns a password "{x}" into "x". */
    private final SettingsDecrypter decrypter = request -> result(request);

    private SettingsDecryptionResult result(SettingsDecryptionRequest request) {
        return new SettingsDecryptionResult() {
            @Override
            public Server getServer() {
                return getServers().get(0);
            }

            @Override
            public List<Server> getServers() {
                return request.getServers().stream()
                        .map(server -> {
                            Server open = server.clone();
                            open.setPassword(decrypt(server.getPassword()));
                            return open;
                        })
                        .toList();
            }

            @Override
            public Proxy getProxy() {
                return getProxies().get(0);
            }

            @Override
            public List<Proxy> getProxies() {
                return request.getProxies().stream()
                        .map(proxy -> {
                            Proxy open = proxy.clone();
                            open.setPassword(decrypt(proxy.getPassword()));
                            return open;
                        })
                        .toList();
            }

            @Override
            public List<SettingsProblem> getProblems() {
                return problems;
            }
        };
    }

    private static @Nullable String decrypt(@Nullable String password) {
        return password == null ? null : password.replaceFirst("^\\{(.*)}$", "$1");
    }

    private Proxy proxy() {
        Proxy proxy = new Proxy();
        proxy.setActive(true);
        proxy.setHost("proxy.corp");
        proxy.setPort(3128);
        settings.addProxy(proxy);
        return proxy;
    }

    private Map<String, String> variables(Map<String, String> environment) {
        return new TreeMap<>(Proxies.environment(settings, decrypter, environment));
    }

    @Test
    void withoutAProxyThereIsNothingToSay() {
        assertThat(variables(Map.of("PATH", "/bin", "HTTP_PROXY", ""))).isEmpty();
        proxy().setActive(false);
        assertThat(variables(Map.of())).isEmpty();
    }

    @Test
    void mavensProxyIsThatOfGoAndGit() {
        proxy().setNonProxyHosts("localhost|127.0.0.1|*.corp|*");

        assertThat(variables(Map.of()))
                .containsEntry("HTTP_PROXY", "http://proxy.corp:3128")
                .containsEntry("HTTPS_PROXY", "http://proxy.corp:3128")
                .containsEntry("NO_PROXY", "localhost,127.0.0.1,.corp,*")
                .containsEntry("https_proxy", "http://proxy.corp:3128")
                .containsEntry("no_proxy", "localhost,127.0.0.1,.corp,*")
                .hasSize(6);
    }

    @ParameterizedTest
    @CsvSource({
        "me, {s3cret}, me:s3cret@",
        "'me@corp', 'p:/?#@ %+\u00e4', me%40corp:p%3A%2F%3F%23%40%20%25%2B%C3%A4@",
        "me, , me@",
        ", s3cret, ''"
    })
    void aLoginIsDecryptedAndEncoded(String user, String password, String login) {
        Proxy proxy = proxy();
        proxy.setUsername(user);
        proxy.setPassword(password);

        assertThat(variables(Map.of())).containsEntry("HTTP_PROXY", "http://" + login + "proxy.corp:3128");
    }

    @Test
    void theEnvironmentComesFirst() {
        proxy().setNonProxyHosts("x");

        assertThat(variables(Map.of("https_proxy", "http://env:1", "NO_PROXY", "y", "ALL_PROXY", "socks5://z")))
                .containsEntry("HTTP_PROXY", "http://proxy.corp:3128")
                .containsEntry("HTTPS_PROXY", "http://env:1")
                .containsEntry("https_proxy", "http://env:1")
                .containsEntry("NO_PROXY", "y")
                .containsEntry("all_proxy", "socks5://z");
    }

    private Server server(String id, @Nullable String user, @Nullable String password) {
        Server server = new Server();
        server.setId(id);
        server.setUsername(user);
        server.setPassword(password);
        settings.addServer(server);
        return server;
    }

    @Test
    void aServerIsALogin() {
        server("ghcr.io", "me", "{s3cret}");
        server("token", null, "x");
        server("key", "me", null);
        Servers servers = new Servers(settings, decrypter);

        assertThat(servers.find("ghcr.io").orElseThrow()).satisfies(login -> {
            assertThat(login.user()).isEqualTo("me");
            assertThat(login.secret()).isEqualTo("s3cret");
            assertThat(login.toString())
                    .contains("server 'ghcr.io' of settings.xml")
                    .doesNotContain("s3cret");
        });
        assertThat(servers.find("other")).isEmpty();
        assertThat(servers.find("token")).isEmpty();
        assertThat(servers.find("key")).isEmpty();
    }

    @Test
    void aPasswordThatCannotBeDecryptedIsToldByItsServerOnly() {
        server("ghcr.io", "me", "{s3cret}");
        problems.add(new DefaultSettingsProblem(
                "cannot decrypt s3cret", SettingsProblem.Severity.ERROR, "settings.xml", 1, 1, null));

        assertThatThrownBy(() -> new Servers(settings, decrypter).find("ghcr.io"))
                .isInstanceOf(GoDockerException.class)
                .hasMessageStartingWith("Cannot decrypt the password of server 'ghcr.io' in settings.xml.\n")
                .hasMessageNotContaining("s3cret");
    }

    @Test
    void serversOfModuleHostsAreLinesOfANetrc() {
        server("git.example.com", "me", "{s3cret}");
        server("proxy.example.com:8443", "you", "other");
        server("ghcr.io", "me", "no blank here");
        server("snapshots", "me", "no");
        Map<String, Set<String>> machines = Map.of(
                "git.example.com", Set.of("git.example.com"),
                "proxy.example.com:8443", Set.of("proxy.example.com:8443"));

        assertThat(new Servers(settings, decrypter).netrc(id -> machines.getOrDefault(id, Set.of())))
                .isEqualTo("machine git.example.com login me password s3cret\n"
                        + "machine proxy.example.com:8443 login you password other\n");
    }

    @Test
    void aMachineHasTheLoginOfTheServerWithItsName() {
        server("git.example.com:8443", "port", "one");
        server("git.example.com", "host", "two");

        assertThat(new Servers(settings, decrypter)
                        .netrc(id -> new TreeSet<>(Set.of("git.example.com", "git.example.com:8443"))))
                .isEqualTo("machine git.example.com login host password two\n"
                        + "machine git.example.com:8443 login host password two\n");
        assertThat(new Servers(settings, decrypter).netrc(id -> new TreeSet<>(List.of("git.example.com", id))))
                .contains("machine git.example.com login host password two\n")
                .contains("machine git.example.com:8443 login port password one\n");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "correct horse s3cret",
                "s3cret\nmachine evil.example login x password y",
                "s3cret\r",
                "\ts3cret",
                "s3cret\u00a0",
                "s3cret\u0085x",
                "s3cret\u0000",
                "\"s3cret\"",
                ""
            })
    void aLoginThatANetrcCannotHoldIsRefusedByItsServersName(String value) {
        server("git.example.com", "me", value);
        assertThatThrownBy(() -> new Servers(settings, decrypter).netrc(Set::of))
                .isInstanceOf(GoDockerException.class)
                .hasMessageStartingWith(
                        "Cannot give go the login of server 'git.example.com' in settings.xml: its password ")
                .hasMessageContaining("which a netrc file cannot hold.\nUse an access token as the <password>")
                .hasMessageNotContaining("s3cret");

        settings.getServers().clear();
        server("git.example.com", value, "secret");
        assertThatThrownBy(() -> new Servers(settings, decrypter).netrc(Set::of))
                .hasMessageContaining("its username ");
    }

    @Test
    void signsInALoginAreNoTrouble() {
        server("git.example.com", "me@corp", "#p'a\"s\\s/ä");

        assertThat(new Servers(settings, decrypter).netrc(Set::of))
                .isEqualTo("machine git.example.com login me@corp password #p'a\"s\\s/ä\n");
    }
}
