package io.github.godocker.it;

import java.io.File;
import java.util.List;

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
}
