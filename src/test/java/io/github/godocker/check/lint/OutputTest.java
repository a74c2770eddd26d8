package io.github.godocker.check.lint;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.godocker.Golden;
import io.github.godocker.builder.GoCommand;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What the real tools of two Go versions printed, recorded in src/test/resources/lint. */
class OutputTest {
    private static final Path RECORDED = Path.of("src/test/resources/lint");
    private static final SourcePaths PROJECT = paths("proj");
    private static final SourcePaths BROKEN = paths("broken");

    private static SourcePaths paths(String module) {
        return new SourcePaths("/src", Path.of("/home/joe/work"), Path.of("/home/joe/work", module));
    }

    private static GoCommand.Answer recorded(String go, String name, int exit) throws IOException {
        return new GoCommand.Answer(
                exit,
                Files.readAllLines(RECORDED.resolve(go).resolve(name + ".out")),
                Files.readAllLines(RECORDED.resolve(go).resolve(name + ".err")));
    }

    private static List<String> lines(List<Finding> findings) {
        return findings.stream()
                .map(each -> each.severity().level() + " " + each.position(each.file()) + " " + each.rule() + ": "
                        + each.message())
                .toList();
    }

    @ParameterizedTest
    @ValueSource(strings = {"1.25", "1.26"})
    void vetNamesTheAnalyzerAsRule(String go) throws Exception {
        List<Finding> findings = VetOutput.parse(recorded(go, "vet", 0), PROJECT);
        assertThat(lines(findings))
                .containsExactly(
                        "error main.go:10:14 printf: fmt.Printf format %d has arg \"text\" of wrong type string");
        assertThat(findings.get(0).help()).isEqualTo("https://pkg.go.dev/golang.org/x/tools/go/analysis/passes/printf");
    }

    @ParameterizedTest
    @ValueSource(strings = {"1.25", "1.26"})
    void vetTellsWhatDoesNotCompileBesideTheRest(String go) throws Exception {
        assertThat(lines(VetOutput.parse(recorded(go, "vet-broken", 1), BROKEN)))
                .containsExactlyInAnyOrder(
                        "error users/ok.go:5:29 printf: fmt.Printf format %s has arg n of wrong type int",
                        "error inner/inner.go:4:6 compile: declared and not used: unused",
                        "error inner/inner.go:5:9 compile: undefined: undefined",
                        "error syn/syn.go:3:14 compile: expected ')', found '{' (and 1 more errors)");
        assertThat(lines(VetOutput.parse(recorded(go, "vet-import", 1), BROKEN)))
                .containsExactly("error dep/dep.go:3:8 compile: no required module provides package gopkg.in/yaml.v2;"
                        + " to add it: go get gopkg.in/yaml.v2");
    }

    @ParameterizedTest
    @ValueSource(strings = {"1.25", "1.26"})
    void aPackageThatIsNotThereIsNoFinding(String go) {
        assertThatThrownBy(() -> VetOutput.parse(recorded(go, "vet-nowhere", 1), BROKEN))
                .isInstanceOf(NotRun.class)
                .hasMessage("stat /src/broken/nowhere: directory not found");
        assertThatThrownBy(() -> StaticcheckOutput.parse(recorded(go, "staticcheck-nowhere", 1), BROKEN))
                .isInstanceOf(NotRun.class)
                .hasMessage("stat /src/broken/nowhere: directory not found");
    }

    @Test
    void vetReportsAnAnalyzerThatFailedAndOutputThatBreaksOff() {
        assertThatThrownBy(() -> VetOutput.parse(
                        new GoCommand.Answer(
                                0, List.of("{\"a/b\": {\"printf\": {\"error\": \"internal error\"}}", "}"), List.of()),
                        PROJECT))
                .isInstanceOf(NotRun.class)
                .hasMessage("printf of a/b: internal error");
        assertThatThrownBy(
                        () -> VetOutput.parse(new GoCommand.Answer(0, List.of("{", "\t\"a\": {"), List.of()), PROJECT))
                .isInstanceOf(NotRun.class);
    }

    @ParameterizedTest
    @CsvSource({
        "SA5009,error",
        "SA1019,warning",
        "SA1018,error",
        "SA4006,warning",
        "SA6002,warning",
        "SA9004,error",
        "S1006,warning",
        "ST1005,warning",
        "QF1003,warning",
        "U1000,warning"
    })
    void whatIsDeprecatedOrDoesNothingIsNoError(String check, String level) throws Exception {
        GoCommand.Answer staticcheck = new GoCommand.Answer(
                1,
                List.of("{\"code\":\"" + check
                        + "\",\"severity\":\"error\",\"location\":{\"file\":\"/src/proj/main.go\","
                        + "\"line\":10,\"column\":14},\"message\":\"text\"}"),
                List.of());
        assertThat(lines(StaticcheckOutput.parse(staticcheck, PROJECT)))
                .containsExactly(level + " main.go:10:14 " + check + ": text");
    }

    @ParameterizedTest
    @CsvSource({
        "staticcheck,'SA1019: text','',warning",
        "staticcheck,'SA5009: text','',error",
        "staticcheck,'SA1019: text',error,error",
        "misspell,text,'',warning",
        "misspell,text,low,note"
    })
    void theSeverityThatTheUserHasSetInGolangciLintCounts(String linter, String text, String set, String level)
            throws Exception {
        GoCommand.Answer output = new GoCommand.Answer(
                0,
                List.of("{\"Issues\":[{\"FromLinter\":\"" + linter + "\",\"Text\":\"" + text + "\",\"Severity\":\""
                        + set + "\",\"Pos\":{\"Filename\":\"/src/proj/main.go\",\"Line\":1,\"Column\":2}}]}"),
                List.of());
        assertThat(lines(GolangciLintOutput.parse(output, PROJECT)))
                .containsExactly(level + " main.go:1:2 " + linter + ": " + text);
    }

    @Test
    void aNetworkThatDoesNotAnswerIsNoFindingEvenWithAPosition() {
        GoCommand.Answer output = new GoCommand.Answer(
                1, List.of(), List.of("main.go:3:8: example.com/x@v1.0.0: module lookup disabled by GOPROXY=off"));
        assertThatThrownBy(() -> VetOutput.parse(output, PROJECT)).isInstanceOf(NotRun.class);
    }

    /** The way to a module that is not in the cache comes before what is wrong with it. */
    @Test
    void whatIsWrongIsSaidToItsEnd() {
        GoCommand.Answer output = new GoCommand.Answer(
                1,
                List.of(),
                List.of(
                        "go: github.com/go-logr/stdr@v1.2.2 requires",
                        "\tgithub.com/go-logr/logr@v1.2.2: module lookup disabled by GOPROXY=off",
                        "go: github.com/other/x@v1.0.0: module lookup disabled by GOPROXY=off"));
        String words = "go: github.com/go-logr/stdr@v1.2.2 requires"
                + " github.com/go-logr/logr@v1.2.2: module lookup disabled by GOPROXY=off";
        assertThatThrownBy(() -> ModOutput.tidy(output))
                .isInstanceOf(NotRun.class)
                .hasMessage(words);
        assertThatThrownBy(() -> ModOutput.verify(output, ModFileLines.read(Path.of("src/it/hello"))))
                .isInstanceOf(NotRun.class)
                .hasMessage(words);
    }

    @ParameterizedTest
    @ValueSource(strings = {"1.25", "1.26"})
    void gofmtNamesTheFirstLineThatDiffers(String go) throws Exception {
        // Since 1.26 it says by its exit code that there is a difference.
        List<Finding> findings = GofmtOutput.parse(recorded(go, "gofmt", go.equals("1.25") ? 0 : 1), PROJECT);
        assertThat(lines(findings))
                .containsExactly("warning store/store.go:9 gofmt: not formatted as gofmt does it; it would change"
                        + " `var  ErrBad = errors.New(\"Bad thing.\")` (run gofmt -w)");
        assertThat(lines(GofmtOutput.parse(recorded(go, "gofmt-broken", 2), BROKEN)))
                .containsExactly(
                        "error syn/syn.go:3:14 compile: expected ')', found '{'",
                        "error syn/syn.go:4:1 compile: missing ',' in parameter list");
    }

    @Test
    void gofmtNamesAnEmptyLineInWords() throws Exception {
        GoCommand.Answer output = new GoCommand.Answer(
                0,
                List.of("diff a.go.orig a.go", "--- a.go.orig", "+++ a.go", "@@ -1,2 +1,3 @@", " package a", "+"),
                List.of());
        assertThat(lines(GofmtOutput.parse(output, PROJECT)))
                .singleElement()
                .asString()
                .endsWith("it would insert an empty line (run gofmt -w)");
    }

    @ParameterizedTest
    @ValueSource(strings = {"1.25", "1.26"})
    void tidyNamesEachLineThatWouldComeOrGo(String go) throws Exception {
        assertThat(lines(ModOutput.tidy(recorded(go, "tidy", 1))))
                .containsExactly("error go.mod:6 mod-tidy: go mod tidy would remove `golang.org/x/mod v0.20.0`");
        assertThat(lines(ModOutput.tidy(recorded(go, "tidy-sums", 1))))
                .containsExactly(
                        "error go.mod:4 mod-tidy: go mod tidy would add `gopkg.in/yaml.v2 v2.4.0`",
                        "error go.sum mod-tidy: go mod tidy would add 4 and remove 0 lines");
        assertThatThrownBy(() -> ModOutput.tidy(
                        new GoCommand.Answer(1, List.of(), List.of("go: flag provided but not defined: -diff"))))
                .isInstanceOf(NotRun.class);
    }

    @ParameterizedTest
    @ValueSource(strings = {"1.25", "1.26"})
    void verifyNamesModulesThatWereModified(String go) throws Exception {
        ModFileLines goMod = new ModFileLines(
                List.of("module example.com/findings", "", "go 1.25", "", "require gopkg.in/yaml.v2 v2.2.1"));
        assertThat(ModOutput.verify(recorded(go, "verify", 0), goMod)).isEmpty();
        assertThat(lines(ModOutput.verify(recorded(go, "verify-modified", 1), goMod)))
                .containsExactly("error go.mod:5 mod-verify: gopkg.in/yaml.v2 v2.2.1: dir has been modified"
                        + " (/cache/mod/gopkg.in/yaml.v2@v2.2.1)");
    }

    @ParameterizedTest
    @ValueSource(strings = {"1.25", "1.26"})
    void staticcheckErrorsAreThoseOfCorrectness(String go) throws Exception {
        List<Finding> findings = StaticcheckOutput.parse(recorded(go, "staticcheck", 1), PROJECT);
        assertThat(lines(findings))
                .containsExactly(
                        "error main.go:10:13 SA5009: Printf format %d has arg #1 of wrong type string",
                        "warning store/store.go:9:15 ST1005: error strings should not be capitalized",
                        "warning store/store.go:9:15 ST1005: error strings should not end with punctuation or newlines",
                        "warning store/store.go:11:6 U1000: func unused is unused",
                        "warning store/store.go:16:2 S1006: should use for {} instead of for true {}");
        assertThat(findings.get(0).help()).isEqualTo("https://staticcheck.dev/docs/checks#SA5009");
        assertThat(lines(StaticcheckOutput.parse(recorded(go, "staticcheck-broken", 1), BROKEN)))
                .contains(
                        "error inner/inner.go:4:6 compile: declared and not used: unused",
                        "error syn/syn.go:3:14 compile: syntax error: unexpected {, expected )",
                        "error users/ok.go:5:28 SA5009: Printf format %s has arg #1 of wrong type int");
    }

    @ParameterizedTest
    @ValueSource(strings = {"1.25", "1.26"})
    void govulncheckKeepsTheMostPreciseFindingWithItsCallPath(String go) throws Exception {
        ModFileLines goMod = new ModFileLines(
                List.of("module example.com/deep", "", "go 1.25", "", "require gopkg.in/yaml.v2 v2.2.1"));
        List<Finding> findings =
                GovulncheckOutput.parse(recorded(go, "govulncheck", 0), "example.com/deep", paths("deep"), goMod);
        StringBuilder text = new StringBuilder();
        for (Finding finding : findings) {
            Vulnerability vulnerability = Objects.requireNonNull(finding.vulnerability());
            text.append(lines(List.of(finding)).get(0))
                    .append('\n')
                    .append(finding.help())
                    .append('\n');
            text.append(vulnerability.where() + ", " + vulnerability.remedy() + " " + vulnerability.aliases() + "\n");
            vulnerability.calls().forEach(call -> text.append("  ").append(call).append('\n'));
        }
        Golden.assertThatFile("lint/" + go + "/govulncheck.txt", text.toString());
        assertThat(Objects.requireNonNull(findings.get(0).vulnerability()).callPath())
                .isEqualTo("main.main → store.Store.Load → yaml.Decoder.Decode");
        assertThat(findings).extracting(Finding::rule).doesNotHaveDuplicates();
    }

    @ParameterizedTest
    @ValueSource(strings = {"1.25", "1.26"})
    void govulncheckTellsCodeFromDatabase(String go) throws Exception {
        ModFileLines goMod = new ModFileLines(List.of());
        assertThat(lines(GovulncheckOutput.parse(
                        recorded(go, "govulncheck-broken", 1), "example.com/broken", BROKEN, goMod)))
                .contains("error inner/inner.go:5:9 compile: undefined: undefined");
        assertThatThrownBy(() -> GovulncheckOutput.parse(
                        recorded(go, "govulncheck-unreachable", 1), "example.com/broken", BROKEN, goMod))
                .isInstanceOf(NotRun.class)
                .hasMessageStartingWith("govulncheck: fetching vulnerabilities: Get \"https://vuln.go.dev/");
        assertThatThrownBy(() -> GovulncheckOutput.parse(
                        recorded(go, "govulncheck-no-database", 1), "example.com/broken", BROKEN, goMod))
                .isInstanceOf(NotRun.class)
                .hasMessageStartingWith("creating client: unrecognized vulndb format");
    }

    @Test
    void golangciLintNamesItsLinterAsRule() throws Exception {
        assertThat(lines(GolangciLintOutput.parse(recorded("1.26", "golangci-lint", 0), PROJECT)))
                .containsExactly(
                        "warning main.go:10:14 govet: printf: fmt.Printf format %d has arg \"text\" of wrong type string",
                        "warning store/store.go:19:2 ineffassign: ineffectual assignment to x",
                        "warning store/store.go:9:15 staticcheck: ST1005: error strings should not end with punctuation"
                                + " or newlines",
                        "warning store/store.go:16:2 staticcheck: S1006: should use for {} instead of for true {}",
                        "warning store/store.go:11:6 unused: func unused is unused");
        assertThat(lines(GolangciLintOutput.parse(recorded("1.26", "golangci-lint-broken", 0), BROKEN)))
                .contains("error inner/inner.go:4:6 compile: declared and not used: unused");
    }

    @Test
    void whatDoesNotCompileIsToldOnce() throws Exception {
        Set<String> broken = new HashSet<>();
        Lint.Outcome vet = outcome(Linter.VET, VetOutput.parse(recorded("1.26", "vet-broken", 1), BROKEN));
        Lint.Outcome staticcheck =
                outcome(Linter.STATICCHECK, StaticcheckOutput.parse(recorded("1.26", "staticcheck-broken", 1), BROKEN));
        assertThat(Lint.withoutKnownBreakage(vet, broken).findings()).hasSize(4);
        assertThat(lines(Lint.withoutKnownBreakage(staticcheck, broken).findings()))
                .filteredOn(line -> !line.contains("dep/dep.go"))
                .containsExactly("error users/ok.go:5:28 SA5009: Printf format %s has arg #1 of wrong type int");
    }

    static Lint.Outcome outcome(Linter linter, List<Finding> findings) {
        return new Lint.Outcome(linter, "go1.26.1", findings, Duration.ZERO, "", null);
    }

    @Test
    void pathsOutsideOfTheModuleStayReadable() {
        SourcePaths paths = new SourcePaths("/src", Path.of("/home/joe/work"), Path.of("/home/joe/work/app"));
        assertThat(Map.of(
                        "/src/app/a b.go", paths.relative("/src/app/a b.go"),
                        "./x/../y.go", paths.relative("./x/../y.go"),
                        "/src/lib/l.go", paths.relative("/src/lib/l.go"),
                        "/srcs/l.go", paths.relative("/srcs/l.go"),
                        "/usr/local/go/src/fmt/print.go", paths.relative("/usr/local/go/src/fmt/print.go")))
                .containsOnly(
                        Map.entry("/src/app/a b.go", "a b.go"),
                        Map.entry("./x/../y.go", "y.go"),
                        Map.entry("/src/lib/l.go", "../lib/l.go"),
                        Map.entry("/srcs/l.go", "/srcs/l.go"),
                        Map.entry("/usr/local/go/src/fmt/print.go", "/usr/local/go/src/fmt/print.go"));
    }
}
