package io.github.godocker.image;

import io.github.godocker.GoDockerException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** A Dockerfile of the user's, which often began as a copy of the generated one. */
public final class OwnDockerfile {
    private static final Pattern ENTRY = Pattern.compile("(?<=[\\s\"])" + Dockerfile.FILES + "(\\d{1,4})/");

    private OwnDockerfile() {}

    /**
     * Fails if it copies an entry of {@code files} that is not there: the generated one has them by number, and only
     * Maven puts them into the context.
     *
     * @param generated the Dockerfile that would be generated now
     * @param files how many entries there are now, with the image directory
     */
    public static void check(Path file, Dockerfile generated, int files) {
        String text;
        try {
            text = Files.readString(file);
        } catch (IOException e) {
            throw new GoDockerException(
                    "Cannot read the Dockerfile " + file + ": " + GoDockerException.words(e) + ".",
                    "Make it readable, or correct <dockerfile>.",
                    e);
        }
        String directory = generated.filesInContext();
        List<String> lines =
                text.lines().filter(line -> !line.strip().startsWith("#")).toList();
        if (lines.stream().noneMatch(line -> line.contains(directory))) {
            return;
        }
        int used = files == 0 ? 1 : 0;
        Matcher entry = ENTRY.matcher(String.join("\n", lines));
        while (entry.find()) {
            used = Math.max(used, Integer.parseInt(entry.group(1)) + 1);
        }
        if (used > files) {
            throw new GoDockerException(
                    "Cannot build from " + file + ": it copies " + used + (used == 1 ? " entry" : " entries")
                            + " of <files> and src/main/image by way of " + directory + ", and there "
                            + (files == 1 ? "is " : "are ") + files + ".",
                    "Keep them as they were when the Dockerfile was generated, or let its COPY name files of the"
                            + " project.");
        }
    }
}
