package io.github.godocker.prune;

import io.github.godocker.GoDockerException;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.time.Duration;
import java.time.temporal.ChronoUnit;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * What is asked for.
 *
 * @param projects {@code groupId:artifactId} of those whose things may go; null for all projects
 * @param directories of these projects on this machine
 * @param keepTags how many images with a tag stay of each repository; null for no rule
 * @param olderThan nothing younger goes; null for no rule
 * @param cacheMaxSize caches and tools go only if they are larger, in bytes; null for no rule
 */
public record PruneSpec(
        Set<Kind> kinds,
        @Nullable Set<String> projects,
        Set<Path> directories,
        @Nullable Integer keepTags,
        @Nullable Duration olderThan,
        @Nullable Long cacheMaxSize) {
    private static final Pattern AGE = Pattern.compile("(\\d{1,6}) ?([smhdw])");
    private static final Map<String, ChronoUnit> UNITS =
            Map.of("s", ChronoUnit.SECONDS, "m", ChronoUnit.MINUTES, "h", ChronoUnit.HOURS, "d", ChronoUnit.DAYS);
    private static final int DAYS_OF_A_WEEK = 7;

    public PruneSpec {
        kinds = Set.copyOf(kinds);
        projects = projects == null ? null : Set.copyOf(projects);
        directories = Set.copyOf(directories);
        if (keepTags != null && keepTags < 1) {
            throw new GoDockerException(
                    "Cannot use <pruneKeepTags>" + keepTags + ": it is a number of images, at least 1.",
                    "The newest one always stays; `docker rmi` removes that, too.");
        }
    }

    /** {@code 30d}, {@code 12h}. */
    public static Duration age(String text) {
        Matcher matcher = AGE.matcher(text.strip().toLowerCase(Locale.ROOT));
        if (!matcher.matches()) {
            throw new GoDockerException(
                    "Cannot use '" + text.strip() + "' as an age.",
                    "Write a number with m, h, d or w: 90m, 12h, 30d, 2w.");
        }
        long number = Long.parseLong(matcher.group(1));
        ChronoUnit unit = UNITS.get(matcher.group(2));
        return unit == null ? Duration.ofDays(number * DAYS_OF_A_WEEK) : Duration.of(number, unit);
    }

    boolean isOfProject(@Nullable String project) {
        return projects == null || project != null && projects.contains(project);
    }

    /** Whether a directory, as this machine writes it, holds one of the projects or lies in one. */
    boolean isOfDirectory(@Nullable String directory) {
        if (projects == null) {
            return true;
        }
        if (directory == null || directory.isBlank()) {
            return false;
        }
        Path path;
        try {
            path = Path.of(directory);
        } catch (InvalidPathException e) {
            // Of a machine that writes paths in another way.
            return false;
        }
        return directories.stream().anyMatch(each -> each.startsWith(path) || path.startsWith(each));
    }
}
