package io.github.godocker.doctor;

import io.github.godocker.GoDockerException;
import io.github.godocker.builder.Builder;
import io.github.godocker.docker.Container;
import io.github.godocker.docker.ContainerSpec;
import io.github.godocker.docker.Docker;
import io.github.godocker.docker.ImageReference;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;

/**
 * What a container sees: a file that was made here just now, or not, and how much room there is.
 *
 * @param tried false where the daemon has no image to try it with
 * @param free bytes where the daemon keeps containers; negative if it is not known
 */
record Sight(boolean tried, boolean mounted, long free) {
    /** {@code $1} the file. */
    private static final String LOOK = """
            seen=unseen
            [ ! -e "/src/$1" ] || seen=mounted
            set -- $(df -Pk / | tail -n 1)
            echo "$seen $4"
            exec cat > /dev/null
            """;

    private static final int KILO = 1024;

    static Sight of(Docker docker, ImageReference image, Path directory) {
        if (docker.images().find(image.toString()).isEmpty()) {
            return new Sight(false, false, -1);
        }
        try {
            Path file = Files.createTempFile(directory, ".go-docker-doctor", "");
            try {
                return look(docker, image, file, List.of(new ContainerSpec.Bind(directory, "/src", true)));
            } catch (GoDockerException e) {
                if (Builder.isUnseen(e)) {
                    // It says nothing of the room there is.
                    return look(docker, image, file, List.of());
                }
                throw e;
            } finally {
                Files.deleteIfExists(file);
            }
        } catch (IOException e) {
            throw GoDockerException.unwritable(directory, e);
        }
    }

    private static Sight look(Docker docker, ImageReference image, Path file, List<ContainerSpec.Mount> mounts) {
        String[] line = {""};
        ContainerSpec spec = new ContainerSpec(
                image.toString(),
                List.of("sh", "-c", LOOK, "go-docker", String.valueOf(file.getFileName())),
                mounts,
                Map.of(Builder.LABEL, String.valueOf(file.getParent())),
                List.of(),
                null);
        try (Container container = docker.containers().open(spec, new byte[0], first -> line[0] = first)) {
            return parse(line[0]);
        }
    }

    static Sight parse(String line) {
        String[] words = line.strip().split(" ", -1);
        boolean known = words.length == 2 && words[1].matches("\\d{1,15}");
        return new Sight(true, words[0].equals("mounted"), known ? Long.parseLong(words[1]) * KILO : -1);
    }
}
