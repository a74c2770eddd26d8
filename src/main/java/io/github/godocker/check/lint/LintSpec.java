package io.github.godocker.check.lint;

import io.github.godocker.GoDockerException;
import java.util.Collections;
import java.util.EnumMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * What to lint and with what: all defaults applied, all checked.
 *
 * @param linters in the order of {@link Linter}
 * @param versions of the tools whose version the user has set
 * @param packages patterns of go
 * @param buildTags Go's build tags
 * @param environment added to the builder's for every command that reads the module
 * @param database where vulnerabilities are looked up; empty for the public one
 * @param offline whether nothing may be fetched
 */
public record LintSpec(
        List<Linter> linters,
        Map<Linter, String> versions,
        List<String> packages,
        List<String> buildTags,
        Map<String, String> environment,
        VulnerabilityDatabase database,
        boolean offline) {
    public LintSpec {
        linters = linters.stream().sorted().distinct().toList();
        versions = Collections.unmodifiableMap(versions.isEmpty() ? Map.of() : new EnumMap<>(versions));
        packages = List.copyOf(packages);
        buildTags = List.copyOf(buildTags);
        environment = Collections.unmodifiableMap(new LinkedHashMap<>(environment));
        for (String pattern : packages) {
            if (pattern.startsWith("-")) {
                throw new GoDockerException(
                        "Cannot lint the package '" + pattern + "' of <lintPackages>: that is a flag.",
                        "Write patterns like ./... or ./cmd/app.");
            }
        }
    }

    /** The flags that decide which files are read, for {@code go list}. */
    public List<String> listFlags() {
        return buildTags.isEmpty() ? List.of() : List.of("-tags=" + String.join(",", buildTags));
    }

    /** All that decides about the findings, beside the sources. */
    public List<Object> settings() {
        return List.of(
                linters, new TreeMap<>(versions), packages, buildTags, new TreeMap<>(environment), database.text());
    }
}
