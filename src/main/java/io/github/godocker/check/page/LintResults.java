package io.github.godocker.check.page;

import com.fasterxml.jackson.core.JsonProcessingException;
import io.github.godocker.GoDockerException;
import io.github.godocker.Json;
import io.github.godocker.handover.OwnTree;
import java.io.IOException;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.BiConsumer;
import org.jspecify.annotations.Nullable;

/**
 * What a file of SARIF 2.1.0 says: that of {@code lint}, or another tool's in its place.
 *
 * @param findings but vulnerabilities, by file and line
 * @param vulnerabilities those first that the code calls
 */
record LintResults(List<Tool> tools, List<Finding> findings, List<Vulnerability> vulnerabilities) {
    /** The linter that looks for vulnerabilities. */
    static final String GOVULNCHECK = "govulncheck";

    /**
     * A linter that ran.
     *
     * @param problem why its results are not complete; empty if they are
     */
    record Tool(String name, String version, int findings, String problem) {}

    /**
     * @param level {@code error}, {@code warning}, {@code note}
     * @param accepted whether it is known and let pass
     */
    record Finding(
            String tool,
            String rule,
            String help,
            String level,
            String file,
            int line,
            int column,
            String message,
            boolean accepted) {
        String position() {
            return file + (line > 0 ? ":" + line + (column > 0 ? ":" + column : "") : "");
        }
    }

    /**
     * @param fixed the version without it; empty if there is none
     * @param called whether the code reaches it
     * @param calls from our code to the one at fault
     */
    record Vulnerability(
            String id,
            String summary,
            String help,
            String module,
            String version,
            String fixed,
            boolean called,
            boolean imported,
            String position,
            List<Call> calls,
            List<String> aliases,
            boolean accepted) {
        Vulnerability {
            calls = List.copyOf(calls);
            aliases = List.copyOf(aliases);
        }
    }

    record Call(String function, String position) {}

    LintResults {
        tools = List.copyOf(tools);
        findings = List.copyOf(findings);
        vulnerabilities = List.copyOf(vulnerabilities);
    }

    int count(String level) {
        return (int) findings.stream()
                .filter(finding -> finding.level().equals(level) && !finding.accepted())
                .count();
    }

    /** Of the findings; vulnerabilities are others. */
    int accepted() {
        return (int) findings.stream().filter(Finding::accepted).count();
    }

    int vulnerabilities(boolean called) {
        return (int) vulnerabilities.stream()
                .filter(each -> each.called() == called && !each.accepted())
                .count();
    }

    /** Whether somebody has looked for vulnerabilities, to the end. */
    boolean lookedForVulnerabilities() {
        return tool(GOVULNCHECK).filter(tool -> tool.problem().isEmpty()).isPresent();
    }

    Optional<Tool> tool(String name) {
        return tools.stream().filter(tool -> tool.name().equals(name)).findFirst();
    }

    /** @return null if there is none */
    static @Nullable LintResults read(OwnTree files, Path file, BiConsumer<Path, String> unreadable) {
        if (!files.isFile(file)) {
            return null;
        }
        try {
            Json root = Json.read(files.readString(file));
            if (!root.path("runs").isList()) {
                unreadable.accept(file, "it has no runs, so it is not SARIF");
                return null;
            }
            List<Tool> tools = new ArrayList<>();
            List<Finding> findings = new ArrayList<>();
            List<Vulnerability> vulnerabilities = new ArrayList<>();
            for (Json run : root.path("runs")) {
                tools.add(readRun(run, findings, vulnerabilities));
            }
            findings.sort(Comparator.comparing(Finding::file)
                    .thenComparingInt(Finding::line)
                    .thenComparingInt(Finding::column)
                    .thenComparing(Finding::rule));
            vulnerabilities.sort(Comparator.comparing(Vulnerability::accepted)
                    .thenComparing(each -> !each.called())
                    .thenComparing(Vulnerability::id));
            return new LintResults(tools, findings, vulnerabilities);
        } catch (JsonProcessingException e) {
            unreadable.accept(file, e.getOriginalMessage());
            return null;
        } catch (IOException e) {
            unreadable.accept(file, GoDockerException.words(e));
            return null;
        }
    }

    private static Tool readRun(Json run, List<Finding> findings, List<Vulnerability> vulnerabilities) {
        Json driver = run.path("tool").path("driver");
        String tool = driver.path("name").text();
        Map<String, Json> rules = new HashMap<>();
        driver.path("rules").forEach(rule -> rules.put(rule.path("id").text(), rule));
        int count = 0;
        for (Json result : run.path("results")) {
            String id = result.path("ruleId").text();
            Json rule = rules.getOrDefault(id, driver.path("no such rule"));
            boolean accepted = result.path("suppressions").size() > 0;
            Json location = result.path("locations").path(0).path("physicalLocation");
            Json properties = result.path("properties");
            String help = web(rule.path("helpUri").text());
            count += accepted ? 0 : 1;
            if (!properties.path("module").isMissing()) {
                vulnerabilities.add(vulnerability(id, result, properties, help, location, accepted));
            } else {
                String standard =
                        rule.path("defaultConfiguration").path("level").text("warning");
                findings.add(new Finding(
                        tool,
                        id,
                        help,
                        result.path("level").text(standard),
                        path(location),
                        location.path("region").path("startLine").integer(),
                        location.path("region").path("startColumn").integer(),
                        result.path("message").path("text").text(),
                        accepted));
            }
        }
        List<String> problems = new ArrayList<>();
        for (Json invocation : run.path("invocations")) {
            if (invocation.path("executionSuccessful").text().equals("false")) {
                problems.add(invocation
                        .path("toolExecutionNotifications")
                        .path(0)
                        .path("message")
                        .path("text")
                        .text("It did not come to its end."));
            }
        }
        return new Tool(tool, driver.path("version").text(), count, String.join(" ", problems));
    }

    private static Vulnerability vulnerability(
            String id, Json result, Json properties, String help, Json location, boolean accepted) {
        List<Call> calls = new ArrayList<>();
        Json flow = result.path("codeFlows").path(0).path("threadFlows").path(0).path("locations");
        for (Json step : flow) {
            Json at = step.path("location");
            calls.add(new Call(at.path("message").path("text").text(), position(at.path("physicalLocation"))));
        }
        List<String> aliases = new ArrayList<>();
        properties.path("aliases").forEach(alias -> aliases.add(alias.text()));
        String summary = properties.path("summary").text();
        return new Vulnerability(
                id,
                summary.isEmpty() ? result.path("message").path("text").text() : summary,
                help,
                properties.path("module").text(),
                properties.path("version").text(),
                properties.path("fixedVersion").text(),
                properties.path("called").isTrue(),
                properties.path("imported").isTrue(),
                position(location),
                calls,
                aliases,
                accepted);
    }

    private static String position(Json location) {
        int line = location.path("region").path("startLine").integer();
        return path(location) + (line > 0 ? ":" + line : "");
    }

    private static String path(Json location) {
        String uri = location.path("artifactLocation").path("uri").text();
        try {
            // A plus is a plus in a path.
            return URLDecoder.decode(uri.replace("+", "%2B"), StandardCharsets.UTF_8);
        } catch (IllegalArgumentException e) {
            return uri;
        }
    }

    /** Nothing else becomes a link: the file may have been written by any tool. */
    private static String web(String address) {
        return address.matches("https?://[^\\s\"'<>]+") ? address : "";
    }
}
