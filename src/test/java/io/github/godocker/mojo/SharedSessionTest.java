package io.github.godocker.mojo;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.godocker.builder.Builder;
import io.github.godocker.builder.FakeContainer;
import io.github.godocker.docker.client.address.DaemonAddress;
import io.github.godocker.log.BuilderLog;
import io.github.godocker.log.LinesLog;
import io.github.godocker.mojo.build.BuildMojo;
import java.net.URI;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.apache.maven.execution.AbstractExecutionListener;
import org.apache.maven.execution.DefaultMavenExecutionRequest;
import org.apache.maven.execution.DefaultMavenExecutionResult;
import org.apache.maven.execution.ExecutionEvent;
import org.apache.maven.execution.ExecutionListener;
import org.apache.maven.execution.MavenExecutionRequest;
import org.apache.maven.execution.MavenSession;
import org.eclipse.aether.DefaultRepositorySystemSession;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Two builds in one JVM, as mvnd and IDEs run them. */
class SharedSessionTest {
    @TempDir
    Path directory;

    private final List<String> events = new ArrayList<>();

    @SuppressWarnings("deprecation")
    private static MavenSession session(MavenExecutionRequest request) {
        return new MavenSession(null, new DefaultRepositorySystemSession(), request, new DefaultMavenExecutionResult());
    }

    private Builder builder(MavenSession session, FakeContainer container) {
        return SharedSession.of(session)
                .builder(container.containers(), FakeContainer.spec(directory), new BuilderLog(new LinesLog()));
    }

    @Test
    void aSessionSharesItsBuildersAndLetsThemGoWhenItEnds() {
        MavenExecutionRequest request = new DefaultMavenExecutionRequest();
        request.setExecutionListener(new AbstractExecutionListener() {
            @Override
            public void mojoStarted(ExecutionEvent event) {
                events.add("mojo");
            }

            @Override
            public void sessionEnded(ExecutionEvent event) {
                events.add("end");
            }
        });
        MavenSession session = session(request);
        FakeContainer first = new FakeContainer();
        FakeContainer third = new FakeContainer();
        Builder builder = builder(session, first);
        assertThat(builder(session, new FakeContainer())).isSameAs(builder);
        MavenSession other = session(new DefaultMavenExecutionRequest());
        assertThat(builder(other, third)).isNotSameAs(builder);
        request.getExecutionListener().mojoStarted(null);
        assertThat(events).containsExactly("mojo");

        request.getExecutionListener().sessionEnded(null);
        assertThat(events).containsExactly("mojo", "end");
        assertThat(first.calls()).containsExactly("letGo");

        request.getExecutionListener().sessionEnded(null);
        other.getRequest().getExecutionListener().sessionEnded(null);
        assertThat(events).containsExactly("mojo", "end", "end");
        assertThat(first.calls()).containsExactly("letGo");
        assertThat(third.calls()).containsExactly("letGo");
        assertThat(Thread.getAllStackTraces().keySet())
                .noneMatch(thread -> thread.getName().startsWith("go-docker-idle"));
    }

    /** As IDEs do. Twins of this plugin, in class loaders of their own, each have a listener. */
    @Test
    void aRequestThatIsExecutedAgainKeepsNothingOfTheSessionsBefore() {
        MavenExecutionRequest request = new DefaultMavenExecutionRequest();
        ExecutionListener ofMaven = new AbstractExecutionListener();
        request.setExecutionListener(ofMaven);
        for (int execution = 0; execution < 3; execution++) {
            FakeContainer one = new FakeContainer();
            FakeContainer twin = new FakeContainer();
            MavenSession session = session(request);
            builder(session, one);
            builder(session(request), twin);

            request.getExecutionListener().sessionEnded(null);

            assertThat(request.getExecutionListener()).isSameAs(ofMaven);
            assertThat(one.calls()).containsExactly("letGo");
            assertThat(twin.calls()).containsExactly("letGo");

            FakeContainer late = new FakeContainer();
            builder(session, late);
            request.getExecutionListener().sessionEnded(null);
            assertThat(late.calls()).containsExactly("letGo");
            assertThat(request.getExecutionListener()).isSameAs(ofMaven);
        }
    }

    /** Whoever came later calls ours as before. */
    @Test
    void aListenerAroundOursStays() {
        MavenExecutionRequest request = new DefaultMavenExecutionRequest();
        FakeContainer container = new FakeContainer();
        builder(session(request), container);
        ExecutionListener ours = request.getExecutionListener();
        ExecutionListener around = new AbstractExecutionListener() {
            @Override
            public void sessionEnded(ExecutionEvent event) {
                ours.sessionEnded(event);
            }
        };
        request.setExecutionListener(around);

        request.getExecutionListener().sessionEnded(null);

        assertThat(request.getExecutionListener()).isSameAs(around);
        assertThat(container.calls()).containsExactly("letGo");
    }

    /** As under --fail-at-end: the module that met the dead one has failed, the next one has not. */
    @Test
    void aBuilderWhoseContainerDiedIsReplaced() {
        MavenExecutionRequest request = new DefaultMavenExecutionRequest();
        MavenSession session = session(request);
        FakeContainer dead = new FakeContainer();
        FakeContainer alive = new FakeContainer();
        Builder builder = builder(session, dead);
        dead.die();

        Builder next = builder(session, alive);

        assertThat(next).isNotSameAs(builder);
        assertThat(builder(session, new FakeContainer())).isSameAs(next);
        assertThat(dead.calls()).containsExactly("letGo");
        request.getExecutionListener().sessionEnded(null);
        assertThat(dead.calls()).containsExactly("letGo");
        assertThat(alive.calls()).containsExactly("letGo");
    }

    @Test
    void allThatMakesAConnectionAnotherOneKeepsThemApart() {
        URI host = URI.create("tcp://localhost:2376");
        SharedSession.Line line = SharedSession.Line.of(new DaemonAddress(host, null, false, "DOCKER_HOST"), 8);
        assertThat(line)
                .isEqualTo(SharedSession.Line.of(new DaemonAddress(host, null, false, "a context"), 8))
                .isNotEqualTo(SharedSession.Line.of(new DaemonAddress(host, null, false, "DOCKER_HOST"), 9))
                .isNotEqualTo(SharedSession.Line.of(new DaemonAddress(host, directory, false, "DOCKER_HOST"), 8))
                .isNotEqualTo(SharedSession.Line.of(
                        new DaemonAddress(URI.create("tcp://localhost:2375"), null, false, "DOCKER_HOST"), 8));
        assertThat(SharedSession.Line.of(new DaemonAddress(host, directory, true, "DOCKER_HOST"), 8))
                .isNotEqualTo(SharedSession.Line.of(new DaemonAddress(host, directory, false, "DOCKER_HOST"), 8));
    }

    @ParameterizedTest
    @ValueSource(ints = {0, -1})
    void aSilenceOfNoTimeIsNoLimit(int seconds) {
        BuildMojo goal = new BuildMojo();
        goal.idleTimeout = seconds;
        assertThatThrownBy(goal::docker)
                .hasMessage("Cannot use <idleTimeout>" + seconds + ": it is a number of seconds, at least 1.\n"
                        + "Write a long time for no limit: -Dgo-docker.idleTimeout=86400 is a day.");
    }

    @Test
    void aSessionKnowsWhoFillsADirectoryInAnotherWay() {
        SharedSession session = SharedSession.of(session(new DefaultMavenExecutionRequest()));
        assertThat(session.other(directory, "one", "a")).isEmpty();
        assertThat(session.other(directory, "one", "b")).isEmpty();
        assertThat(session.other(directory, "two", "a")).isEmpty();
        assertThat(session.other(directory, "two", "b")).isEqualTo("one");
        assertThat(session.other(directory.resolve("x"), "two", "b")).isEmpty();
    }

    @Test
    void aSessionKnowsWhatItHasCompiledIntoADirectory() {
        SharedSession session = SharedSession.of(session(new DefaultMavenExecutionRequest()));
        assertThat(session.isAsCompiled(directory, "a")).isTrue();
        session.compiled(directory, "a");
        session.compiled(directory.resolve("x"), "b");
        assertThat(session.isAsCompiled(directory, "a")).isTrue();
        assertThat(session.isAsCompiled(directory, "b")).isFalse();
        session.compiled(directory, "b");
        assertThat(session.isAsCompiled(directory, "b")).isTrue();
    }
}
