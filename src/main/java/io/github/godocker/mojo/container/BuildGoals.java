package io.github.godocker.mojo.container;

import io.github.godocker.GoDockerException;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.apache.maven.execution.MavenSession;
import org.apache.maven.lifecycle.LifecycleExecutor;
import org.apache.maven.model.Plugin;
import org.apache.maven.model.PluginExecution;
import org.apache.maven.plugin.BuildPluginManager;
import org.apache.maven.plugin.MojoExecution;
import org.apache.maven.plugin.MojoExecutionException;
import org.apache.maven.plugin.MojoFailureException;
import org.codehaus.plexus.util.xml.Xpp3Dom;

/**
 * The executions of this plugin's {@code compile} and {@code build} in the pom, to be run again and again. Maven makes and
 * fills a goal anew each time, so all that the pom says of it holds.
 */
final class BuildGoals {
    private static final Pattern PROPERTY = Pattern.compile("\\$\\{([^}]+)}");

    private final BuildPluginManager plugins;
    private final MavenSession session;
    private final List<MojoExecution> compilations;
    private final List<MojoExecution> builds;

    private BuildGoals(
            BuildPluginManager plugins,
            MavenSession session,
            List<MojoExecution> compilations,
            List<MojoExecution> builds) {
        this.plugins = plugins;
        this.session = session;
        this.compilations = compilations;
        this.builds = builds;
    }

    /**
     * @param plugin this one, as the pom has it
     * @throws GoDockerException if the pom has none of them
     */
    static BuildGoals of(LifecycleExecutor lifecycle, BuildPluginManager plugins, MavenSession session, Plugin plugin) {
        List<MojoExecution> compilations = planned(lifecycle, session, plugin, "compile");
        List<MojoExecution> builds = planned(lifecycle, session, plugin, "build");
        if (compilations.isEmpty() || builds.isEmpty()) {
            throw new GoDockerException(
                    "Cannot watch the sources: the pom does not say how they are compiled and built.",
                    "Use <packaging>go-docker</packaging>, or an <execution> with the goals compile and build.");
        }
        return new BuildGoals(plugins, session, compilations, builds);
    }

    private static List<MojoExecution> planned(
            LifecycleExecutor lifecycle, MavenSession session, Plugin plugin, String goal) {
        List<String> tasks = new ArrayList<>();
        for (PluginExecution each : plugin.getExecutions()) {
            if (each.getGoals().contains(goal)) {
                tasks.add(plugin.getKey() + ":" + plugin.getVersion() + ":" + goal + "@" + each.getId());
            }
        }
        try {
            return tasks.isEmpty()
                    ? List.of()
                    : List.copyOf(lifecycle
                            .calculateExecutionPlan(session, tasks.toArray(String[]::new))
                            .getMojoExecutions());
        } catch (Exception e) { // ten of Maven's own, none of which a pom with which this goal runs can have
            throw new GoDockerException(
                    "Cannot plan the goal " + goal + ": " + e.getMessage() + ".", "Does `mvn package` work?", e);
        }
    }

    void compile() {
        compilations.forEach(this::execute);
    }

    void build() {
        builds.forEach(this::execute);
    }

    /** The values of an element of the configuration of those that build, wherever below it they are. */
    List<String> configured(String element) {
        List<String> values = new ArrayList<>();
        builds.forEach(each -> {
            if (each.getConfiguration() != null) {
                add(each.getConfiguration().getChildren(element), values);
            }
        });
        return values;
    }

    private void add(Xpp3Dom[] elements, List<String> values) {
        for (Xpp3Dom each : elements) {
            String value = each.getValue() == null ? "" : each.getValue().strip();
            // Maven has put the parameter's own property there, where the pom has no value.
            Matcher property = PROPERTY.matcher(value);
            if (property.matches()) {
                String name = property.group(1);
                value = session.getUserProperties()
                        .getProperty(
                                name,
                                session.getCurrentProject().getProperties().getProperty(name, ""));
            }
            if (!value.isBlank()) {
                values.add(value.strip());
            }
            add(each.getChildren(), values);
        }
    }

    private void execute(MojoExecution execution) {
        try {
            plugins.executeMojo(session, execution);
        } catch (MojoFailureException | MojoExecutionException e) {
            // Problem and next step, a line each, which this plugin's goals have put there.
            String[] lines = String.valueOf(e.getMessage()).split("\n", 2);
            throw new GoDockerException(lines[0], lines.length > 1 ? lines[1] : "", e);
        } catch (Exception e) { // a goal that Maven cannot fill
            throw new GoDockerException(
                    "Cannot run the goal " + execution.getGoal() + " again: " + e.getMessage() + ".",
                    "Does `mvn package` work?",
                    e);
        }
    }
}
