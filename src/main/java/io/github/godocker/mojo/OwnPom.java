package io.github.godocker.mojo;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.apache.maven.model.Build;
import org.apache.maven.model.Plugin;
import org.apache.maven.model.PluginExecution;
import org.apache.maven.plugin.MojoExecution;
import org.apache.maven.project.MavenProject;
import org.codehaus.plexus.util.xml.Xpp3Dom;

/**
 * What a module's own pom says to a goal. A parent's configuration and -D reach all modules of a reactor, and say
 * nothing about what a single one of them is.
 */
public final class OwnPom {
    private OwnPom() {}

    /** The first of these parameters that the pom itself sets for this plugin or this execution of it. */
    public static Optional<String> firstOf(List<String> parameters, MavenProject project, MojoExecution execution) {
        Build build = project.getOriginalModel().getBuild();
        if (build == null) {
            return Optional.empty();
        }
        List<Plugin> plugins = new ArrayList<>(build.getPlugins());
        if (build.getPluginManagement() != null) {
            plugins.addAll(build.getPluginManagement().getPlugins());
        }
        List<Object> configurations = new ArrayList<>();
        String key = Plugin.constructKey(execution.getGroupId(), execution.getArtifactId());
        for (Plugin plugin : plugins) {
            if (plugin.getKey().equals(key)) {
                configurations.add(plugin.getConfiguration());
                for (PluginExecution each : plugin.getExecutions()) {
                    if (each.getId().equals(execution.getExecutionId())) {
                        configurations.add(each.getConfiguration());
                    }
                }
            }
        }
        return parameters.stream()
                .filter(parameter -> configurations.stream().anyMatch(each -> sets(each, parameter)))
                .findFirst();
    }

    private static boolean sets(Object configuration, String parameter) {
        Xpp3Dom value = configuration instanceof Xpp3Dom all ? all.getChild(parameter) : null;
        return value != null
                && (value.getChildCount() > 0
                        || value.getValue() != null && !value.getValue().isBlank());
    }
}
