package io.github.godocker.builder;

import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.regex.Pattern;

/** Where a symbolic link of the sources leads in the container. */
final class LinkTarget {
    private static final Pattern UP = Pattern.compile("^(\\.\\.(/|$))+");

    private LinkTarget() {}

    /**
     * What is written in the copy of a link. Docker refuses to unpack a relative link that climbs out of the directory that it
     * unpacks into, also one that nobody follows; an absolute one to the same place it takes.
     *
     * @param root of the sources on this machine, absolute and normalized
     * @param link below it
     * @param copy the sources' directory in the container, which lies in its root directory, with a slash at its end
     */
    static String of(Path root, Path link, String copy) throws IOException {
        Path to = Files.readSymbolicLink(link);
        String text = slashes(to);
        if (to.isAbsolute() || !climbsOut(slashes(root.relativize(link)), text)) {
            return text;
        }
        Path place = link.resolveSibling(to).normalize();
        String relative = slashes(root.relativize(place));
        return place.startsWith(root)
                ? copy + relative
                : "/" + UP.matcher(relative).replaceFirst("");
    }

    private static String slashes(Path path) {
        return path.toString().replace(File.separatorChar, '/');
    }

    private static boolean climbsOut(String name, String link) {
        int depth = (int) name.chars().filter(c -> c == '/').count();
        for (String step : link.split("/")) {
            depth += step.equals("..") ? -1 : step.isEmpty() || step.equals(".") ? 0 : 1;
            if (depth < 0) {
                return true;
            }
        }
        return false;
    }
}
