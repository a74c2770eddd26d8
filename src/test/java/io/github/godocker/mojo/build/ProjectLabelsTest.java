package io.github.godocker.mojo.build;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.godocker.docker.ImageReference;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;
import org.apache.maven.project.MavenProject;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What Maven hands over of a pom, made labels. */
class ProjectLabelsTest {
    @TempDir
    Path directory;

    private Map<String, String> labels(Map<String, @Nullable String> own) {
        MavenProject project = new MavenProject();
        project.setVersion("1.0");
        project.setDescription("What it\n    does,  and how. ");
        project.setFile(directory.resolve("pom.xml").toFile());
        return ProjectLabels.of(project, ImageReference.parse("acme/app"), "", own);
    }

    @Test
    void theDescriptionIsOneLine() {
        assertThat(labels(Map.of()))
                .containsEntry("org.opencontainers.image.description", "What it does, and how.")
                .containsEntry("org.opencontainers.image.title", "app")
                .doesNotContainKey("org.opencontainers.image.url");
    }

    /** With {@code xml:space="preserve"} Maven leaves the blanks around a value. */
    @Test
    void blanksOfTheUsersStay() {
        assertThat(labels(Map.of("a", "tab\there  \\ -end ", "b", "one\n    two")))
                .containsEntry("a", "tab\there  \\ -end ")
                .containsEntry("b", "one two");
    }

    @Test
    void anEmptyValueTakesALabelAway() {
        Map<String, @Nullable String> own = new HashMap<>();
        own.put("org.opencontainers.image.title", null);
        own.put("org.opencontainers.image.description", "");
        assertThat(labels(own))
                .containsKey("org.opencontainers.image.version")
                .doesNotContainKeys("org.opencontainers.image.title", "org.opencontainers.image.description");
    }
}
