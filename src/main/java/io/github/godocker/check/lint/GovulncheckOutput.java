package io.github.godocker.check.lint;

import static io.github.godocker.KnownFailure.said;

import io.github.godocker.Json;
import io.github.godocker.KnownFailure;
import io.github.godocker.builder.GoCommand;
import java.io.IOException;
import java.io.StringReader;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * What {@code govulncheck -format json} prints: objects one after the other, of which {@code osv} describes a
 * vulnerability and {@code finding} says how the module comes into touch with it, several times and each time more
 * precisely.
 */
final class GovulncheckOutput {
    private static final KnownFailure BROKEN = new KnownFailure(
            "what is to be examined does not compile", said("govulncheck v1.9.0", "govulncheck: loading packages"));

    private GovulncheckOutput() {}

    /** @param module the path of the module, whose files its frames name relative to its directory */
    static List<Finding> parse(GoCommand.Answer output, String module, SourcePaths paths, ModFileLines goMod)
            throws NotRun {
        Map<String, Json> known = new LinkedHashMap<>();
        Map<String, Json> best = new LinkedHashMap<>();
        if (output.exit() != 0) {
            return uncompiled(output, paths);
        }
        try {
            Json.readAll(new StringReader(String.join("\n", output.lines())), message -> {
                Json osv = message.path("osv");
                Json finding = message.path("finding");
                if (osv.isObject()) {
                    known.put(osv.path("id").text(), osv);
                } else if (finding.isObject()) {
                    String key = finding.path("osv").text() + " "
                            + finding.path("trace").path(0).path("module").text();
                    best.merge(key, finding, (before, now) -> PRECISION.compare(now, before) > 0 ? now : before);
                }
            });
        } catch (IOException | RuntimeException e) {
            throw new NotRun("its output is no JSON: "
                    + String.valueOf(e.getMessage()).lines().findFirst().orElse(""));
        }
        List<Finding> findings = new ArrayList<>();
        for (Json finding : best.values()) {
            String id = finding.path("osv").text();
            findings.add(finding(finding, known.getOrDefault(id, Json.MISSING), module, goMod));
        }
        findings.sort(Comparator.comparing(Finding::severity)
                .reversed()
                .thenComparing(Finding::rule)
                .thenComparing(finding -> String.valueOf(finding.vulnerability())));
        return findings;
    }

    private static List<Finding> uncompiled(GoCommand.Answer output, SourcePaths paths) throws NotRun {
        List<String> errors = output.complaints();
        boolean loading = errors.stream().anyMatch(BROKEN::begins);
        List<Finding> findings = loading ? VetOutput.complaints(Linter.GOVULNCHECK, errors, paths) : List.of();
        if (findings.isEmpty()) {
            throw new NotRun(errors.stream()
                    .map(String::strip)
                    .filter(line -> !line.isEmpty()
                            && !line.equals("govulncheck: loading packages:")
                            && !line.startsWith("There are errors with the provided package patterns"))
                    .findFirst()
                    .orElse("exit code " + output.exit()));
        }
        return findings;
    }

    /** A called function tells more than a package, and that more than a module; of two paths the shorter one. */
    private static final Comparator<Json> PRECISION = Comparator.<Json>comparingInt(GovulncheckOutput::level)
            .thenComparingInt(finding -> -finding.path("trace").size());

    private static int level(Json finding) {
        Json first = finding.path("trace").path(0);
        return !first.path("function").text().isEmpty()
                ? 2
                : !first.path("package").text().isEmpty() ? 1 : 0;
    }

    private static Finding finding(Json finding, Json osv, String module, ModFileLines goMod) {
        Json trace = finding.path("trace");
        Json vulnerable = trace.path(0);
        List<Vulnerability.Call> calls = new ArrayList<>();
        if (level(finding) == 2) {
            for (int i = trace.size() - 1; i >= 0; i--) {
                calls.add(call(trace.path(i), module));
            }
        }
        List<String> aliases = new ArrayList<>();
        osv.path("aliases").forEach(alias -> aliases.add(alias.text()));
        String id = finding.path("osv").text();
        String at = vulnerable.path("module").text();
        Vulnerability vulnerability = new Vulnerability(
                id,
                aliases,
                osv.path("summary").text().strip(),
                at,
                vulnerable.path("version").text(),
                finding.path("fixed_version").text(),
                level(finding) > 0,
                calls);
        Position position = new Position("go.mod", goMod.lineOf(at), 0);
        for (Vulnerability.Call call : calls) {
            // The last step in the module's own code is the one that its author can change.
            if (call.base() == Vulnerability.Base.MODULE && call.line() > 0) {
                position = new Position(call.file(), call.line(), call.column());
            }
        }
        String help = osv.path("database_specific").path("url").text();
        String reached = vulnerability.called()
                ? "which the code calls"
                : vulnerability.imported()
                        ? "in a package that is imported but not called"
                        : "in a module that is required but not imported";
        return new Finding(
                Linter.GOVULNCHECK,
                id,
                vulnerability.called() ? Severity.ERROR : Severity.NOTE,
                position.file(),
                position.line(),
                position.column(),
                (vulnerability.summary().isEmpty() ? id : vulnerability.summary()) + ", " + reached,
                help.isEmpty() ? "https://pkg.go.dev/vuln/" + id : help,
                vulnerability);
    }

    private static Vulnerability.Call call(Json frame, String module) {
        String at = frame.path("module").text();
        String version = frame.path("version").text();
        Json position = frame.path("position");
        String file = position.path("filename").text().replace('\\', '/');
        boolean own = at.equals(module);
        boolean standard = at.equals("stdlib");
        return new Vulnerability.Call(
                function(frame),
                own
                        ? Vulnerability.Base.MODULE
                        : standard ? Vulnerability.Base.GO_ROOT : Vulnerability.Base.MODULE_CACHE,
                own || standard || file.isEmpty() ? file : at + (version.isEmpty() ? "" : "@" + version) + "/" + file,
                position.path("line").integer(),
                position.path("column").integer());
    }

    /** {@code yaml.Decoder.Decode}: with the package's name as code has it, as far as its path tells. */
    private static String function(Json frame) {
        String function = frame.path("function").text();
        String receiver = frame.path("receiver").text().replace("*", "");
        String[] parts = frame.path("package").text().split("/");
        String name = parts[parts.length - 1];
        if (parts.length > 1 && name.matches("v\\d+")) {
            name = parts[parts.length - 2];
        }
        if (function.equals("main") && receiver.isEmpty()) {
            name = "main";
        }
        return name.replaceFirst("\\.v\\d+$", "") + "." + (receiver.isEmpty() ? "" : receiver + ".") + function;
    }
}
