package io.github.godocker.builder;

import io.github.godocker.container.Ownership;
import io.github.godocker.docker.ContainerSpec;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * What outlives all containers of ours: volumes, or a folder of this machine for the first two of them. They are apart for
 * each user of this machine, so that nobody meets files of somebody else in them; inside of a container the first two belong
 * to the one user who runs commands.
 *
 * @param user the user's id on this machine, where there are ids
 * @param group the same for the group
 * @param directory instead of the volumes of modules and of what go compiled; null for none
 */
record Caches(String user, String group, @Nullable CacheDirectory directory) {
    /** Modules that go fetched. */
    static final String MODULES = "/cache/mod";

    /** What go compiled. */
    static final String BUILD = "/cache/build";

    /**
     * Programs that we run beside go. Tests of any project can write to the other two; what they leave there must not
     * run later, with the logins of another project at hand. So this volume is root's and read-only wherever code of a
     * project runs, and has caches of its own for what builds the programs.
     */
    static final String TOOLS = "/cache/tools";

    private static final Map<String, String> LABELS = Map.of(Builder.LABEL, "cache", Ownership.PURPOSE, Builder.CACHE);
    private static final Map<String, String> TOOLS_LABELS =
            Map.of(Builder.LABEL, "cache", Ownership.PURPOSE, Builder.TOOLS);

    /** Those of the user whom the file belongs to. */
    static Caches ofOwner(Path file) {
        try {
            return new Caches(id(file, "unix:uid"), id(file, "unix:gid"), null);
        } catch (IOException | UnsupportedOperationException | IllegalArgumentException e) {
            return new Caches("user", "", null);
        }
    }

    private static String id(Path file, String attribute) throws IOException {
        return String.valueOf(Files.getAttribute(file, attribute, LinkOption.NOFOLLOW_LINKS));
    }

    /** As the container's commands have to be started to be that user; root where there are no ids. */
    String owner() {
        return group.isEmpty() ? "0:0" : user + ":" + group;
    }

    Caches in(CacheDirectory other) {
        return new Caches(user, group, other);
    }

    /** For containers in which a project's own code runs. */
    List<ContainerSpec.Mount> forProjects() {
        if (directory != null) {
            List<ContainerSpec.Mount> mounts = new ArrayList<>(directory.mounts());
            mounts.add(tools(true));
            return mounts;
        }
        return List.of(
                new ContainerSpec.Volume("go-docker-mod-" + user, MODULES, LABELS, false),
                new ContainerSpec.Volume("go-docker-build-" + user, BUILD, LABELS, false),
                tools(true));
    }

    /**
     * Where sources lie that were copied, until the next build: a volume for each project, and apart for builders that
     * may live at the same time.
     */
    ContainerSpec.Volume sources(BuilderSpec spec, String target) {
        String project = spec.root() + "\n" + spec.network() + "\n" + spec.daemonSocket();
        UUID name = UUID.nameUUIDFromBytes(project.getBytes(StandardCharsets.UTF_8));
        return new ContainerSpec.Volume("go-docker-sources-" + user + "-" + name, target, sourcesLabels(spec), false);
    }

    private static Map<String, String> sourcesLabels(BuilderSpec spec) {
        return Map.of(
                Builder.LABEL,
                "sources",
                Ownership.PURPOSE,
                Builder.SOURCES_COPY,
                Ownership.DIRECTORY,
                spec.root().toString());
    }

    /** For containers that know no project. */
    List<ContainerSpec.Mount> forTools() {
        return List.of(tools(false));
    }

    private ContainerSpec.Volume tools(boolean readOnly) {
        return new ContainerSpec.Volume("go-docker-tools-" + user, TOOLS, TOOLS_LABELS, readOnly);
    }
}
