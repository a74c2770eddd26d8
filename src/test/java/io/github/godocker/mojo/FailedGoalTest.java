package io.github.godocker.mojo;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.godocker.GoDockerException;
import io.github.godocker.handover.GoalOutcomes;
import java.nio.file.Files;
import java.nio.file.Path;
import org.apache.maven.execution.DefaultMavenExecutionRequest;
import org.apache.maven.execution.DefaultMavenExecutionResult;
import org.apache.maven.execution.MavenSession;
import org.apache.maven.plugin.MojoExecution;
import org.apache.maven.plugin.MojoExecutionException;
import org.apache.maven.plugin.descriptor.MojoDescriptor;
import org.apache.maven.project.MavenProject;
import org.eclipse.aether.DefaultRepositorySystemSession;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What a goal leaves for the page of results, however it ends. */
class FailedGoalTest {
    @TempDir
    Path build;

    private final class Goal extends AbstractGoDockerMojo {
        private final Runnable work;

        @SuppressWarnings("deprecation")
        Goal(Runnable work) {
            session = new MavenSession(
                    null,
                    new DefaultRepositorySystemSession(),
                    new DefaultMavenExecutionRequest(),
                    new DefaultMavenExecutionResult());
            this.work = work;
            project = new MavenProject();
            project.setFile(build.resolve("pom.xml").toFile());
            buildDirectory = build.toFile();
            MojoDescriptor descriptor = new MojoDescriptor();
            descriptor.setGoal("compile");
            mojoExecution = new MojoExecution(descriptor, "debug");
        }

        @Override
        protected boolean goalSkipped() {
            return false;
        }

        @Override
        protected void run() {
            work.run();
        }
    }

    private GoalOutcomes outcomes() {
        return GoalOutcomes.read(new Goal(() -> {}).reports());
    }

    @Test
    void aFailureIsNotedUntilTheGoalSucceeds() throws Exception {
        Goal failing = new Goal(() -> {
            throw new GoDockerException("Cannot compile.", "Next.");
        });
        assertThatThrownBy(failing::execute).isInstanceOf(MojoExecutionException.class);
        assertThat(outcomes().failures()).containsEntry("compile (debug)", "Cannot compile.");
        assertThat(outcomes().times()).containsKey("compile (debug)");

        new Goal(() -> {}).execute();
        assertThat(outcomes().failures()).isEmpty();
    }

    @Test
    void aGoalThatFindsAllDoneHasNotFailed() throws Exception {
        assertThatThrownBy(new Goal(() -> {
                    throw new GoDockerException("Cannot reach the daemon.", "Next.");
                })::execute)
                .isInstanceOf(MojoExecutionException.class);
        Goal[] idle = new Goal[1];
        idle[0] = new Goal(() -> idle[0].nothingToDo());
        idle[0].execute();
        assertThat(outcomes().failures()).isEmpty();
    }

    @Test
    void theFirstFaultIsTheOneThatIsTold() throws Exception {
        Files.createDirectories(build.resolve("go-reports/times"));
        assertThatThrownBy(new Goal(() -> {
                    throw new GoDockerException("Cannot compile.", "Next.");
                })::execute)
                .hasMessageContaining("Cannot compile.");
    }
}
