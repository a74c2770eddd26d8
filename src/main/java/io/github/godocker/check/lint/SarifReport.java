package io.github.godocker.check.lint;

import com.fasterxml.jackson.core.JsonEncoding;
import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonGenerator;
import io.github.godocker.GoDockerException;
import io.github.godocker.handover.OwnTree;
import java.io.IOException;
import java.net.URI;
import java.net.URISyntaxException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HashMap;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * SARIF 2.1.0, as code hosts and IDEs read it: a run for each linter. Paths are relative to the repository, because
 * that is what code hosts take them for; findings of the baseline are there as suppressed ones.
 *
 * @param repository the directory that paths are relative to
 * @param directory of the module
 * @param module its path, which tells the runs of several modules apart
 * @param baseline the name of the baseline, for the suppressed
 */
public record SarifReport(Path repository, Path directory, String module, String baseline) {
    private static final String SCHEMA = "https://json.schemastore.org/sarif-2.1.0.json";
    private static final String SOURCES = "%SRCROOT%";
    private static final String MODULE_CACHE = "%GOMODCACHE%";
    private static final String GO_ROOT = "%GOROOT%";

    public void write(LintResult result, OwnTree tree, Path file) {
        try {
            tree.write(file, out -> {
                JsonGenerator json = new JsonFactory().createGenerator(out, JsonEncoding.UTF8);
                json.useDefaultPrettyPrinter();
                json.writeStartObject();
                json.writeStringField("$schema", SCHEMA);
                json.writeStringField("version", "2.1.0");
                json.writeArrayFieldStart("runs");
                for (LintResult.Run run : result.runs()) {
                    write(run, json);
                }
                json.writeEndArray();
                json.writeEndObject();
                json.flush();
            });
        } catch (IOException e) {
            throw GoDockerException.unwritable(file, e);
        }
    }

    private void write(LintResult.Run run, JsonGenerator json) throws IOException {
        Lint.Outcome outcome = run.outcome();
        Map<String, Integer> rules = new LinkedHashMap<>();
        Map<String, Finding> examples = new HashMap<>();
        for (Finding finding : outcome.findings()) {
            rules.putIfAbsent(finding.rule(), rules.size());
            examples.putIfAbsent(finding.rule(), finding);
        }
        json.writeStartObject();
        json.writeObjectFieldStart("tool");
        json.writeObjectFieldStart("driver");
        json.writeStringField("name", outcome.linter().title());
        json.writeStringField("version", outcome.version());
        if (outcome.version().startsWith("v")) {
            json.writeStringField("semanticVersion", outcome.version().substring(1));
        }
        json.writeStringField("informationUri", outcome.linter().page());
        json.writeArrayFieldStart("rules");
        for (String rule : rules.keySet()) {
            writeRule(rule, examples.getOrDefault(rule, outcome.findings().get(0)), json);
        }
        json.writeEndArray();
        json.writeEndObject();
        json.writeEndObject();

        json.writeObjectFieldStart("automationDetails");
        json.writeStringField("id", outcome.linter().title() + "/" + module + "/");
        json.writeEndObject();
        writeBases(run, json);
        writeInvocation(outcome, json);

        json.writeArrayFieldStart("results");
        Map<String, Integer> occurrences = new HashMap<>();
        for (LintResult.Judged each : run.findings()) {
            String entry = Baseline.entry(each.finding());
            int occurrence = occurrences.merge(entry, 1, Integer::sum);
            int rule = rules.getOrDefault(each.finding().rule(), 0);
            writeResult(each, rule, sha256(entry + "\n" + occurrence), json);
        }
        json.writeEndArray();
        json.writeEndObject();
    }

    private static void writeRule(String rule, Finding example, JsonGenerator json) throws IOException {
        Vulnerability vulnerability = example.vulnerability();
        json.writeStartObject();
        json.writeStringField("id", rule);
        writeText("shortDescription", vulnerability == null ? rule : rule + ": " + vulnerability.summary(), json);
        if (vulnerability != null) {
            writeText(
                    "help",
                    vulnerability.where() + ", " + vulnerability.remedy()
                            + (vulnerability.aliases().isEmpty()
                                    ? ""
                                    : " (" + String.join(", ", vulnerability.aliases()) + ")"),
                    json);
        }
        if (!example.help().isEmpty()) {
            json.writeStringField("helpUri", example.help());
        }
        json.writeObjectFieldStart("defaultConfiguration");
        json.writeStringField("level", example.severity().level());
        json.writeEndObject();
        if (vulnerability != null) {
            json.writeObjectFieldStart("properties");
            json.writeArrayFieldStart("tags");
            json.writeString("security");
            for (String alias : vulnerability.aliases()) {
                json.writeString(alias);
            }
            json.writeEndArray();
            json.writeEndObject();
        }
        json.writeEndObject();
    }

    private void writeBases(LintResult.Run run, JsonGenerator json) throws IOException {
        boolean calls = run.findings().stream().anyMatch(each -> {
            Vulnerability vulnerability = each.finding().vulnerability();
            return vulnerability != null && vulnerability.called();
        });
        json.writeObjectFieldStart("originalUriBaseIds");
        json.writeObjectFieldStart(SOURCES);
        String root = repository.toUri().toString();
        json.writeStringField("uri", root.endsWith("/") ? root : root + "/");
        json.writeEndObject();
        if (calls) {
            json.writeObjectFieldStart(MODULE_CACHE);
            writeText("description", "Go's module cache, as `go env GOMODCACHE` names it.", json);
            json.writeEndObject();
            json.writeObjectFieldStart(GO_ROOT);
            writeText("description", "Go's own sources, as `go env GOROOT` names them.", json);
            json.writeEndObject();
        }
        json.writeEndObject();
    }

    private static void writeInvocation(Lint.Outcome outcome, JsonGenerator json) throws IOException {
        GoDockerException failure = outcome.failure();
        json.writeArrayFieldStart("invocations");
        json.writeStartObject();
        json.writeBooleanField("executionSuccessful", outcome.complete());
        if (!outcome.complete()) {
            json.writeArrayFieldStart("toolExecutionNotifications");
            json.writeStartObject();
            json.writeStringField("level", failure == null ? "warning" : "error");
            writeText("message", failure == null ? "Left out: " + outcome.leftOut() : failure.problem(), json);
            json.writeEndObject();
            json.writeEndArray();
        }
        json.writeEndObject();
        json.writeEndArray();
    }

    private void writeResult(LintResult.Judged judged, int rule, String fingerprint, JsonGenerator json)
            throws IOException {
        Finding finding = judged.finding();
        Vulnerability vulnerability = finding.vulnerability();
        json.writeStartObject();
        json.writeStringField("ruleId", finding.rule());
        json.writeNumberField("ruleIndex", rule);
        json.writeStringField("level", finding.severity().level());
        writeText("message", message(finding), json);
        json.writeArrayFieldStart("locations");
        if (!finding.file().isEmpty()) {
            json.writeStartObject();
            writePhysicalLocation(Vulnerability.Base.MODULE, finding.file(), finding.line(), finding.column(), json);
            json.writeEndObject();
        }
        json.writeEndArray();
        json.writeObjectFieldStart("partialFingerprints");
        json.writeStringField("baselineEntry/v1", fingerprint);
        json.writeEndObject();
        if (vulnerability != null && vulnerability.called()) {
            writeCalls(vulnerability, json);
        }
        json.writeArrayFieldStart("suppressions");
        if (judged.known()) {
            json.writeStartObject();
            json.writeStringField("kind", "external");
            json.writeStringField("justification", "Accepted in " + baseline);
            json.writeEndObject();
        }
        json.writeEndArray();
        if (vulnerability != null) {
            writeProperties(vulnerability, json);
        }
        json.writeEndObject();
    }

    /** A reader of this format alone is to see all of a vulnerability, too. */
    static String message(Finding finding) {
        Vulnerability vulnerability = finding.vulnerability();
        if (vulnerability == null) {
            return finding.message();
        }
        return vulnerability.id() + ": " + finding.message() + ". " + vulnerability.where() + ", "
                + vulnerability.remedy() + "."
                + (vulnerability.called() ? " Call path: " + vulnerability.callPath() + "." : "");
    }

    private void writeCalls(Vulnerability vulnerability, JsonGenerator json) throws IOException {
        json.writeArrayFieldStart("codeFlows");
        json.writeStartObject();
        writeText("message", vulnerability.callPath(), json);
        json.writeArrayFieldStart("threadFlows");
        json.writeStartObject();
        json.writeArrayFieldStart("locations");
        for (Vulnerability.Call call : vulnerability.calls()) {
            json.writeStartObject();
            json.writeObjectFieldStart("location");
            if (!call.file().isEmpty()) {
                writePhysicalLocation(call.base(), call.file(), call.line(), call.column(), json);
            }
            writeText("message", call.function(), json);
            json.writeEndObject();
            json.writeEndObject();
        }
        json.writeEndArray();
        json.writeEndObject();
        json.writeEndArray();
        json.writeEndObject();
        json.writeEndArray();
    }

    /** What the page of all reports shows in columns of their own. */
    private static void writeProperties(Vulnerability vulnerability, JsonGenerator json) throws IOException {
        json.writeObjectFieldStart("properties");
        json.writeStringField("module", vulnerability.module());
        json.writeStringField("version", vulnerability.version());
        json.writeStringField("fixedVersion", vulnerability.fixed());
        json.writeStringField("remedy", vulnerability.remedy());
        json.writeStringField("summary", vulnerability.summary());
        json.writeBooleanField("called", vulnerability.called());
        json.writeBooleanField("imported", vulnerability.imported());
        json.writeStringField("callPath", vulnerability.callPath());
        json.writeArrayFieldStart("aliases");
        for (String alias : vulnerability.aliases()) {
            json.writeString(alias);
        }
        json.writeEndArray();
        json.writeEndObject();
    }

    private void writePhysicalLocation(Vulnerability.Base base, String file, int line, int column, JsonGenerator json)
            throws IOException {
        json.writeObjectFieldStart("physicalLocation");
        json.writeObjectFieldStart("artifactLocation");
        Path own = base == Vulnerability.Base.MODULE ? directory.resolve(file).normalize() : null;
        String relative = own == null
                ? file
                : own.startsWith(repository)
                        ? repository.relativize(own).toString().replace('\\', '/')
                        : null;
        if (relative == null) {
            // A file of the builder itself, or of a directory beside the repository.
            json.writeStringField("uri", encoded("file", file.startsWith("/") ? file : slashed(own)));
        } else {
            json.writeStringField("uri", encoded(null, relative));
            json.writeStringField(
                    "uriBaseId",
                    switch (base) {
                        case MODULE -> SOURCES;
                        case MODULE_CACHE -> MODULE_CACHE;
                        case GO_ROOT -> GO_ROOT;
                    });
        }
        json.writeEndObject();
        if (line > 0) {
            json.writeObjectFieldStart("region");
            json.writeNumberField("startLine", line);
            if (column > 0) {
                json.writeNumberField("startColumn", column);
            }
            json.writeEndObject();
        }
        json.writeEndObject();
    }

    private static String slashed(@Nullable Path path) {
        String text = String.valueOf(path).replace('\\', '/');
        return text.startsWith("/") ? text : "/" + text;
    }

    private static String encoded(@Nullable String scheme, String path) {
        try {
            // A colon in the first element of a relative path would read as a scheme.
            String encoded = new URI(scheme, scheme == null ? null : "", scheme == null ? "/" + path : path, null)
                    .toASCIIString();
            return scheme == null ? encoded.substring(1) : encoded;
        } catch (URISyntaxException e) {
            return path;
        }
    }

    private static void writeText(String field, String text, JsonGenerator json) throws IOException {
        json.writeObjectFieldStart(field);
        json.writeStringField("text", text);
        json.writeEndObject();
    }

    private static String sha256(String text) {
        try {
            byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
            return HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(bytes));
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java has SHA-256", e);
        }
    }
}
