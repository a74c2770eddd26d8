package io.github.godocker.mojo;

import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.godocker.docker.ImageReference;
import java.util.List;
import java.util.stream.Stream;
import org.apache.maven.execution.DefaultMavenExecutionRequest;
import org.apache.maven.execution.DefaultMavenExecutionResult;
import org.apache.maven.execution.MavenSession;
import org.apache.maven.plugin.MojoExecution;
import org.apache.maven.plugin.descriptor.MojoDescriptor;
import org.apache.maven.project.MavenProject;
import org.eclipse.aether.DefaultRepositorySystemSession;
import org.junit.jupiter.api.Test;

/** Two executions of one build whose images would take a name from each other. */
class SharedNamesTest {
    @SuppressWarnings("deprecation")
    private final MavenSession build = new MavenSession(
            null,
            new DefaultRepositorySystemSession(),
            new DefaultMavenExecutionRequest(),
            new DefaultMavenExecutionResult());

    private final class Goal extends AbstractGoDockerMojo {
        Goal(String goal, String execution) {
            session = build;
            project = new MavenProject();
            project.setArtifactId("app");
            MojoDescriptor descriptor = new MojoDescriptor();
            descriptor.setGoal(goal);
            mojoExecution = new MojoExecution(descriptor, execution);
        }

        void names(String content, String... names) {
            checkNames(Stream.of(names).map(ImageReference::parse).toList(), List.of(content));
        }

        @Override
        protected boolean goalSkipped() {
            return false;
        }

        @Override
        protected void run() {}
    }

    @Test
    void aNameThatTwoImagesGetIsToldOfTheSecond() {
        new Goal("compile", "default-compile").names("a", "acme/app:1.0", "acme/app:latest");

        assertThatThrownBy(() -> new Goal("compile", "debug").names("b", "acme/app:debug", "docker.io/acme/app:latest"))
                .hasMessage(
                        "Cannot compile image acme/app:debug in execution debug of app: execution default-compile of"
                                + " app makes another image that is named docker.io/acme/app:latest as well.\n"
                                + "Give one of them another <image> or other <tags>.");
        assertThatThrownBy(() -> new Goal("compile", "debug").names("b", "acme/app"))
                .hasMessageContaining("is named acme/app as well");
    }

    @Test
    void theSameImageMayGetMoreNames() {
        new Goal("compile", "default-compile").names("a", "acme/app:1.0");
        assertThatCode(() -> {
                    new Goal("compile", "release").names("a", "acme/app:1.0", "acme/app:latest");
                    new Goal("compile", "debug").names("b", "acme/app:1.0-debug");
                    // Settings that only this goal has.
                    new Goal("build", "other").names("c", "acme/app:1.0");
                    // Run twice, by `mvn package package`.
                    new Goal("compile", "default-compile").names("d", "acme/app:1.0");
                })
                .doesNotThrowAnyException();
    }
}
