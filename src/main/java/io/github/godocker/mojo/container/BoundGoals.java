package io.github.godocker.mojo.container;

import org.apache.maven.model.Plugin;
import org.apache.maven.model.PluginExecution;
import org.apache.maven.plugin.MojoExecution;
import org.apache.maven.project.MavenProject;

/** What the pom has of this plugin. */
final class BoundGoals {
    private BoundGoals() {}

    /** Whether a goal runs as a part of a build, and not because it was named on the command line. */
    static boolean inLifecycle(MojoExecution execution) {
        return execution.getSource() == MojoExecution.Source.LIFECYCLE;
    }

    /** Whether the pom has another goal of the same plugin in a phase. */
    static boolean bound(MavenProject project, MojoExecution execution, String goal) {
        Plugin plugin = project.getPlugin(execution.getPlugin().getKey());
        return plugin != null
                && plugin.getExecutions().stream()
                        .map(PluginExecution::getGoals)
                        .anyMatch(goals -> goals.contains(goal));
    }
}
