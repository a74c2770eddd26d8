package io.github.godocker.builder;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Objects;

/**
 * How the go commands of a builder get the modules of others.
 *
 * @param offline whether only those that are in the cache, vendored or beside the project
 * @param netrc logins for module hosts in netrc's format; empty for none
 */
public record ModuleAccess(boolean offline, String netrc) {
    private static final String PUBLIC_SUMS = "sum.golang.org";

    /** Whatever is in the cache, and nothing private. */
    public static final ModuleAccess OFFLINE = new ModuleAccess(true, "");

    /**
     * Variables that win over those of the user.
     *
     * <p>Off is not enough of GOPROXY: go asks the hosts of GOPRIVATE themselves, unless GONOPROXY says none, and it asks
     * the checksum database itself, unless another address is known for it. Turning the database off would do as well, but
     * then go refuses a toolchain that is in the cache, and would take sums of modules unchecked into go.sum.
     *
     * @param environment what the user and this machine set
     */
    Map<String, String> variables(Map<String, String> environment) {
        Map<String, String> variables = new LinkedHashMap<>();
        if (offline) {
            variables.put("GOPROXY", "off");
            variables.put("GONOPROXY", "none");
            String database = Objects.requireNonNullElse(environment.get("GOSUMDB"), "")
                    .strip()
                    .replaceFirst("\\s.*", "");
            // Go knows the address of this one whatever is written behind it.
            if (database.isEmpty() || database.equals("sum.golang.google.cn")) {
                database = PUBLIC_SUMS;
            }
            if (!database.equals("off")) {
                variables.put("GOSUMDB", database + " file:///maven-is-offline");
            }
        }
        return variables;
    }

    /** Never shows what may be secret. */
    @Override
    public String toString() {
        return "ModuleAccess[offline=" + offline + "]";
    }
}
