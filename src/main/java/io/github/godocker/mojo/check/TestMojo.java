package io.github.godocker.mojo.check;

import io.github.godocker.GoDockerException;
import io.github.godocker.Problems;
import io.github.godocker.State;
import io.github.godocker.builder.BuilderImage;
import io.github.godocker.builder.BuilderSpec;
import io.github.godocker.builder.GoCommand;
import io.github.godocker.builder.GoList;
import io.github.godocker.builder.InputsRead;
import io.github.godocker.builder.Workspace;
import io.github.godocker.check.coverage.Coverage;
import io.github.godocker.check.coverage.CoverageRules;
import io.github.godocker.check.test.GoTests;
import io.github.godocker.check.test.TestOutput;
import io.github.godocker.check.test.TestRules;
import io.github.godocker.check.test.TestSelection;
import io.github.godocker.go.Fingerprint;
import io.github.godocker.go.GoTest;
import io.github.godocker.go.Inputs;
import io.github.godocker.handover.StateFile;
import io.github.godocker.handover.UpToDate;
import io.github.godocker.log.TestLog;
import java.io.File;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.apache.maven.plugins.annotations.LifecyclePhase;
import org.apache.maven.plugins.annotations.Mojo;
import org.apache.maven.plugins.annotations.Parameter;
import org.jspecify.annotations.Nullable;

/**
 * Runs the module's tests in the builder container: {@code go test ./...}, with a report for each package in
 * {@code target/surefire-reports}, as Surefire writes them for Java. Maven's own switches work: {@code -DskipTests},
 * {@code -Dmaven.test.skip}, {@code -Dmaven.test.failure.ignore}, {@code -Dtest}.
 *
 * <p>Go remembers the results of packages in which nothing changed and does not run them again. Where nothing at all
 * changed since all tests passed, go is not even asked.
 */
@Mojo(name = "test", defaultPhase = LifecyclePhase.TEST, threadSafe = true)
public class TestMojo extends AbstractCoverageMojo {
    private static final String COUNTS = "counts";

    /** Runs the tests even if nothing changed since they passed, those too whose results go knows. */
    @Parameter(property = "go-docker.force", defaultValue = "false")
    boolean force;

    /** Skips this goal. */
    @Parameter(property = "go-docker.test.skip", defaultValue = "false")
    boolean testSkip;

    /** Skips the tests, Java's and Go's. */
    @Parameter(property = "skipTests", defaultValue = "false")
    boolean skipTests;

    /** Skips the tests and their compilation, Java's and Go's. */
    @Parameter(property = "maven.test.skip", defaultValue = "false")
    boolean mavenTestSkip;

    /** Goes on after tests have failed; the reports and the log tell of them. */
    @Parameter(property = "maven.test.failure.ignore", defaultValue = "false")
    boolean testFailureIgnore;

    /**
     * Which tests to run, as Surefire has it, with a Go package in the place of a class: {@code TestOpen},
     * {@code Test*Open}, {@code TestOpen/empty_file}; {@code store#TestOpen+TestClose}; {@code store} or
     * {@code ./internal/...} for all tests of packages; {@code !TestSlow} or {@code !store#TestSlow} for all but those;
     * {@code %regex[Test(Open|Close)]}. Several are separated by commas. A word that begins like a Go test ({@code Test},
     * {@code Example}, {@code Fuzz}, {@code Benchmark}) or with a glob is a test, any other a package: its import path,
     * its path in the module, or the end of either. The default is all tests.
     */
    @Parameter(property = "test")
    @Nullable
    String test;

    /** The packages to test, as {@code go test} takes them. The default, {@code ./...}, is all of the module. */
    @Parameter(property = "go-docker.testPackages")
    @Nullable
    List<String> testPackages;

    /**
     * Where the reports go: {@code TEST-<package>.xml}, of another execution than the default one
     * {@code TEST-<package>-<execution>.xml}.
     */
    @Parameter(property = "go-docker.reportsDirectory", defaultValue = "${project.build.directory}/surefire-reports")
    File reportsDirectory;

    /**
     * How many seconds the tests of one package may take; then they are ended and the one that hangs is an error. The
     * default, 0, is go's own ten minutes.
     */
    @Parameter(property = "surefire.timeout", defaultValue = "0")
    int testTimeout;

    /** Fails the build if there are no tests at all. */
    @Parameter(property = "failIfNoTests", defaultValue = "false")
    boolean failIfNoTests;

    /** Fails the build if there is no test that {@code -Dtest} means. */
    @Parameter(property = "surefire.failIfNoSpecifiedTests", defaultValue = "true")
    boolean failIfNoSpecifiedTests;

    /**
     * How often a test that fails is run again. If it passes then, it is a flake: the build goes on, and the report marks
     * it as Surefire does. After a crash (a panic, a timeout, {@code os.Exit}) all tests of the package run again.
     */
    @Parameter(property = "surefire.rerunFailingTestsCount", defaultValue = "0")
    int rerunFailingTestsCount;

    /** Fails the build if there are that many flaky tests; 0 for never. */
    @Parameter(property = "surefire.failOnFlakeCount", defaultValue = "0")
    int failOnFlakeCount;

    /** How many tests of a package that call {@code t.Parallel} run at once; the default, 0, is the number of CPUs. */
    @Parameter(property = "go-docker.testParallel", defaultValue = "0")
    int testParallel;

    /** How many packages are compiled and tested at once; the default, 0, is the number of CPUs. */
    @Parameter(property = "go-docker.packageParallel", defaultValue = "0")
    int packageParallel;

    /** Runs tests in another order each time ({@code on}), or in that of a seed, which such a run prints. */
    @Parameter(property = "go-docker.shuffle", defaultValue = "off")
    String shuffle;

    /**
     * How often each test runs. The default, 0, is once, or not at all where go knows the result; 1 is once in any case,
     * which is the default with {@code builderNetwork} or {@code dockerSocket}: go knows nothing of those.
     */
    @Parameter(property = "go-docker.testCount", defaultValue = "0")
    int testCount;

    /** Tells tests to be short: {@code testing.Short()} is true. */
    @Parameter(property = "go-docker.shortTests", defaultValue = "false")
    boolean shortTests;

    /** Looks for data races. It needs cgo, so the builder image needs a C compiler; tests take longer and more memory. */
    @Parameter(property = "go-docker.race", defaultValue = "false")
    boolean race;

    /**
     * Compiles tests with {@code -trimpath}, as {@code compile} does, so that go compiles each package once and not
     * twice when its cache is cold. Set it where no test looks for files by the path that {@code runtime.Caller} gives:
     * that has no directory then, and neither have the positions in messages.
     */
    @Parameter(property = "go-docker.testTrimpath", defaultValue = "false")
    boolean testTrimpath;

    /** Starts no further test of a package after one has failed. */
    @Parameter(property = "go-docker.failFast", defaultValue = "false")
    boolean failFast;

    /** Environment variables for the tests: {@code <TZ>UTC</TZ>}. Values are not secret. */
    @Parameter
    @Nullable
    Map<String, @Nullable String> testEnv;

    /** More flags for {@code go test}, each with its value, such as {@code -cpu=1,2}. */
    @Parameter(property = "go-docker.testFlags")
    @Nullable
    List<String> testFlags;

    /** Arguments for the test programs, which go passes on after {@code -args}. */
    @Parameter(property = "go-docker.testArguments")
    @Nullable
    List<String> testArguments;

    /**
     * Measures which statements the tests execute, and writes {@code target/go-reports/coverage}: Go's own profile and
     * HTML page, Cobertura's XML and LCOV.
     */
    @Parameter(property = "go-docker.coverage", defaultValue = "false")
    boolean coverage;

    /** The packages whose code is measured, as {@code go test -coverpkg} takes them. The default, {@code ./...}, is all of the
     * module. */
    @Parameter(property = "go-docker.coveragePackages")
    @Nullable
    List<String> coveragePackages;

    /**
     * Gives tests the Docker daemon's socket at {@code /var/run/docker.sock}, for those that start containers themselves
     * (testcontainers-go). Who has that socket is root on the daemon's machine.
     */
    @Parameter(property = "go-docker.dockerSocket", defaultValue = "false")
    boolean dockerSocket;

    @Override
    protected boolean goalSkipped() {
        return testSkip;
    }

    /** All that was asked for, checked. */
    private record Request(
            Module module, GoTest command, TestSelection selection, TestRules rules, CoverageRules coverageRules) {}

    @Override
    protected void run() {
        if (skipTests || mavenTestSkip) {
            log().skipped((skipTests ? "skipTests" : "maven.test.skip") + " is set");
            return;
        }
        TestLog log = new TestLog(console());
        Request request = request();
        TestOutput output = output();
        Fingerprint fingerprint = fingerprint(request);
        State state = stateFile().read();
        Optional<String> reason = outOfDate(request, output, state, fingerprint);
        if (reason.isEmpty()) {
            nothingToDo();
            log.upToDate(state.get(COUNTS));
            return;
        }
        log().outOfDate(reason.get());
        if (!coverage && clean(testPackages).isEmpty() && !request.module().go().hasTests()) {
            output.removeReports(state);
            output.remove(stateFile().path());
            nothingToDo();
            log.noTests();
            judge(request, GoTests.Result.NONE);
            return;
        }
        GoTest command = request.command();
        GoCommand go = go(
                docker(),
                request.module(),
                dockerSocket ? BuilderSpec.Socket.of(daemonAddress().host()) : null);
        InputsRead read = new InputsRead(inputs(request));
        go.syncIn(Workspace.sources(request.module().go()));
        GoTests.Result result;
        try (GoList list = read.list(
                go.with(command.environment()),
                command.listFlags(),
                command.packages(),
                asksForInputs(request, fingerprint))) {
            output.prepare(go.builder(), state);
            result = new GoTests(go, log)
                    .run(
                            force && command.cacheable() ? command.again() : command,
                            request.selection(),
                            request.rules().reruns(),
                            output);
            read.add(list);
        }
        State made = output.record(State.NONE, result)
                .with(COUNTS, result.counts().toString())
                .with(BuilderImage.ID, go.builder().imageId());
        stateFile().write(made);
        judge(request, result);
        if (coverage) {
            cover(go, request, result);
        }
        if (result.counts().allPassed() && result.counts().flakes() == 0 && !fingerprint.isRacy()) {
            stateFile().write(read.addTo(fingerprint.record(made, State.FINGERPRINT)));
        }
    }

    private StateFile stateFile() {
        return reports().testState(execution());
    }

    private TestOutput output() {
        return new TestOutput(
                target(),
                reportsDirectory.toPath().toAbsolutePath().normalize(),
                execution(),
                coverage
                        ? new TestOutput.Coverage(
                                reports().unitProfile(execution()), reports().coverageSummary())
                        : null,
                reports().directory());
    }

    private Request request() {
        Problems problems = new Problems();
        Module module = module(problems);
        GoTest command = problems.check(this::command);
        TestSelection selection = problems.check(() -> TestSelection.parse(test == null ? "" : test));
        CoverageRules coverageRules = coverageRules(problems);
        TestRules rules = problems.check(
                () -> new TestRules(rerunFailingTestsCount, failOnFlakeCount, failIfNoTests, failIfNoSpecifiedTests));
        problems.failIfAny();
        if (module == null || command == null || selection == null || rules == null || coverageRules == null) {
            throw Problems.untold();
        }
        return new Request(module, command, selection, rules, coverageRules);
    }

    private GoTest command() {
        List<String> packages = clean(testPackages);
        List<String> covered = clean(coveragePackages);
        return new GoTest(
                packages.isEmpty() ? List.of("./...") : packages,
                tags(),
                testTimeout,
                testCount == 0 && needsTheWorld() ? 1 : testCount,
                shuffle,
                shortTests,
                race,
                testTrimpath,
                failFast,
                testParallel,
                packageParallel,
                cgo,
                clean(goEnv),
                clean(testEnv),
                clean(testFlags),
                testArguments == null
                        ? List.of()
                        : testArguments.stream()
                                .map(argument -> argument == null ? "" : argument)
                                .toList(),
                coverage ? (covered.isEmpty() ? List.of("./...") : covered) : List.of(),
                "");
    }

    /**
     * Go remembers what tests read of files and variables, but not what they could reach: a result from one network would
     * be taken for that in another.
     */
    private boolean needsTheWorld() {
        return dockerSocket || builderNetwork != null;
    }

    /** What go reads, also of {@code node_modules}, which is too large to look at. */
    private Inputs inputs(Request request) {
        List<String> flags = new ArrayList<>(inheritedFlags());
        flags.addAll(request.command().flags());
        return new Inputs(request.module().go(), flags, true);
    }

    /** Only where the result can be used once more, and something was left out that go may have read. */
    private static boolean asksForInputs(Request request, Fingerprint fingerprint) {
        return fingerprint.isWithoutNodeModules()
                && request.command().cacheable()
                && !request.command().cgo();
    }

    private Fingerprint fingerprint(Request request) {
        // A test can read any file.
        return fingerprintOfSources(request.module(), name -> true, name -> true)
                .add("the command of go test", request.command())
                .add("the selection of tests", request.selection())
                .add("what is asked of coverage", request.coverageRules())
                .add("<reportsDirectory>", reportsDirectory.toString())
                .add("<builderNetwork> or <dockerSocket>", builderNetwork + " " + dockerSocket)
                .add("the environment of the network", new TreeMap<>(networkEnvironment()));
    }

    private Optional<String> outOfDate(Request request, TestOutput output, State state, Fingerprint fingerprint) {
        UpToDate check = upToDate(force)
                .unless(!request.command().cacheable(), "go itself does not keep the results of such tests")
                .unless(request.command().cgo(), "the race detector needs cgo")
                .unless(
                        coverage
                                && !(target().isFile(reports().unitProfile(execution()))
                                        && target().isFile(reports().coverageSummary())),
                        "the reports of coverage are not there")
                .unlessChanged(() -> fingerprint.changeSince(state, State.FINGERPRINT));
        output.check(check, state, this::shown);
        return withBuilder(check, request.module(), state)
                .unlessChanged(() ->
                        asksForInputs(request, fingerprint) ? inputs(request).changeSince(state) : Optional.empty())
                .reason();
    }

    private void cover(GoCommand go, Request request, GoTests.Result result) {
        Path profile = reports().unitProfile(execution());
        if (result.profiles().size() > 1) {
            Coverage.of(target(), result.profiles()).write(target(), profile);
        }
        if (!result.profiles().isEmpty()) {
            report(go, request.coverageRules(), List.of(profile));
        }
    }

    private void judge(Request request, GoTests.Result result) {
        Optional<GoDockerException> failure = request.rules()
                .brokenBy(
                        result,
                        request.selection(),
                        request.module().go(),
                        request.command().cgo(),
                        shown(reportsDirectory.toPath()));
        if (failure.isEmpty()) {
            return;
        }
        if (!testFailureIgnore || result.counts().tests() == 0) {
            throw failure.get();
        }
        new TestLog(console()).failuresIgnored(failure.get().problem());
    }
}
