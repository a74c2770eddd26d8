package io.github.godocker.mojo;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.StringReader;
import java.util.List;
import java.util.Optional;
import org.apache.maven.model.Build;
import org.apache.maven.model.Model;
import org.apache.maven.model.Plugin;
import org.apache.maven.model.PluginExecution;
import org.apache.maven.model.PluginManagement;
import org.apache.maven.plugin.MojoExecution;
import org.apache.maven.project.MavenProject;
import org.codehaus.plexus.util.xml.Xpp3Dom;
import org.codehaus.plexus.util.xml.Xpp3DomBuilder;
import org.codehaus.plexus.util.xml.pull.XmlPullParserException;
import org.junit.jupiter.api.Test;

class OwnPomTest {
    private final Model own = new Model();
    private final Plugin plugin = plugin("go-docker-maven-plugin");

    private static Plugin plugin(String artifactId) {
        Plugin plugin = new Plugin();
        plugin.setGroupId("io.github.godocker");
        plugin.setArtifactId(artifactId);
        plugin.setVersion("1");
        return plugin;
    }

    private static Xpp3Dom configuration(String xml) {
        try {
            return Xpp3DomBuilder.build(new StringReader("<configuration>" + xml + "</configuration>"));
        } catch (XmlPullParserException | IOException e) {
            throw new AssertionError(e);
        }
    }

    private Optional<String> found(String execution) {
        MavenProject project = new MavenProject();
        project.setOriginalModel(own);
        return OwnPom.firstOf(List.of("image", "entrypoint"), project, new MojoExecution(plugin, "build", execution));
    }

    private Build build() {
        own.setBuild(new Build());
        return own.getBuild();
    }

    @Test
    void aPomNeedNotSayAnything() {
        assertThat(found("default-build")).isEmpty();
        build().addPlugin(plugin);
        assertThat(found("default-build")).isEmpty();
        plugin.setConfiguration(configuration("<ports>80</ports><image/><entrypoint> </entrypoint>"));
        assertThat(found("default-build")).isEmpty();
    }

    @Test
    void whatItSaysOfThePluginHoldsForEveryExecution() {
        build().addPlugin(plugin);
        plugin.setConfiguration(configuration("<entrypoint><entrypoint>/x</entrypoint></entrypoint>"));
        assertThat(found("default-build")).contains("entrypoint");
        plugin.setConfiguration(configuration("<entrypoint>/x</entrypoint><image>acme/x</image>"));
        assertThat(found("other")).contains("image");
    }

    @Test
    void anExecutionsIsItsOwn() {
        PluginExecution debug = new PluginExecution();
        debug.setId("debug");
        debug.setConfiguration(configuration("<image>acme/x</image>"));
        plugin.addExecution(debug);
        build().addPlugin(plugin);
        assertThat(found("default-build")).isEmpty();
        assertThat(found("debug")).contains("image");
    }

    @Test
    void pluginManagementCountsAndOtherPluginsDoNot() {
        Plugin other = plugin("other-maven-plugin");
        other.setConfiguration(configuration("<image>acme/x</image>"));
        build().addPlugin(other);
        assertThat(found("default-build")).isEmpty();
        PluginManagement management = new PluginManagement();
        plugin.setConfiguration(configuration("<image>acme/x</image>"));
        management.addPlugin(plugin);
        own.getBuild().setPluginManagement(management);
        assertThat(found("default-build")).contains("image");
    }
}
