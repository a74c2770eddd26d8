package io.github.godocker.builder;

import io.github.godocker.docker.ContainerSpec;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;

/**
 * The volumes that outlive all containers of ours. They are apart for each user of this machine, so that nobody meets
 * files of somebody else in them; inside of a container the first two belong to the one user who runs commands.
 *
 * @param user the user's id on this machine, where there are ids
 * @param group the same for the group
 */
record Caches(String user, String group) {
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

    private static final Map<String, String> LABELS = Map.of(Builder.LABEL, "cache");

    /** Those of the user whom the file belongs to. */
    static Caches ofOwner(Path file) {
        try {
            return new Caches(id(file, "unix:uid"), id(file, "unix:gid"));
        } catch (IOException | UnsupportedOperationException | IllegalArgumentException e) {
            return new Caches("user", "");
        }
    }

    private static String id(Path file, String attribute) throws IOException {
        return String.valueOf(Files.getAttribute(file, attribute, LinkOption.NOFOLLOW_LINKS));
    }

    /** As the container's commands have to be started to be that user; root where there are no ids. */
    String owner() {
        return group.isEmpty() ? "0:0" : user + ":" + group;
    }

    /** For containers in which a project's own code runs. */
    List<ContainerSpec.Mount> forProjects() {
        return List.of(
                new ContainerSpec.Volume("go-docker-mod-" + user, MODULES, LABELS, false),
                new ContainerSpec.Volume("go-docker-build-" + user, BUILD, LABELS, false),
                tools(true));
    }

    /** For containers that know no project. */
    List<ContainerSpec.Mount> forTools() {
        return List.of(tools(false));
    }

    private ContainerSpec.Volume tools(boolean readOnly) {
        return new ContainerSpec.Volume("go-docker-tools-" + user, TOOLS, LABELS, readOnly);
    }
}
