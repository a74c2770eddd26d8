package io.github.godocker.mojo.container;

import io.github.godocker.GoDockerException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
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
import org.jspecify.annotations.Nullable;

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
     * @param plugin this one, as the pom has it; null if it has it not
     * @param purpose for the message: {@code watch the sources}
     * @throws GoDockerException if the pom has none of them
     */
    static BuildGoals of(
            LifecycleExecutor lifecycle,
            BuildPluginManager plugins,
            MavenSession session,
            @Nullable Plugin plugin,
            String purpose) {
        List<MojoExecution> compilations = planned(lifecycle, session, plugin, "compile");
        List<MojoExecution> builds = planned(lifecycle, session, plugin, "build");
        if (compilations.isEmpty() || builds.isEmpty()) {
            throw new GoDockerException(
                    "Cannot " + purpose + ": the pom does not say how the module is compiled and built.",
                    "Use <packaging>go-docker</packaging>, or an <execution> with the goals compile and build.");
        }
        return new BuildGoals(plugins, session, compilations, builds);
    }

    private static List<MojoExecution> planned(
            LifecycleExecutor lifecycle, MavenSession session, @Nullable Plugin plugin, String goal) {
        List<String> tasks = new ArrayList<>();
        if (plugin == null) {
            return List.of();
        }
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

    /**
     * Compiles an image's programs once more, with other values of some elements.
     *
     * @param image as the pom or the command line name it; empty for the usual one
     * @param others by the elements' names
     */
    void compile(String image, Map<String, String> others) {
        for (MojoExecution each : compilations) {
            if (String.join("", configured(each, "image")).equals(image)) {
                MojoExecution other =
                        new MojoExecution(each.getMojoDescriptor(), each.getExecutionId(), each.getSource());
                Xpp3Dom configuration = new Xpp3Dom(each.getConfiguration());
                others.forEach((name, value) -> replace(configuration, name, value));
                other.setConfiguration(configuration);
                execute(other);
                return;
            }
        }
        throw new GoDockerException(
                "Cannot compile the programs of image " + image + " once more: the pom does not say how.",
                "Name one that an <execution> of compile makes.");
    }

    private static void replace(Xpp3Dom configuration, String name, String value) {
        for (int i = configuration.getChildCount() - 1; i >= 0; i--) {
            if (configuration.getChild(i).getName().equals(name)) {
                configuration.removeChild(i);
            }
        }
        Xpp3Dom element = new Xpp3Dom(name);
        element.setValue(value);
        configuration.addChild(element);
    }

    /** The values of an element of the configuration of those that build, wherever below it they are. */
    List<String> configured(String element) {
        List<String> values = new ArrayList<>();
        builds.forEach(each -> values.addAll(configured(each, element)));
        return values;
    }

    private List<String> configured(MojoExecution execution, String element) {
        List<String> values = new ArrayList<>();
        if (execution.getConfiguration() != null) {
            add(execution.getConfiguration().getChildren(element), values);
        }
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
        } catch (MojoFailureException e) {
            String[] lines = lines(e);
            GoDockerException code = GoDockerException.code(lines[0], lines[1]);
            code.initCause(e);
            throw code;
        } catch (MojoExecutionException e) {
            String[] lines = lines(e);
            throw new GoDockerException(lines[0], lines[1], e);
        } catch (Exception e) { // a goal that Maven cannot fill
            throw new GoDockerException(
                    "Cannot run the goal " + execution.getGoal() + " again: " + e.getMessage() + ".",
                    "Does `mvn package` work?",
                    e);
        }
    }

    /** Problem and next step, a line each, which this plugin's goals have put there. */
    private static String[] lines(Exception e) {
        String[] lines = String.valueOf(e.getMessage()).split("\n", 2);
        return lines.length > 1 ? lines : new String[] {lines[0], ""};
    }
}
