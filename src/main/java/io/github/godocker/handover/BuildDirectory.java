package io.github.godocker.handover;

import java.nio.file.Path;
import java.util.Collection;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.regex.Pattern;

/** What lies in Maven's build directories, as a Go program sees it: other plugins generate sources and data there. */
public final class BuildDirectory {
    /** What this plugin and others keep there of every build. */
    private static final List<String> NEVER_READ = List.of(
            "go-docker",
            "go-reports",
            "surefire-reports",
            "failsafe-reports",
            "maven-status",
            "maven-archiver",
            "project-local-repo");

    /** Maven 4 has such a file there while it runs. */
    private static final Pattern CONSUMER_POM = Pattern.compile("consumer-\\d+\\.pom");

    private BuildDirectory() {}

    /** Whether code may read a file of this name in them. */
    public static boolean mayBeRead(String name) {
        return !CONSUMER_POM.matcher(name).matches();
    }

    /** The directories in them that hold nothing which code is made of or reads. */
    public static Set<Path> neverRead(Collection<Path> buildDirectories) {
        Set<Path> directories = new HashSet<>();
        buildDirectories.forEach(each -> NEVER_READ.forEach(name -> directories.add(each.resolve(name))));
        return directories;
    }
}
