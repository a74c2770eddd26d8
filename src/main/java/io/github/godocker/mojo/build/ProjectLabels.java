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
            MavenProject project,
            ImageReference reference,
            String created,
            @Nullable Map<String, @Nullable String> own) {
        Map<String, @Nullable String> known = new LinkedHashMap<>();
        String prefix = "org.opencontainers.image.";
        known.put(prefix + "title", reference.name());
        known.put(prefix + "version", project.getVersion());
        known.put(prefix + "description", project.getDescription());
        known.put(prefix + "url", project.getUrl());
        known.put(
                prefix + "source",
                project.getScm() == null ? null : project.getScm().getUrl());
        known.put(
                prefix + "vendor",
                project.getOrganization() == null
                        ? null
                        : project.getOrganization().getName());
        known.put(
                prefix + "licenses",
                project.getLicenses().isEmpty()
                        ? null
                        : project.getLicenses().get(0).getName());
        known.put(
                prefix + "revision",
                GitHead.revision(project.getBasedir().toPath().toAbsolutePath().normalize())
                        .orElse(null));
        known.put(prefix + "created", created);
        known.put(ImageMark.PROJECT, project.getGroupId() + ":" + project.getArtifactId());
        known.put(ImageMark.REPOSITORY, reference.withoutTag().toString());
        Map<String, String> all = new LinkedHashMap<>();
        known.forEach((name, value) ->
                all.put(name, value == null ? "" : value.strip().replaceAll("\\s+", " ")));
        if (own != null) {
            // As they are written, with their blanks; but a Dockerfile has no line breaks there.
            own.forEach((name, value) -> all.put(name, value == null ? "" : value.replaceAll("\\s*\\R\\s*", " ")));
        }
        all.values().removeIf(String::isBlank);
        return all;
    }
}
