package io.github.godocker.check.lint;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.godocker.GoDockerException;
import io.github.godocker.builder.FakeContainer;
import io.github.godocker.docker.Container;
import io.github.godocker.log.LinesLog;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** A govulncheck whose database does not answer ends; one that loads the module for long does not. */
@Timeout(60)
class GovulncheckTest {
    private static final List<String> CONFIG = List.of("{", "  \"config\": {", "  }", "}");
    private static final List<String> ASKS = List.of(
            "{", "  \"progress\": {", "    \"message\": \"Fetching vulnerabilities from the database...\"", "  }", "}");

    @TempDir
    Path directory;

    private final List<String> printed = new ArrayList<>();

    /** Says what it is told to, then waits until it is killed or the time is over. */
    private static FakeContainer hanging(List<String> lines, Duration time) {
        CountDownLatch killed = new CountDownLatch(1);
        return new FakeContainer((exec, output) -> {
            if (exec.command().contains("kill -9 \"$1\"")) {
                assertThat(exec.command()).endsWith("go-docker", "77");
                killed.countDown();
                return 0;
            }
            output.accept(Container.Stream.STDOUT, "77");
            lines.forEach(line -> output.accept(Container.Stream.STDOUT, line));
            if (killed.await(time.toMillis(), TimeUnit.MILLISECONDS)) {
                throw new GoDockerException("Cannot run sh: it was killed (exit code 137).", "Run it again.");
            }
            return 3;
        });
    }

    private int run(FakeContainer container, Duration limit) throws NotRun {
        return Govulncheck.run(
                container.go(directory, new LinesLog()),
                List.of("govulncheck", "./..."),
                limit,
                (stream, line) -> printed.add(line));
    }

    private static List<String> join(List<String> first, List<String> second) {
        List<String> all = new ArrayList<>(first);
        all.addAll(second);
        return all;
    }

    @Test
    void aDatabaseThatNeverAnswersEndsIt() {
        Duration time = Duration.ofMinutes(5);
        assertThatThrownBy(() -> run(hanging(List.of(), time), Duration.ofMillis(50)))
                .isInstanceOf(NotRun.class)
                .hasMessageContaining("fetching vulnerabilities: no answer for");
        assertThatThrownBy(() -> run(hanging(join(CONFIG, ASKS), time), Duration.ofMillis(50)))
                .isInstanceOf(NotRun.class)
                .hasMessageContaining("fetching vulnerabilities: no answer for");
    }

    @Test
    void itMayLoadTheModuleForAsLongAsItTakes() throws Exception {
        List<String> lines = join(join(CONFIG, ASKS), CONFIG);
        assertThat(run(hanging(lines, Duration.ofSeconds(4)), Duration.ofSeconds(3)))
                .isEqualTo(3);
        assertThat(printed).startsWith("{").doesNotContain("77");
    }
}
