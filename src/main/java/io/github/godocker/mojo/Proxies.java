package io.github.godocker.mojo;

import java.util.HashMap;
import java.util.Map;
import org.apache.maven.settings.Proxy;
import org.apache.maven.settings.Settings;
import org.apache.maven.settings.crypto.DefaultSettingsDecryptionRequest;
import org.apache.maven.settings.crypto.SettingsDecrypter;

/** The network's proxies as go and git want to be told: what the environment says, else settings.xml. */
public final class Proxies {
    private Proxies() {}

    public static Map<String, String> environment(
            Settings settings, SettingsDecrypter decrypter, Map<String, String> environment) {
        Map<String, String> variables = new HashMap<>();
        Proxy active = settings.getActiveProxy();
        if (active != null) {
            Proxy proxy = decrypter
                    .decrypt(new DefaultSettingsDecryptionRequest(active))
                    .getProxy();
            String login = proxy.getUsername() == null
                    ? ""
                    : encode(proxy.getUsername())
                            + (proxy.getPassword() == null ? "" : ":" + encode(proxy.getPassword())) + "@";
            String url = "http://" + login + proxy.getHost() + ":" + proxy.getPort();
            variables.put("HTTP_PROXY", url);
            variables.put("HTTPS_PROXY", url);
            if (proxy.getNonProxyHosts() != null) {
                // Maven: "localhost|*.corp"; Go: "localhost,.corp".
                variables.put(
                        "NO_PROXY", proxy.getNonProxyHosts().replace('|', ',').replace("*.", "."));
            }
        }
        for (String name : new String[] {"HTTP_PROXY", "HTTPS_PROXY", "NO_PROXY", "ALL_PROXY"}) {
            for (String spelling : new String[] {name, name.toLowerCase(java.util.Locale.ROOT)}) {
                String value = environment.get(spelling);
                if (value != null && !value.isEmpty()) {
                    variables.put(name, value);
                }
            }
        }
        variables.putAll(lowerCase(variables));
        return variables;
    }

    /** git and curl read only the lower case. */
    private static Map<String, String> lowerCase(Map<String, String> variables) {
        Map<String, String> lower = new HashMap<>();
        variables.forEach((name, value) -> lower.put(name.toLowerCase(java.util.Locale.ROOT), value));
        return lower;
    }

    private static String encode(String text) {
        return java.net.URLEncoder.encode(text, java.nio.charset.StandardCharsets.UTF_8)
                .replace("+", "%20");
    }
}
