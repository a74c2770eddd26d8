package io.github.godocker.mojo;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.godocker.builder.Builder;
import io.github.godocker.builder.BuilderSpec;
import io.github.godocker.docker.Container;
import io.github.godocker.docker.Docker;
import io.github.godocker.docker.client.DaemonAddress;
import io.github.godocker.handover.OwnTree;
import io.github.godocker.log.LinesLog;
import java.lang.reflect.Proxy;
import java.net.URI;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Consumer;
import org.apache.maven.execution.AbstractExecutionListener;
import org.apache.maven.execution.DefaultMavenExecutionRequest;
import org.apache.maven.execution.DefaultMavenExecutionResult;
import org.apache.maven.execution.ExecutionEvent;
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

    private Builder builder(MavenSession session, String name) {
        Docker docker = (Docker) Proxy.newProxyInstance(
                Docker.class.getClassLoader(), new Class<?>[] {Docker.class}, (proxy, method, arguments) -> {
                    @SuppressWarnings("unchecked")
                    Consumer<String> firstLine = (Consumer<String>) arguments[2];
                    firstLine.accept("mounted 1:1 go1.26.3 /usr/local/go linux/amd64");
                    return container(name);
                });
        BuilderSpec spec = new BuilderSpec(
                "golang:1.26",
                "",
                directory,
                new OwnTree(directory.resolve("target")),
                Set.of(),
                null,
                null,
                Map.of(),
                null,
                "");
        return SharedSession.of(session).builder(docker, spec, new LinesLog());
    }

    private Container container(String name) {
        return (Container) Proxy.newProxyInstance(
                Container.class.getClassLoader(), new Class<?>[] {Container.class}, (proxy, method, arguments) -> {
                    events.add(name + " " + method.getName());
                    return null;
                });
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
        Builder builder = builder(session, "first");
        assertThat(builder(session, "second")).isSameAs(builder);
        MavenSession other = session(new DefaultMavenExecutionRequest());
        assertThat(builder(other, "third")).isNotSameAs(builder);
        request.getExecutionListener().mojoStarted(null);
        assertThat(events).containsExactly("mojo");

        request.getExecutionListener().sessionEnded(null);
        assertThat(events).containsExactly("mojo", "first letGo", "end");

        request.getExecutionListener().sessionEnded(null);
        other.getRequest().getExecutionListener().sessionEnded(null);
        assertThat(events).containsExactly("mojo", "first letGo", "end", "end", "third letGo");
        assertThat(Thread.getAllStackTraces().keySet())
                .noneMatch(thread -> thread.getName().startsWith("go-docker-idle"));
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
                .hasMessage("Invalid <idleTimeout> " + seconds + ": it is a number of seconds, at least 1.\n"
                        + "Write a long time for no limit: -Dgo-docker.idleTimeout=86400 is a day.");
    }
}
