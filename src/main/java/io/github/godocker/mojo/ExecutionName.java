package io.github.godocker.mojo;

import java.util.zip.CRC32;
import org.jspecify.annotations.Nullable;

/** What tells the files of several executions of a goal from each other. */
final class ExecutionName {
    private ExecutionName() {}

    /**
     * @return empty for the one that Maven names itself: that of the lifecycle, or of the command line; else something
     *     that can be in a file's name, another one for each id
     */
    static String of(@Nullable String id, String goal) {
        if (id == null || id.equals("default") || id.equals("default-cli") || id.equals("default-" + goal)) {
            return "";
        }
        String name = id.replaceAll("[^A-Za-z0-9_-]", "_");
        if (name.equals(id)) {
            return name;
        }
        CRC32 checksum = new CRC32();
        checksum.update(id.getBytes(java.nio.charset.StandardCharsets.UTF_8));
        return name + "-" + String.format("%08x", checksum.getValue());
    }
}
