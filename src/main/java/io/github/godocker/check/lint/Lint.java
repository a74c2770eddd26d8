package io.github.godocker.check.lint;

import static io.github.godocker.KnownFailure.said;

import io.github.godocker.GoDockerException;
import io.github.godocker.KnownFailure;
import io.github.godocker.builder.Builder;
import io.github.godocker.builder.GoCommand;
import io.github.godocker.go.GoModule;
import io.github.godocker.go.GoOutput;
import io.github.godocker.log.Heartbeat;
import io.github.godocker.log.LintLog;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** Runs the linters over a module, two at a time, and hands over what each found in their order. */
public final class Lint {
    private static final int AT_ONCE = 2;
    private static final Duration LONGEST_END = Duration.ofSeconds(5);
    /** Bytes of file names in one command: far below any system's limit. */
    private static final int NAMES_AT_ONCE = 100_000;

    private static final KnownFailure DATABASE = new KnownFailure(
            "the database of vulnerabilities cannot be had",
            said("govulncheck v1.9.0", "fetching vulnerabilities", "creating client", "vulndb"));

    private static final KnownFailure OLD_GO = new KnownFailure(
            "go mod tidy cannot show what it would change",
            said("go before 1.23, unseen", "flag provided but not defined: -diff"));

    private static final KnownFailure NO_PACKAGE = new KnownFailure(
            "<lintPackages> names nothing",
            said("go 1.26.8", "directory not found"),
            said("staticcheck, unseen", "matched no packages"));

    private final GoCommand go;
    private final Builder builder;
    private final GoModule module;
    private final LintSpec spec;
    private final Set<Path> outputDirectories;
    private final LintLog log;
    private final SourcePaths paths;
    private final Set<Linter> inProgress = ConcurrentHashMap.newKeySet();

    /**
     * @param go with the linters' environment
     * @param outputDirectories where builds write, which is never source
     */
    public Lint(GoCommand go, LintSpec spec, Set<Path> outputDirectories, LintLog log) {
        this.go = go;
        this.builder = go.builder();
        this.module = go.module();
        this.spec = spec;
        this.outputDirectories = outputDirectories;
        this.log = log;
        this.paths = new SourcePaths(builder.path(builder.root()), builder.root(), module.directory());
    }

    /**
     * What came of one linter.
     *
     * @param version of the tool, or of go for what comes with it
     * @param leftOut why it did not run, where that is no failure; empty if it did
     * @param failure why it could not run
     */
    public record Outcome(
            Linter linter,
            String version,
            List<Finding> findings,
            Duration time,
            String leftOut,
            @Nullable GoDockerException failure) {
        public Outcome {
            findings = List.copyOf(findings);
        }

        /** Whether it looked at the whole module. */
        public boolean complete() {
            return failure == null && leftOut.isEmpty();
        }
    }

    /** @param done receives each outcome, in the order of the linters, as soon as it and all before it are known */
    public void run(Consumer<Outcome> done) {
        ExecutorService threads = Executors.newFixedThreadPool(AT_ONCE, task -> {
            Thread thread = new Thread(task, "go-docker-lint");
            thread.setDaemon(true);
            return thread;
        });
        try (Heartbeat ignored = Heartbeat.start(log, this::doing)) {
            List<Future<Outcome>> outcomes = new ArrayList<>();
            for (Linter linter : spec.linters()) {
                outcomes.add(threads.submit(() -> outcome(linter)));
            }
            // Code that does not compile is one finding, whoever else stumbles over it.
            Set<String> broken = new HashSet<>();
            for (Future<Outcome> outcome : outcomes) {
                done.accept(withoutKnownBreakage(outcome.get(), broken));
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new GoDockerException("Cannot lint " + module.modulePath() + ": interrupted.", "Run it again.");
        } catch (ExecutionException e) {
            if (e.getCause() instanceof GoDockerException failure) {
                throw failure;
            }
            throw new IllegalStateException(e.getCause());
        } finally {
            threads.shutdownNow();
            awaitEnd(threads);
        }
    }

    /** Nothing of a goal goes on after it. */
    private static void awaitEnd(ExecutorService threads) {
        boolean interrupted = Thread.interrupted();
        try {
            var unused = threads.awaitTermination(LONGEST_END.toSeconds(), TimeUnit.SECONDS);
        } catch (InterruptedException e) {
            interrupted = true;
        }
        if (interrupted) {
            Thread.currentThread().interrupt();
        }
    }

    private String doing() {
        return "linting " + module.modulePath()
                + (inProgress.isEmpty()
                        ? ""
                        : " with "
                                + inProgress.stream()
                                        .map(Linter::title)
                                        .sorted()
                                        .collect(Collectors.joining(" and ")));
    }

    /** Of a file that does not compile, the first linter that says so is heard, and which lines it names. */
    static Outcome withoutKnownBreakage(Outcome outcome, Set<String> broken) {
        List<Finding> findings = new ArrayList<>();
        Set<String> own = new HashSet<>();
        for (Finding finding : outcome.findings()) {
            if (!finding.isCompileError()) {
                findings.add(finding);
            } else if (!broken.contains(finding.file())) {
                own.add(finding.file());
                findings.add(finding);
            }
        }
        broken.addAll(own);
        return new Outcome(
                outcome.linter(),
                outcome.version(),
                findings.stream().distinct().toList(),
                outcome.time(),
                outcome.leftOut(),
                outcome.failure());
    }

    private Outcome outcome(Linter linter) {
        long start = System.nanoTime();
        String version = linter.isBuilt()
                ? spec.versions().getOrDefault(linter, linter.versionFor(go.version()))
                : builder.goVersion();
        List<Finding> findings = List.of();
        String leftOut = "";
        GoDockerException failure = null;
        inProgress.add(linter);
        try {
            if (linter == Linter.GOVULNCHECK
                    && spec.offline()
                    && spec.database().directory().isEmpty()) {
                leftOut = "its database cannot be asked offline; set <vulnerabilityDatabase> to a directory";
            } else {
                log.lintingWith(linter.title());
                findings = findings(linter, new LintTool(linter, version));
            }
        } catch (NotRun e) {
            boolean unfetched = GoOutput.isUnfetched(e.words());
            if (spec.offline() && unfetched && linter != Linter.VET) {
                leftOut = "what it needs is not in the cache, and Maven is offline (" + e.words() + ")";
            } else {
                failure = failure(linter, e.words());
            }
        } catch (GoDockerException e) {
            failure = e;
        } finally {
            inProgress.remove(linter);
        }
        return new Outcome(linter, version, findings, Duration.ofNanos(System.nanoTime() - start), leftOut, failure);
    }

    private List<Finding> findings(Linter linter, LintTool tool) throws NotRun {
        return switch (linter) {
            case VET -> VetOutput.parse(go.ask(onPackages(List.of("go", "vet", "-json"), "-tags")), paths);
            case GOFMT -> gofmt();
            case MOD_TIDY -> ModOutput.tidy(go.ask(List.of("go", "mod", "tidy", "-diff")));
            case MOD_VERIFY ->
                ModOutput.verify(go.ask(List.of("go", "mod", "verify")), ModFileLines.read(module.directory()));
            case STATICCHECK ->
                StaticcheckOutput.parse(
                        go.with(Map.of("STATICCHECK_CACHE", Builder.BUILD_CACHE + "/go-docker-lint/staticcheck"))
                                .ask(onPackages(List.of(path(tool), "-f", "json"), "-tags")),
                        paths);
            case GOVULNCHECK -> govulncheck(path(tool));
            case GOLANGCI_LINT -> golangciLint(path(tool));
        };
    }

    private String path(LintTool tool) throws NotRun {
        return tool.path(go);
    }

    private List<Finding> gofmt() throws NotRun {
        List<Finding> findings = new ArrayList<>();
        List<String> command = new ArrayList<>();
        int length = 0;
        for (String file : GoFiles.of(module.directory(), outputDirectories)) {
            if (length > NAMES_AT_ONCE) {
                findings.addAll(gofmt(command));
                command.clear();
                length = 0;
            }
            command.add(file);
            length += file.length();
        }
        if (!command.isEmpty()) {
            findings.addAll(gofmt(command));
        }
        return findings;
    }

    private List<Finding> gofmt(List<String> files) throws NotRun {
        List<String> command = new ArrayList<>(List.of(builder.goRoot() + "/bin/gofmt", "-d"));
        command.addAll(files);
        return GofmtOutput.parse(go.ask(command), paths);
    }

    private List<Finding> govulncheck(String path) throws NotRun {
        List<String> words = new ArrayList<>(List.of(path, "-format", "json"));
        VulnerabilityDatabase database = spec.database();
        if (!database.text().isEmpty()) {
            words.add("-db");
            words.add(database.directory()
                    .map(directory -> "file://" + builder.path(directory))
                    .orElse(database.text()));
        }
        List<String> asked = onPackages(words, "-tags");
        return GovulncheckOutput.parse(
                GoCommand.ask(asked, (command, output) -> Govulncheck.run(go, command, Govulncheck.LIMIT, output)),
                module.modulePath(),
                paths,
                ModFileLines.read(module.directory()));
    }

    private List<Finding> golangciLint(String path) throws NotRun {
        List<String> command = List.of(
                path,
                "run",
                "--output.json.path=stdout",
                "--output.text.path=stderr",
                "--show-stats=false",
                "--path-mode=abs",
                "--issues-exit-code=0",
                // Nothing is hidden: which findings count is decided here, and nothing of the user's is changed.
                "--max-issues-per-linter=0",
                "--max-same-issues=0",
                "--fix=false",
                "--allow-parallel-runners");
        return GolangciLintOutput.parse(
                go.with(Map.of("GOLANGCI_LINT_CACHE", Builder.BUILD_CACHE + "/go-docker-lint/golangci-lint"))
                        .ask(onPackages(command, "--build-tags")),
                paths);
    }

    private List<String> onPackages(List<String> command, String tagsFlag) {
        List<String> all = new ArrayList<>(command);
        if (!spec.buildTags().isEmpty()) {
            all.add(tagsFlag);
            all.add(String.join(",", spec.buildTags()));
        }
        all.addAll(spec.packages());
        return all;
    }

    private GoDockerException failure(Linter linter, String words) {
        String readable = go.readable(words).replaceFirst("[.:\\s]+$", "");
        String leaveOut = "leave " + linter.title() + " out of <linters>.";
        if (linter == Linter.GOVULNCHECK && DATABASE.isIn(words)) {
            return new GoDockerException(
                    // A mirror that does not answer is to govulncheck one of an unknown format.
                    "Cannot look up vulnerabilities in "
                            + (spec.database().text().isEmpty()
                                    ? "the public database"
                                    : spec.database().text())
                            + ": " + readable + ".",
                    "Set <vulnerabilityDatabase> to a mirror that this network reaches (an https URL or a directory),"
                            + " or " + leaveOut);
        }
        String advice = GoOutput.advice(words).orElse("");
        if (OLD_GO.isIn(words)) {
            advice = "It needs go 1.23: set a newer <builderImage>, or " + leaveOut;
        } else if (NO_PACKAGE.isIn(words)) {
            advice = "Correct <lintPackages>.";
        }
        return new GoDockerException(
                "Cannot run " + linter.title() + ": " + readable + ".",
                advice.isEmpty() ? "Correct what it complains about, or " + leaveOut : advice);
    }
}
