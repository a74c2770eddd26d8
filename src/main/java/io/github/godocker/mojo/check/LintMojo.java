package io.github.godocker.mojo.check;

import io.github.godocker.Problems;
import io.github.godocker.State;
import io.github.godocker.builder.BuilderImage;
import io.github.godocker.builder.GoCommand;
import io.github.godocker.builder.GoList;
import io.github.godocker.builder.InputsRead;
import io.github.godocker.builder.Workspace;
import io.github.godocker.check.lint.LintReports;
import io.github.godocker.check.lint.LintResult;
import io.github.godocker.check.lint.LintRules;
import io.github.godocker.check.lint.LintSpec;
import io.github.godocker.check.lint.Linter;
import io.github.godocker.check.lint.VulnerabilityDatabase;
import io.github.godocker.go.Fingerprint;
import io.github.godocker.go.GoFileName;
import io.github.godocker.go.GoFlags;
import io.github.godocker.go.Inputs;
import io.github.godocker.handover.StateFile;
import io.github.godocker.handover.UpToDate;
import io.github.godocker.log.LintLog;
import io.github.godocker.mojo.AbstractGoMojo;
import java.io.File;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.format.DateTimeParseException;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.apache.maven.plugins.annotations.LifecyclePhase;
import org.apache.maven.plugins.annotations.Mojo;
import org.apache.maven.plugins.annotations.Parameter;
import org.jspecify.annotations.Nullable;

/**
 * Runs linters over the Go module in the builder container: {@code go vet}, gofmt, {@code go mod tidy -diff}, {@code go mod
 * verify}, staticcheck and govulncheck, and golangci-lint on request. They change no file. Leaves
 * {@code target/go-reports/lint/lint.sarif} and {@code checkstyle.xml}, and fails when more than
 * {@code maxAllowedViolations} findings are as severe as {@code failOn} says. The module needs no main package.
 */
@Mojo(name = "lint", defaultPhase = LifecyclePhase.VERIFY, threadSafe = true)
public class LintMojo extends AbstractGoMojo {
    /** The vulnerability database grows by several entries a day. */
    private static final Duration VULNERABILITIES_AGE = Duration.ofHours(24);

    /** The linters to run: vet, gofmt, mod-tidy, mod-verify, staticcheck, govulncheck (the default) and golangci-lint. */
    @Parameter(property = "go-docker.linters")
    @Nullable
    List<String> linters;

    /** The version of staticcheck as a Go module, like v0.8.2. The default is the newest that the builder's Go builds. */
    @Parameter(property = "go-docker.staticcheckVersion")
    @Nullable
    String staticcheckVersion;

    /** The version of govulncheck, like v1.9.0. The default is the newest that the builder's Go builds. */
    @Parameter(property = "go-docker.govulncheckVersion")
    @Nullable
    String govulncheckVersion;

    /** The version of golangci-lint, 2 or later, like v2.15.0. The default is the newest that the builder's Go builds. */
    @Parameter(property = "go-docker.golangciLintVersion")
    @Nullable
    String golangciLintVersion;

    /**
     * Where govulncheck looks vulnerabilities up: the URL of a mirror of https://vuln.go.dev, or a directory with one.
     * The default is the environment variable {@code GOVULNDB}, else https://vuln.go.dev.
     */
    @Parameter(property = "go-docker.vulnerabilityDatabase")
    @Nullable
    String vulnerabilityDatabase;

    /**
     * From which severity on findings count: {@code error} (wrong code, go.mod or modules; vulnerabilities in what is
     * called), {@code warning} (style, unused code), {@code note} (vulnerabilities in what is not called) or
     * {@code none}.
     */
    @Parameter(property = "go-docker.failOn", defaultValue = "warning")
    String failOn;

    /** How many findings that count are allowed. */
    @Parameter(property = "go-docker.maxAllowedViolations", defaultValue = "0")
    int maxAllowedViolations;

    /**
     * A text file of findings that do not count, one a line. The default is {@code go-lint-baseline.txt} of the
     * project, if it is there.
     */
    @Parameter(property = "go-docker.lintBaseline")
    @Nullable
    File lintBaseline;

    /** Writes all present findings to the baseline, and does not fail for them. */
    @Parameter(property = "go-docker.lint.writeBaseline", defaultValue = "false")
    boolean lintWriteBaseline;

    /** The packages to lint, as patterns of go. gofmt and the checks of go.mod look at the whole module. */
    @Parameter(property = "go-docker.lintPackages")
    @Nullable
    List<String> lintPackages;

    /** Runs the linters even if nothing changed since they passed. */
    @Parameter(property = "go-docker.force", defaultValue = "false")
    boolean force;

    /** Skips this goal. */
    @Parameter(property = "go-docker.lint.skip", defaultValue = "false")
    boolean lintSkip;

    @Override
    protected boolean goalSkipped() {
        return lintSkip;
    }

    /** All parameters with their defaults, checked. */
    private record Settings(Module module, LintSpec spec, LintRules rules, Path baseline) {}

    @Override
    protected void run() {
        Settings settings = settings();
        Fingerprint fingerprint = fingerprint(settings);
        StateFile stateFile = reports().lintState();
        String name = "Lint of " + settings.module().go().modulePath();
        Optional<String> reason = outOfDate(stateFile.read(), fingerprint, settings);
        if (reason.isEmpty()) {
            nothingToDo();
            log().upToDate(name);
            return;
        }
        log().outOfDate(reason.get());
        // What is there is not about these sources any more, whatever happens.
        stateFile.write(State.NONE);
        LintSpec spec = settings.spec();
        GoCommand go = go(docker(), settings.module()).with(spec.environment());
        InputsRead read = new InputsRead(inputs(settings));
        syncIn(go, settings);
        LintResult result;
        try (GoList list = read.list(go, spec.listFlags(), spec.packages(), fingerprint.isWithoutNodeModules())) {
            result = lintReports(settings).lint(go, spec, workspace().noSources());
            read.add(list);
        }
        settings.rules()
                .brokenBy(
                        result,
                        lintWriteBaseline,
                        settings.module().go().modulePath(),
                        shown(lintReports(settings).sarif()))
                .ifPresent(broken -> {
                    throw broken;
                });
        if (!fingerprint.isRacy()
                && !lintWriteBaseline
                && result.complete().size() == result.runs().size()) {
            stateFile.write(read.addTo(fingerprint
                    .record(State.NONE, State.FINGERPRINT)
                    .with(BuilderImage.ID, go.builder().imageId())
                    .with("time", Instant.now().toString())));
        }
    }

    private Settings settings() {
        Problems problems = new Problems();
        Module module = module(problems);
        List<Linter> chosen = new ArrayList<>();
        for (String linter : clean(linters)) {
            Linter known = problems.check(() -> Linter.of(linter));
            if (known != null) {
                chosen.add(known);
            }
        }
        Map<Linter, String> versions = new EnumMap<>(Linter.class);
        addVersion(Linter.STATICCHECK, staticcheckVersion, versions, problems);
        addVersion(Linter.GOVULNCHECK, govulncheckVersion, versions, problems);
        addVersion(Linter.GOLANGCI_LINT, golangciLintVersion, versions, problems);
        LintRules rules = LintRules.of(problems, failOn, maxAllowedViolations);
        String database = vulnerabilityDatabase == null ? System.getenv("GOVULNDB") : vulnerabilityDatabase;
        VulnerabilityDatabase where = module == null || database == null
                ? VulnerabilityDatabase.PUBLIC
                : problems.check(() -> VulnerabilityDatabase.parse(
                        database, baseDirectory(), workspace().root(module.go())));
        Path baseline = lintBaseline == null
                ? baseDirectory().resolve("go-lint-baseline.txt")
                : lintBaseline.toPath().toAbsolutePath().normalize();
        if (lintBaseline != null && !lintWriteBaseline && !Files.isRegularFile(baseline)) {
            problems.add(
                    "Cannot find the baseline " + baseline + ".",
                    "Correct <lintBaseline>, or write it by -Dgo-docker.lint.writeBaseline=true.");
        }
        List<String> packages = clean(lintPackages);
        LintSpec spec = module == null
                ? null
                : problems.check(() -> new LintSpec(
                        chosen.isEmpty() ? Linter.DEFAULT : chosen,
                        versions,
                        packages.isEmpty() ? List.of("./...") : packages,
                        tags(),
                        environment(),
                        where == null ? VulnerabilityDatabase.PUBLIC : where,
                        session.isOffline()));
        problems.failIfAny();
        if (module == null || spec == null || rules == null) {
            throw Problems.untold();
        }
        return new Settings(module, spec, rules, baseline);
    }

    private static void addVersion(
            Linter linter, @Nullable String given, Map<Linter, String> versions, Problems problems) {
        if (given != null && !given.isBlank()) {
            String version = problems.check(() -> linter.version(given));
            if (version != null) {
                versions.put(linter, version);
            }
        }
    }

    private Map<String, String> environment() {
        Map<String, String> environment = new HashMap<>();
        environment.put("CGO_ENABLED", cgo ? "1" : "0");
        environment.putAll(clean(goEnv));
        List<String> flags = new ArrayList<>(inheritedFlags());
        if (flags.removeIf(flag -> flag.matches("--?mod=mod"))) {
            // With it every go command may rewrite go.mod.
            environment.put("GOFLAGS", GoFlags.join(flags));
        }
        return environment;
    }

    /** All that decides about success; the builder image itself is compared by its id. */
    private Fingerprint fingerprint(Settings settings) {
        Fingerprint fingerprint = fingerprintOfSources(settings.module(), name -> true, GoFileName::isInput)
                .add("what is asked of the linters", settings.spec().settings())
                .add("<failOn> or <maxAllowedViolations>", failOn + " " + maxAllowedViolations)
                .addFile(settings.baseline());
        settings.spec()
                .database()
                .directory()
                .ifPresent(
                        directory -> fingerprint.addTree(directory, workspace().noSources()));
        return fingerprint;
    }

    private Optional<String> outOfDate(State state, Fingerprint fingerprint, Settings settings) {
        LintSpec spec = settings.spec();
        boolean ages = spec.linters().contains(Linter.GOVULNCHECK)
                && spec.database().directory().isEmpty();
        UpToDate check = upToDate(force)
                .unless(lintWriteBaseline, "the baseline is to be written")
                .unlessChanged(() -> fingerprint.changeSince(state, State.FINGERPRINT));
        lintReports(settings).check(check);
        check.unless(() -> ages && isOld(state.get("time")), "vulnerabilities were looked up more than a day ago");
        return withBuilder(check, settings.module(), state)
                .unlessChanged(() ->
                        fingerprint.isWithoutNodeModules() ? inputs(settings).changeSince(state) : Optional.empty())
                .reason();
    }

    /** A time in the future is that of a clock that was wrong. */
    private static boolean isOld(String time) {
        try {
            Duration age = Duration.between(Instant.parse(time), Instant.now());
            return age.isNegative() || age.compareTo(VULNERABILITIES_AGE) > 0;
        } catch (DateTimeParseException e) {
            return true;
        }
    }

    private LintReports lintReports(Settings settings) {
        return new LintReports(
                target(),
                reports().lint(),
                settings.baseline(),
                lintWriteBaseline,
                this::shown,
                new LintLog(console()));
    }

    private void syncIn(GoCommand go, Settings settings) {
        List<Path> sources = new ArrayList<>(Workspace.sources(settings.module().go()));
        settings.spec().database().directory().ifPresent(sources::add);
        go.syncIn(sources);
    }

    private Inputs inputs(Settings settings) {
        return new Inputs(settings.module().go(), inheritedFlags(), true);
    }
}
