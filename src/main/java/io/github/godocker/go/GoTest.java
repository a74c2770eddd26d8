package io.github.godocker.go;

import io.github.godocker.GoDockerException;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;

/**
 * How {@code go test} is to be run, without which tests: that comes with each command. Tests have no
 * {@code -trimpath} unasked: many find their files by the path that the compiler noted.
 *
 * @param packages patterns as go has them, {@code ./...}
 * @param buildTags Go's build tags
 * @param timeout seconds for the tests of a package; 0 for go's own ten minutes
 * @param count how often each test runs; 0 for once, or not at all if go knows the result
 * @param shuffle {@code on} or a seed; empty for the order of the source
 * @param shortTests whether tests are told to be short
 * @param race whether data races are looked for; needs cgo
 * @param trimpath whether tests are compiled with {@code -trimpath}, as programs are
 * @param failFast whether no further test of a package starts after a failure
 * @param parallel tests of a package at once; 0 for the number of CPUs
 * @param packageParallel packages at once; 0 for the number of CPUs
 * @param cgo whether C code is compiled
 * @param goEnv environment for go
 * @param testEnv environment for the tests; it wins
 * @param flags more flags for go; they come last, and so they win
 * @param arguments what the test programs get after all flags
 * @param cover the packages whose code is measured, as {@code -coverpkg} takes them; empty for none
 * @param profile the file for which code was covered; empty for none
 */
public record GoTest(
        List<String> packages,
        List<String> buildTags,
        int timeout,
        int count,
        String shuffle,
        boolean shortTests,
        boolean race,
        boolean trimpath,
        boolean failFast,
        int parallel,
        int packageParallel,
        boolean cgo,
        Map<String, String> goEnv,
        Map<String, String> testEnv,
        List<String> flags,
        List<String> arguments,
        List<String> cover,
        String profile) {
    /** These decide what the plugin reads or where things go. */
    private static final Set<String> OURS = Set.of(
            "json", "c", "o", "C", "exec", "toolexec", "args", "list", "run", "skip", "coverprofile", "outputdir");

    /** @throws GoDockerException for numbers, flags and seeds that make no sense */
    public GoTest {
        packages = List.copyOf(packages);
        buildTags = List.copyOf(buildTags);
        flags = List.copyOf(flags);
        arguments = List.copyOf(arguments);
        cover = List.copyOf(cover);
        // In one order in every JVM: what is compared with the last build is the text of this.
        goEnv = Collections.unmodifiableMap(new TreeMap<>(goEnv));
        testEnv = Collections.unmodifiableMap(new TreeMap<>(testEnv));
        checkNotNegative("surefire.timeout", "testTimeout", timeout);
        checkNotNegative("go-docker.testCount", "testCount", count);
        checkNotNegative("go-docker.testParallel", "testParallel", parallel);
        checkNotNegative("go-docker.packageParallel", "packageParallel", packageParallel);
        shuffle = shuffle.strip();
        if (shuffle.equals("off") || shuffle.equals("false")) {
            shuffle = "";
        } else if (shuffle.equals("true")) {
            shuffle = "on";
        }
        if (!shuffle.matches("|on|-?\\d{1,19}")) {
            throw new GoDockerException(
                    "Cannot shuffle tests with <shuffle>" + shuffle + ": that is no seed.",
                    "Set it to 'on', 'off', or the number that a former run printed.");
        }
        flags.forEach(GoTest::checkFlag);
    }

    private static void checkNotNegative(String property, String parameter, int value) {
        if (value < 0) {
            throw new GoDockerException(
                    "Cannot test with <" + parameter + ">" + value + ": it is negative.",
                    "Set -D" + property + " to 0 or more; 0 is go's own default.");
        }
    }

    private static void checkFlag(String flag) {
        String name = flag.replaceFirst("^--?", "").replaceFirst("[=\\s](?s:.*)", "");
        if (flag.startsWith("-") && OURS.contains(name)) {
            String next = switch (name) {
                case "run", "skip" -> "Set -Dtest, like -Dtest=TestName or -Dtest='!TestSlow'.";
                case "args" -> "Set <testArguments> to what comes after it.";
                case "C" -> "Set <sourceDirectory> to the directory of the module instead.";
                case "coverprofile" -> "Set <coverage>true</coverage>.";
                default -> "Leave it out.";
            };
            throw new GoDockerException(
                    "Cannot use the flag -" + name + " of <testFlags>: the plugin sets it itself.", next);
        }
        if (!flag.startsWith("-")) {
            throw new GoDockerException(
                    "Cannot use '" + flag + "' of <testFlags>: it does not begin with a dash.",
                    "Write a flag and its value as one, like -cpu=1,2; packages go to <testPackages>.");
        }
    }

    /**
     * @param go what the builder has; some flags are younger than others
     * @param run a regular expression, as {@code -run} takes it; empty for all tests
     * @param skip the same of tests that are left out; empty for none
     */
    public List<String> command(GoVersion go, List<String> packages, String run, String skip) {
        List<String> words = new ArrayList<>(List.of("go", "test", "-json"));
        if (go.compareTo(GoVersion.parse("1.21")) >= 0) {
            words.add("-fullpath"); // in messages, so that an IDE can open them
        }
        if (!buildTags.isEmpty()) {
            words.add("-tags=" + String.join(",", buildTags));
        }
        addIf(timeout > 0, words, "-timeout=" + timeout + "s");
        addIf(count > 0, words, "-count=" + count);
        addIf(!shuffle.isEmpty(), words, "-shuffle=" + shuffle);
        addIf(shortTests, words, "-short");
        addIf(race, words, "-race");
        addIf(trimpath, words, "-trimpath");
        addIf(failFast, words, "-failfast");
        addIf(parallel > 0, words, "-parallel=" + parallel);
        addIf(packageParallel > 0, words, "-p=" + packageParallel);
        if (!profile.isEmpty()) {
            words.add("-coverprofile=" + profile);
            words.add("-coverpkg=" + String.join(",", cover));
            words.add("-covermode=atomic"); // right for parallel tests, too
        }
        addIf(!run.isEmpty(), words, "-run=" + run);
        addIf(!skip.isEmpty(), words, "-skip=" + skip);
        words.addAll(flags);
        words.addAll(packages);
        if (!arguments.isEmpty()) {
            words.add("-args");
            words.addAll(arguments);
        }
        return words;
    }

    /** The flags that decide which files are read, for {@code go list}. */
    public List<String> listFlags() {
        List<String> all = new ArrayList<>();
        addIf(!buildTags.isEmpty(), all, "-tags=" + String.join(",", buildTags));
        addIf(race, all, "-race");
        flags.stream()
                .filter(flag -> flag.matches("--?(tags|mod|modfile|overlay|msan|asan|compiler)\\b.*"))
                .forEach(all::add);
        return all;
    }

    /** Names the packages that these patterns mean. */
    public List<String> list(Collection<String> packages) {
        return list(List.of(), packages);
    }

    /** Names those of the packages that compile, without their tests. */
    public List<String> listCompiling(Collection<String> packages) {
        List<String> flags = new ArrayList<>(List.of("-export", "-f={{if .Export}}{{.ImportPath}}{{end}}"));
        // As the tests, else dependencies would be compiled once more.
        addIf(race, flags, "-race");
        addIf(trimpath, flags, "-trimpath");
        return list(flags, packages);
    }

    private List<String> list(List<String> flags, Collection<String> packages) {
        List<String> words = new ArrayList<>(List.of("go", "list", "-e"));
        words.addAll(flags);
        words.addAll(listFlags());
        words.addAll(packages);
        return words;
    }

    private static void addIf(boolean wanted, List<String> words, String word) {
        if (wanted) {
            words.add(word);
        }
    }

    /** The same tests once more, whatever go remembers of them. */
    public GoTest again() {
        return changed(1, "");
    }

    /** The same, and what they cover written to this file. */
    public GoTest withProfile(String file) {
        return changed(count, file);
    }

    private GoTest changed(int times, String file) {
        return new GoTest(
                packages,
                buildTags,
                timeout,
                times,
                shuffle,
                shortTests,
                race,
                trimpath,
                failFast,
                parallel,
                packageParallel,
                cgo,
                goEnv,
                testEnv,
                flags,
                arguments,
                cover,
                file);
    }

    /** What has to be set on top of what the container has. */
    public Map<String, String> environment() {
        Map<String, String> environment = new LinkedHashMap<>();
        environment.put("CGO_ENABLED", cgo || race ? "1" : "0");
        environment.putAll(goEnv);
        environment.putAll(testEnv);
        return environment;
    }

    /** Whether go itself would remember the result of a run that passed ({@code go help test}). */
    public boolean cacheable() {
        return count == 0
                && !shuffle.equals("on")
                && arguments.isEmpty()
                && flags.stream()
                        .allMatch(flag -> flag.matches("--?(cpu|benchtime|short|v|tags|ldflags|gcflags|vet|mod)\\b.*"));
    }
}
