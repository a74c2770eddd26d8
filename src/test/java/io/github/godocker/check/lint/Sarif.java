package io.github.godocker.check.lint;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.net.URI;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * The rules of the schema of SARIF 2.1.0 for the objects that are written here: required properties, which ones there
 * are at all (every object of the schema but property bags and maps refuses others), types and enumerations; and those
 * of its text that no schema holds, like indexes that have to point to what they name.
 */
public final class Sarif {
    private static final Set<String> LEVELS = Set.of("none", "note", "warning", "error");

    /** Of each object: required properties, then the optional ones in use. */
    private static final Map<String, List<Set<String>>> OBJECTS = Map.ofEntries(
            object("sarifLog", Set.of("version", "runs"), Set.of("$schema")),
            object("run", Set.of("tool"), Set.of("automationDetails", "originalUriBaseIds", "invocations", "results")),
            object("tool", Set.of("driver"), Set.of()),
            object("toolComponent", Set.of("name"), Set.of("version", "semanticVersion", "informationUri", "rules")),
            object(
                    "reportingDescriptor",
                    Set.of("id"),
                    Set.of("shortDescription", "help", "helpUri", "defaultConfiguration", "properties")),
            object("reportingConfiguration", Set.of(), Set.of("level")),
            object("runAutomationDetails", Set.of(), Set.of("id")),
            object("invocation", Set.of("executionSuccessful"), Set.of("toolExecutionNotifications")),
            object("notification", Set.of("message"), Set.of("level")),
            object("message", Set.of("text"), Set.of()),
            object(
                    "result",
                    Set.of("message"),
                    Set.of(
                            "ruleId",
                            "ruleIndex",
                            "level",
                            "locations",
                            "partialFingerprints",
                            "codeFlows",
                            "suppressions",
                            "properties")),
            object("location", Set.of(), Set.of("physicalLocation", "message")),
            object("physicalLocation", Set.of("artifactLocation"), Set.of("region")),
            object("artifactLocation", Set.of("uri"), Set.of("uriBaseId")),
            object("baseLocation", Set.of(), Set.of("uri", "description")),
            object("region", Set.of("startLine"), Set.of("startColumn")),
            object("suppression", Set.of("kind"), Set.of("justification")),
            object("codeFlow", Set.of("threadFlows"), Set.of("message")),
            object("threadFlow", Set.of("locations"), Set.of()),
            object("threadFlowLocation", Set.of(), Set.of("location")));

    private Sarif() {}

    private static Map.Entry<String, List<Set<String>>> object(
            String name, Set<String> required, Set<String> optional) {
        return Map.entry(name, List.of(required, optional));
    }

    public static void assertValid(JsonNode log) {
        check("sarifLog", log);
        assertThat(log.path("version").asText()).isEqualTo("2.1.0");
        assertThat(log.path("runs").isArray()).isTrue();
        log.path("runs").forEach(Sarif::run);
    }

    private static void run(JsonNode run) {
        check("run", run);
        check("tool", run.path("tool"));
        JsonNode driver = run.at("/tool/driver");
        check("toolComponent", driver);
        if (driver.has("semanticVersion")) {
            assertThat(driver.path("semanticVersion").asText()).matches("\\d+\\.\\d+\\.\\d+([-+].*)?");
        }
        uri(driver.path("informationUri"), true);
        JsonNode rules = driver.path("rules");
        assertThat(rules).extracting(rule -> rule.path("id").asText()).doesNotHaveDuplicates();
        rules.forEach(Sarif::rule);
        check("runAutomationDetails", run.path("automationDetails"));
        run.path("originalUriBaseIds").forEach(base -> {
            check("baseLocation", base);
            if (base.has("uri")) {
                uri(base.path("uri"), true);
                assertThat(base.path("uri").asText()).endsWith("/");
            } else {
                message(base.path("description"));
            }
        });
        run.path("invocations").forEach(invocation -> {
            check("invocation", invocation);
            assertThat(invocation.path("executionSuccessful").isBoolean()).isTrue();
            invocation.path("toolExecutionNotifications").forEach(notification -> {
                check("notification", notification);
                message(notification.path("message"));
                assertThat(LEVELS).contains(notification.path("level").asText());
            });
        });
        assertThat(run.path("results").isArray()).isTrue();
        run.path("results").forEach(result -> result(result, run));
    }

    private static void rule(JsonNode rule) {
        check("reportingDescriptor", rule);
        message(rule.path("shortDescription"));
        if (rule.has("help")) {
            message(rule.path("help"));
        }
        if (rule.has("helpUri")) {
            uri(rule.path("helpUri"), true);
        }
        check("reportingConfiguration", rule.path("defaultConfiguration"));
        assertThat(LEVELS).contains(rule.at("/defaultConfiguration/level").asText());
    }

    private static void result(JsonNode result, JsonNode run) {
        check("result", result);
        message(result.path("message"));
        assertThat(LEVELS).contains(result.path("level").asText());
        assertThat(result.path("ruleIndex").isInt()).isTrue();
        assertThat(run.at("/tool/driver/rules/" + result.path("ruleIndex").asInt() + "/id")
                        .asText())
                .isEqualTo(result.path("ruleId").asText());
        result.path("locations").forEach(location -> location(location, run));
        result.path("partialFingerprints")
                .forEach(value -> assertThat(value.isTextual()).isTrue());
        result.path("suppressions").forEach(suppression -> {
            check("suppression", suppression);
            assertThat(Set.of("inSource", "external"))
                    .contains(suppression.path("kind").asText());
        });
        result.path("codeFlows").forEach(flow -> {
            check("codeFlow", flow);
            message(flow.path("message"));
            assertThat(flow.path("threadFlows")).isNotEmpty();
            flow.path("threadFlows").forEach(thread -> {
                check("threadFlow", thread);
                assertThat(thread.path("locations")).isNotEmpty();
                thread.path("locations").forEach(step -> {
                    check("threadFlowLocation", step);
                    location(step.path("location"), run);
                });
            });
        });
    }

    private static void location(JsonNode location, JsonNode run) {
        check("location", location);
        if (location.has("message")) {
            message(location.path("message"));
        }
        if (!location.has("physicalLocation")) {
            return;
        }
        check("physicalLocation", location.path("physicalLocation"));
        JsonNode artifact = location.at("/physicalLocation/artifactLocation");
        check("artifactLocation", artifact);
        uri(artifact.path("uri"), !artifact.has("uriBaseId"));
        if (artifact.has("uriBaseId")) {
            assertThat(run.path("originalUriBaseIds")
                            .has(artifact.path("uriBaseId").asText()))
                    .isTrue();
            // The text of the standard: relative to its base, and never above it.
            assertThat(URI.create(artifact.path("uri").asText()).isAbsolute()).isFalse();
            assertThat(artifact.path("uri").asText()).doesNotStartWith("/").doesNotContain("..");
        }
        JsonNode region = location.at("/physicalLocation/region");
        if (!region.isMissingNode()) {
            check("region", region);
            region.forEach(number -> assertThat(number.asInt()).isPositive());
        }
    }

    private static void message(JsonNode message) {
        check("message", message);
        assertThat(message.path("text").asText()).isNotBlank();
    }

    private static void uri(JsonNode node, boolean absolute) {
        assertThat(node.isTextual()).isTrue();
        URI uri = URI.create(node.asText());
        assertThat(!absolute || uri.isAbsolute()).as(node.asText()).isTrue();
    }

    private static void check(String name, JsonNode node) {
        List<Set<String>> properties = OBJECTS.getOrDefault(name, List.of());
        assertThat(node.isObject()).as("%s: %s", name, node).isTrue();
        properties
                .get(0)
                .forEach(property -> assertThat(node.has(property))
                        .as("%s of %s", property, name)
                        .isTrue());
        node.fieldNames()
                .forEachRemaining(property -> assertThat(properties.get(0).contains(property)
                                || properties.get(1).contains(property))
                        .as("%s of %s", property, name)
                        .isTrue());
    }
}
