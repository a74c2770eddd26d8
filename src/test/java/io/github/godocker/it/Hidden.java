package io.github.godocker.it;

import java.io.File;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.UUID;

/**
 * A project on a file system that the daemon does not see, as if it were on another machine: in a mount namespace of
 * its own. It needs root.
 */
public final class Hidden {
    private Hidden() {}

    /**
     * What to put before a command, which then runs in the project.
     *
     * @param project whose parent directory is there, and is covered in that namespace
     * @param content a tar of what is in it
     * @param after shell commands that save what is to be looked at; the project is gone afterwards
     */
    public static List<String> in(File project, File content, String after) {
        String script = "mount -t tmpfs tmpfs '" + project.getParent() + "' && mkdir '" + project + "' && cd '"
                + project + "' || exit 99\ntar -xpf '" + content + "' || exit 99\n\"$@\" || exit 98\n" + after;
        return List.of("unshare", "-m", "--propagation", "private", "sh", "-c", script, "sh");
    }

    /** The volume in which the sources of such a project stay for its next build. */
    public static String volume(File project, int user) {
        byte[] name = (project.getPath() + "\nnull\nnull").getBytes(StandardCharsets.UTF_8);
        return "go-docker-sources-" + user + "-" + UUID.nameUUIDFromBytes(name);
    }

    /** Removes that volume, which has to be there, as soon as the builder is gone. */
    public static void removeVolume(File project, int user) throws IOException, InterruptedException {
        Daemon.buildersLeft(project);
        Daemon.docker("volume", "rm", volume(project, user));
    }
}
