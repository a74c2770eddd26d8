package io.github.godocker.check.lint;

import io.github.godocker.GoDockerException;
import io.github.godocker.go.GoVersion;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.regex.Pattern;

/** The linters that are known, in the order of their results. The first ones come with go. */
public enum Linter {
    VET("vet", "", "", "https://pkg.go.dev/cmd/vet", Map.of()),
    GOFMT("gofmt", "", "", "https://pkg.go.dev/cmd/gofmt", Map.of()),
    MOD_TIDY("mod-tidy", "", "", "https://go.dev/ref/mod#go-mod-tidy", Map.of()),
    MOD_VERIFY("mod-verify", "", "", "https://go.dev/ref/mod#go-mod-verify", Map.of()),
    STATICCHECK(
            "staticcheck",
            "honnef.co/go/tools",
            "/cmd/staticcheck",
            "https://staticcheck.dev",
            Map.of("1.26", "v0.8.2", "1.25", "v0.7.0", "1.23", "v0.6.1")),
    GOVULNCHECK(
            "govulncheck",
            "golang.org/x/vuln",
            "/cmd/govulncheck",
            "https://go.dev/security/vuln",
            Map.of("1.26", "v1.9.0", "1.25", "v1.7.0", "1.22", "v1.1.4")),
    GOLANGCI_LINT(
            "golangci-lint",
            "github.com/golangci/golangci-lint/v2",
            "/cmd/golangci-lint",
            "https://golangci-lint.run",
            Map.of("1.26", "v2.15.0", "1.25", "v2.12.2", "1.24", "v2.8.0"));

    /** All that need no decision of the user. */
    public static final List<Linter> DEFAULT = List.of(VET, GOFMT, MOD_TIDY, MOD_VERIFY, STATICCHECK, GOVULNCHECK);

    /** Releases, pre-releases and pseudo-versions, all of which name one state of the sources for ever. */
    private static final Pattern VERSION = Pattern.compile("v\\d+\\.\\d+\\.\\d+(-[0-9A-Za-z.-]+)?(\\+incompatible)?");

    private final String title;
    private final String module;
    private final String command;
    private final String page;
    private final Map<String, String> versions;

    /** @param versions the newest one for a builder with this Go or a later one */
    Linter(String title, String module, String command, String page, Map<String, String> versions) {
        this.title = title;
        this.module = module;
        this.command = command;
        this.page = page;
        this.versions = Map.copyOf(versions);
    }

    /** The name that users know it by. */
    public String title() {
        return title;
    }

    /** Where it is described. */
    String page() {
        return page;
    }

    /** Whether it is a program that go has to build first. */
    boolean isBuilt() {
        return !module.isEmpty();
    }

    /** What {@code go install} builds, without the version. */
    String commandPath() {
        return module + command;
    }

    /** Where its versions are listed. */
    String versionsPage() {
        return "https://pkg.go.dev/" + module + "?tab=versions";
    }

    /** The parameter that holds its version. */
    public String versionParameter() {
        return switch (this) {
            case GOLANGCI_LINT -> "golangciLintVersion";
            default -> title + "Version";
        };
    }

    /** A linter by its name. */
    public static Linter of(String name) {
        for (Linter linter : values()) {
            if (linter.title.equals(name.strip())) {
                return linter;
            }
        }
        throw new GoDockerException(
                "Cannot run linter '" + name.strip() + "' of <linters>: it is not known.",
                "Use some of "
                        + String.join(
                                ", ", Arrays.stream(values()).map(Linter::title).toList())
                        + ".");
    }

    /** Checks a version that a user has set. */
    public String version(String given) {
        String version = given.strip();
        if (!VERSION.matcher(version).matches()) {
            boolean forgotten = VERSION.matcher("v" + version).matches();
            throw new GoDockerException(
                    "Cannot use <" + versionParameter() + ">" + version + ": it names no fixed version of " + title
                            + ".",
                    forgotten
                            ? "Set it to v" + version + "."
                            : "Set it to one like " + newest() + "; " + versionsPage() + " lists them.");
        }
        if (this == GOLANGCI_LINT && (version.startsWith("v0.") || version.startsWith("v1."))) {
            throw new GoDockerException(
                    "Cannot use <" + versionParameter() + ">" + version + ": its output is another one.",
                    "Set it to version 2 or later, like " + newest() + ".");
        }
        return version;
    }

    private String newest() {
        return new TreeMap<>(versions).lastEntry().getValue();
    }

    /** The newest version that a builder can build: tools stop supporting older Go, and modules name the Go they want. */
    String versionFor(GoVersion builder) {
        String best = "";
        GoVersion bestGo = GoVersion.parse("1.0");
        for (Map.Entry<String, String> each : versions.entrySet()) {
            GoVersion go = GoVersion.parse(each.getKey());
            if (go.compareTo(builder) <= 0 && go.compareTo(bestGo) >= 0) {
                bestGo = go;
                best = each.getValue();
            }
        }
        // With a builder older than all, go itself says what it would need.
        return best.isEmpty() ? new TreeMap<>(versions).firstEntry().getValue() : best;
    }
}
