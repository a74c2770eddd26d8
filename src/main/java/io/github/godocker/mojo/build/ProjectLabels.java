package io.github.godocker.mojo.build;

import io.github.godocker.docker.ImageReference;
import io.github.godocker.image.ImageMark;
import io.github.godocker.mojo.GitHead;
import java.util.LinkedHashMap;
import java.util.Map;
import org.apache.maven.project.MavenProject;
import org.jspecify.annotations.Nullable;

/** The annotations of the OCI image specification, as far as pom and git know them, and what `prune` knows images by. */
final class ProjectLabels {
    private ProjectLabels() {}

    /**
     * @param created in ISO form; empty if it is not told
     * @param own labels of the user's, which win
     */
    static Map<String, String> of(
            MavenProject project, ImageReference reference, String created, @Nullable Map<String, String> own) {
        Map<String, String> all = new LinkedHashMap<>();
        String prefix = "org.opencontainers.image.";
        all.put(prefix + "title", reference.name());
        all.put(prefix + "version", project.getVersion());
        all.put(prefix + "description", project.getDescription());
        all.put(prefix + "url", project.getUrl());
        all.put(
                prefix + "source",
                project.getScm() == null ? null : project.getScm().getUrl());
        all.put(
                prefix + "vendor",
                project.getOrganization() == null
                        ? null
                        : project.getOrganization().getName());
        all.put(
                prefix + "licenses",
                project.getLicenses().isEmpty()
                        ? null
                        : project.getLicenses().get(0).getName());
        all.put(
                prefix + "revision",
                GitHead.revision(project.getBasedir().toPath().toAbsolutePath().normalize())
                        .orElse(null));
        all.put(prefix + "created", created);
        all.put(ImageMark.PROJECT, project.getGroupId() + ":" + project.getArtifactId());
        all.put(ImageMark.REPOSITORY, reference.withoutTag().toString());
        if (own != null) {
            all.putAll(own);
        }
        Map<String, String> given = new LinkedHashMap<>();
        all.forEach((name, value) -> {
            if (value != null && !value.isBlank()) {
                given.put(name, value.strip().replaceAll("\\s+", " "));
            }
        });
        return given;
    }
}
