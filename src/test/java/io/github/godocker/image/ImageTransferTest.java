package io.github.godocker.image;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.github.godocker.GoDockerException;
import io.github.godocker.docker.ImageReference;
import io.github.godocker.image.ImageRecord.PlatformImage;
import io.github.godocker.log.ImageLog;
import io.github.godocker.registry.Credentials;
import io.github.godocker.registry.Lines;
import io.github.godocker.registry.RetryPolicy;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Pushes and pulls by a daemon that reports faults. */
@Timeout(30)
class ImageTransferTest {
    private static final String APP = "r.example/acme/app:1";
    private static final RetryPolicy QUICK = new RetryPolicy(2, Duration.ofMillis(2), Duration.ofSeconds(20));

    private final FakeDocker daemon = new FakeDocker();
    private final Lines log = new Lines();
    private final Credentials nobody = new Credentials(Map.of(), Path.of("no-such-home"), id -> Optional.empty());
    private final ImagePull.Pulls pulls = new ImagePull.Pulls();

    private static ImageRecord built() {
        PlatformImage image = new PlatformImage("linux/amd64", List.of(APP), FakeDocker.ID, null, 1, null);
        return new ImageRecord(
                List.of(APP), null, List.of(image), "scratch", "golang:1.26", "1.26.1", List.of("app"), null);
    }

    private ImageRecord push(RetryPolicy policy) {
        return push(policy, built());
    }

    private ImageRecord push(RetryPolicy policy, ImageRecord built) {
        daemon.has(APP);
        return new ImagePush(daemon.images(), registry -> nobody, new ImageLog(log), policy).push(built);
    }

    private void pull(ImagePull.Policy policy) {
        new ImagePull(daemon, nobody, policy, pulls, new ImageLog(log), QUICK)
                .ensure(ImageReference.parse(APP), "base image", "baseImage", null);
    }

    private static GoDockerException failure(Runnable call) {
        return catchThrowableOfType(GoDockerException.class, call::run);
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            received unexpected HTTP status: 503 Service Unavailable
            toomanyrequests: slow down
            Put "http://r.example/v2/x": EOF
            the connection to Docker was lost: the daemon closed the connection
            """)
    void aFaultThatPassesIsTriedAgain(String words) {
        daemon.failures.add(words);

        assertThat(push(QUICK).digest()).isEqualTo(FakeDocker.DIGEST);

        assertThat(daemon.calls).hasSize(2);
        assertThat(log.lines)
                .filteredOn(line -> line.startsWith("WARN"))
                .singleElement()
                .asString()
                .startsWith("WARN Cannot push " + APP + " yet: " + words + "; trying again in ");
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            unauthorized: authentication required                 | 1 | No credentials found for r.example
            name unknown: no such project                         | 1 | Create r.example/acme/app at r.example
            unknown: tag 1 is immutable                           | 1 | The registry does not let this tag be given again
            size invalid: too big                                 | 1 | Make the image smaller
            write x: no space left on device                      | 1 | Make room on the Docker daemon's disk
            Get "https://r.example/v2/": dial tcp: no such host   | 1 | Check that the Docker daemon can reach r.example
            Get "https://r.example/v2/": x509: unknown authority  | 1 | Let the Docker daemon trust r.example
            toomanyrequests: slow down                            | 3 | Wait until r.example allows more requests
            received unexpected HTTP status: 500 Internal Server Error | 3 | Run the goal again later
            EOF                                                   | 3 | Run the goal again: layers
            the connection to Docker was lost: it closed          | 3 | See whether the Docker daemon runs
            """)
    void afterThatEachCauseHasItsNextStep(String words, int tries, String nextStep) {
        daemon.failures.addAll(List.of(words, words, words));

        GoDockerException failure = failure(() -> push(QUICK));

        assertThat(failure.problem()).isEqualTo("Cannot push " + APP + ": " + words + ".");
        assertThat(failure.nextStep()).startsWith(nextStep);
        assertThat(daemon.calls).hasSize(tries);
    }

    @Test
    void whatItsBuildHasRefusedIsNotPushed() {
        assertThat(failure(() -> push(QUICK, built().refused("Image " + APP + " has 23.0 MB, more than ... 20MB."))))
                .hasMessage("Cannot push " + APP + ", which its build has refused: Image " + APP
                        + " has 23.0 MB, more than ... 20MB.\nCorrect that, and run `mvn package` again.");
        assertThat(daemon.calls).isEmpty();
    }

    @Test
    void aDaemonThatIsSilentKeepsItsOwnNextStep() {
        daemon.failures.add(new GoDockerException(
                "Docker sent nothing for 300 s while pushing " + APP + "; gave up.", "Raise -Dgo-docker.idleTimeout."));

        assertThat(failure(() -> push(QUICK)).nextStep()).isEqualTo("Raise -Dgo-docker.idleTimeout.");
        assertThat(daemon.calls).hasSize(1);
    }

    @Test
    void anInterruptEndsTheWaitAtOnce() throws InterruptedException {
        daemon.failures.addAll(List.of("EOF", "EOF"));
        List<GoDockerException> thrown = new CopyOnWriteArrayList<>();
        RetryPolicy slow = new RetryPolicy(2, Duration.ofMinutes(2), Duration.ofMinutes(9));
        Thread pusher = new Thread(() -> thrown.add(failure(() -> push(slow))));
        pusher.start();
        while (log.lines.stream().noneMatch(line -> line.startsWith("WARN"))) {
            Thread.sleep(5);
        }

        pusher.interrupt();
        pusher.join();

        assertThat(thrown)
                .singleElement()
                .satisfies(e -> assertThat(e.problem()).contains("interrupted"));
        assertThat(daemon.calls).hasSize(1);
    }

    @Test
    void aPullIsTriedAgainToo() {
        daemon.failures.add("received unexpected HTTP status: 502 Bad Gateway");

        pull(ImagePull.Policy.IF_NOT_PRESENT);

        assertThat(daemon.calls).hasSize(2);
        assertThat(log.lines).filteredOn(line -> line.startsWith("INFO Pull")).hasSize(2);
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            manifest for r.example/acme/app:1 not found: manifest unknown: manifest unknown | Correct <baseImage>: r.example has no such image or tag.
            pull access denied for r.example/acme/app, repository does not exist or may require 'docker login' | Check that <baseImage> names an image that there is. No credentials
            Get "https://r.example/v2/": dial tcp: lookup r.example: no such host | Check that the Docker daemon can reach r.example, its proxy settings, and the registry's name in <baseImage>.
            no matching manifest for linux/arm64 in the manifest list entries | Choose in <baseImage> an image that there is for this platform
            """)
    void aBaseThatCannotBeFoundIsNamedByItsParameter(String words, String nextStep) {
        daemon.failures.add(words);

        GoDockerException failure = failure(() -> pull(ImagePull.Policy.IF_NOT_PRESENT));

        assertThat(failure.problem()).isEqualTo("Cannot pull " + APP + ": " + words + ".");
        assertThat(failure.nextStep()).startsWith(nextStep);
    }

    @Test
    void aBaseThatMayNotBePulledIsNamedByItsParameter() {
        assertThat(failure(() -> pull(ImagePull.Policy.NEVER)))
                .hasMessage("Cannot use base image " + APP + ": Docker does not have it and nothing may be pulled.\n"
                        + "Run `docker pull " + APP + "`, leave out -o and <pullPolicy>NEVER</pullPolicy>, or name in"
                        + " <baseImage> an image that Docker has.");
    }

    @Test
    void aBaseThatTheDaemonsBuilderCannotFindIsToldInTheSameWay() {
        ImagePull pull = new ImagePull(daemon, nobody, ImagePull.Policy.IF_NOT_PRESENT, pulls, new ImageLog(log));
        ImageReference base = ImageReference.parse("r.example/base:9");
        GoDockerException missing = new GoDockerException(
                "Cannot build image acme/app:1: failed to solve: r.example/base:9: not found.", "The daemon is x.");
        GoDockerException other =
                new GoDockerException("Cannot build image acme/base:1: COPY failed: x not found.", "The daemon is x.");

        assertThat(pull.explained(missing, base, "baseImage"))
                .hasMessage("Cannot build image acme/app:1: failed to solve: r.example/base:9: not found.\n"
                        + "Correct <baseImage>: r.example has no such image or tag.");
        assertThat(pull.explained(other, base, "baseImage")).isSameAs(other);
    }

    /** As the modules of a reactor do with -T. */
    private List<GoDockerException> pullByMany(ImagePull.Policy policy) throws InterruptedException {
        CountDownLatch all = new CountDownLatch(8);
        List<GoDockerException> failures = new CopyOnWriteArrayList<>();
        daemon.whilePulling = () -> {
            try {
                all.await();
                Thread.sleep(50);
            } catch (InterruptedException e) {
                throw new IllegalStateException(e);
            }
        };
        List<Thread> modules = new ArrayList<>();
        for (int i = 0; i < 8; i++) {
            Thread module = new Thread(() -> {
                all.countDown();
                GoDockerException failure = failure(() -> pull(policy));
                if (failure != null) {
                    failures.add(failure);
                }
            });
            modules.add(module);
            module.start();
        }
        for (Thread module : modules) {
            module.join();
        }
        return failures;
    }

    @Test
    void manyModulesPullAnImageOnce() throws InterruptedException {
        assertThat(pullByMany(ImagePull.Policy.IF_NOT_PRESENT)).isEmpty();
        pull(ImagePull.Policy.ALWAYS);

        assertThat(daemon.calls).containsExactly("pull " + APP);
        assertThat(log.lines)
                .filteredOn(line -> line.equals("INFO Pulling " + APP))
                .hasSize(1);
    }

    @Test
    void oneFailureIsToldToAllInTheSameWords() throws InterruptedException {
        daemon.failures.add("manifest unknown");

        List<GoDockerException> failures = pullByMany(ImagePull.Policy.ALWAYS);
        failures.add(failure(() -> pull(ImagePull.Policy.ALWAYS)));

        assertThat(failures)
                .hasSize(9)
                .extracting(Throwable::getMessage)
                .containsOnly("Cannot pull " + APP
                        + ": manifest unknown.\nCorrect <baseImage>: r.example has no such image or tag.");
        assertThat(daemon.calls).hasSize(1);
        assertThat(log.lines).containsExactly("INFO Pulling " + APP);
    }

    @Test
    void anInterruptedPullIsNobodysOutcome() {
        daemon.whilePulling = () -> Thread.currentThread().interrupt();
        daemon.failures.add(new GoDockerException("Interrupted while pulling " + APP + ".", "Run the build again."));

        assertThat(failure(() -> pull(ImagePull.Policy.IF_NOT_PRESENT))).hasMessageStartingWith("Interrupted while ");
        assertThat(Thread.interrupted()).isTrue();

        daemon.whilePulling = () -> {};
        pull(ImagePull.Policy.IF_NOT_PRESENT);
        assertThat(daemon.calls).hasSize(2);
    }
}
