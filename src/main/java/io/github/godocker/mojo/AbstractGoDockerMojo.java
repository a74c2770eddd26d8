package io.github.godocker.mojo;

import io.github.godocker.GoDockerException;
import io.github.godocker.PomValues;
import io.github.godocker.docker.Docker;
import io.github.godocker.docker.ImageReference;
import io.github.godocker.docker.client.address.DaemonAddress;
import io.github.godocker.go.Fingerprint;
import io.github.godocker.handover.GoalOutcomes;
import io.github.godocker.handover.ImageLayout;
import io.github.godocker.handover.OwnTree;
import io.github.godocker.handover.ReportLayout;
import io.github.godocker.image.ImagePull;
import io.github.godocker.log.Console;
import io.github.godocker.log.GoalLog;
import io.github.godocker.log.ImageLog;
import io.github.godocker.registry.Credentials;
import java.io.File;
import java.nio.file.Path;
import java.time.Duration;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Properties;
import java.util.Set;
import javax.inject.Inject;
import org.apache.maven.artifact.Artifact;
import org.apache.maven.execution.MavenSession;
import org.apache.maven.plugin.AbstractMojo;
import org.apache.maven.plugin.MojoExecution;
import org.apache.maven.plugin.MojoExecutionException;
import org.apache.maven.plugin.MojoFailureException;
import org.apache.maven.plugin.descriptor.PluginDescriptor;
import org.apache.maven.plugins.annotations.Parameter;
import org.apache.maven.project.MavenProject;
import org.apache.maven.settings.crypto.SettingsDecrypter;
import org.jspecify.annotations.Nullable;

/** What all goals have in common: skipping, the image's name, the daemon, and how a failure becomes one of Maven's. */
public abstract class AbstractGoDockerMojo extends AbstractMojo {
    @Parameter(defaultValue = "${project}", readonly = true, required = true)
    protected MavenProject project;

    @Parameter(defaultValue = "${session}", readonly = true, required = true)
    protected MavenSession session;

    @Parameter(defaultValue = "${mojoExecution}", readonly = true, required = true)
    protected MojoExecution mojoExecution;

    @Inject
    protected SettingsDecrypter settingsDecrypter;

    /** Skips all goals of this plugin. A single goal is skipped by {@code go-docker.<goal>.skip}. */
    @Parameter(property = "go-docker.skip", defaultValue = "false")
    protected boolean skip;

    /**
     * The image's name: {@code [registry/]repository[:tag]}. Without a tag it gets the project's version. The default is
     * the project's artifactId and version. Goals that belong together have the same name: it also names the
     * directory {@code target/go-docker/<name>} by which they hand over, {@code acme~orders} for {@code acme/orders},
     * {@code acme~orders@debug} for {@code acme/orders:debug}.
     */
    @Parameter(property = "go-docker.image")
    @Nullable
    protected String image;

    /**
     * The Docker daemon: {@code unix:///path}, {@code tcp://host:port}, {@code npipe:////./pipe/name} or
     * {@code ssh://[user@]host[:port]}. The default is what the docker command would use: {@code DOCKER_HOST}, else
     * {@code DOCKER_CONTEXT}, else the current context, else the usual sockets.
     */
    @Parameter(property = "go-docker.dockerHost")
    @Nullable
    protected String dockerHost;

    /** The name of a docker context to use; {@code dockerHost} comes before it. */
    @Parameter(property = "go-docker.dockerContext")
    @Nullable
    protected String dockerContext;

    /**
     * How many seconds the daemon may be silent, at least 1. It holds for a pull, a push, an image build and a copy; what
     * the daemon answers at once, or the start of a container, may take as long, but never more than 60 seconds. A
     * command that runs in a container may be silent for any time, but after each such time the daemon has to say that
     * it still runs.
     */
    @Parameter(property = "go-docker.idleTimeout", defaultValue = "300")
    protected int idleTimeout;

    @Parameter(defaultValue = "${project.build.directory}", readonly = true, required = true)
    protected File buildDirectory;

    private static final String REFERENCE = "imageReference";

    private @Nullable Console console;
    private boolean idle;

    /**
     * Holds two executions of one build apart: of the same image they would share a directory, and the image of the one
     * would hold the program of the other.
     *
     * @param content what this execution puts there, as far as the pom decides it
     */
    protected final void checkAlone(ImageReference reference, ImageLayout layout, String content) {
        String execution = mojoExecution.getExecutionId();
        String other = shared().other(layout.directory(), execution, content);
        if (!other.isEmpty()) {
            throw new GoDockerException(
                    "Cannot compile image " + reference + " in execution " + execution + ": execution " + other
                            + " compiles it in another way.",
                    "Give one of them another <image>, with a name or a tag of its own: <image>"
                            + reference.withTag(reference.tag() + "-" + execution) + "</image>.");
        }
    }

    /**
     * Holds two executions of one build apart that give one name to two images: whichever comes last would take it from
     * the other.
     *
     * @param names all that the image gets
     * @param content what decides about the image
     */
    protected final void checkNames(List<ImageReference> names, List<Object> content) {
        String goal = mojoExecution.getGoal();
        String execution = "execution " + mojoExecution.getExecutionId() + " of " + project.getArtifactId();
        for (ImageReference name : names) {
            String other = shared().other(goal + " " + name.full(), execution, content);
            if (!other.isEmpty()) {
                throw new GoDockerException(
                        "Cannot " + goal + " image " + names.get(0) + " in " + execution + ": " + other
                                + " makes another image that is named " + name + " as well.",
                        "Give one of them another <image> or other <tags>.");
            }
        }
    }

    /** Notes what this build has compiled, for {@link #checkCompiledHere}. */
    protected final void noteCompiled(ImageLayout layout, String digests) {
        shared().compiled(layout.directory(), digests);
    }

    /** Holds two Mavens apart that run in one directory: the image of the one would hold the program of the other. */
    protected final void checkCompiledHere(ImageReference reference, ImageLayout layout, String digests) {
        if (!shared().isAsCompiled(layout.directory(), digests)) {
            throw new GoDockerException(
                    "Cannot build image " + reference + ": what this build compiled into " + shown(layout.directory())
                            + " does not lie there any more. Most likely another build runs in this directory.",
                    "Let that build end, then run this one again.");
        }
    }

    /** Whether this goal alone is to be skipped. */
    protected abstract boolean goalSkipped();

    /** The goal itself. */
    protected abstract void run();

    @Override
    public final void execute() throws MojoExecutionException, MojoFailureException {
        try {
            if (skip) {
                log().skipped("go-docker.skip is set");
            } else if (goalSkipped()) {
                log().skipped("go-docker." + mojoExecution.getGoal() + ".skip is set");
            } else {
                runAndNote();
            }
        } catch (GoDockerException e) {
            if (e.kind() == GoDockerException.Kind.CODE) {
                MojoFailureException failure = new MojoFailureException(e.getMessage());
                failure.addSuppressed(e);
                throw failure;
            }
            MojoExecutionException failure = new MojoExecutionException(e.getMessage());
            failure.addSuppressed(e);
            throw failure;
        }
    }

    /** Says that this goal found all done: then it leaves no trace, not even of how long that took. */
    protected final void nothingToDo() {
        idle = true;
    }

    /** What tells the files of several executions of a goal from each other; empty for the default one. */
    protected final String execution() {
        return ExecutionName.of(mojoExecution.getExecutionId(), mojoExecution.getGoal());
    }

    /**
     * Begins what is compared with the last build: another plugin may make something else of the same. A snapshot that was
     * built anew is another one, so its file counts as well.
     */
    protected final Fingerprint fingerprint() {
        PluginDescriptor plugin = mojoExecution.getMojoDescriptor().getPluginDescriptor();
        Fingerprint fingerprint = Fingerprint.of().add("the plugin's version", plugin.getVersion());
        Artifact artifact = plugin.getPluginArtifact();
        if (artifact != null && artifact.getFile() != null && artifact.isSnapshot()) {
            fingerprint.addFile(artifact.getFile().toPath());
        }
        return fingerprint;
    }

    /** How it ended is for the report page. */
    private void runAndNote() {
        String execution = execution();
        String name = mojoExecution.getGoal() + (execution.isEmpty() ? "" : " (" + execution + ")");
        long start = System.nanoTime();
        try {
            run();
        } catch (GoDockerException e) {
            try {
                note(name, start, e.problem());
            } catch (GoDockerException unwritable) {
                e.addSuppressed(unwritable);
            }
            throw e;
        }
        if (idle && hasPom()) {
            GoalOutcomes.noteDone(reports(), name);
        } else {
            note(name, start, "");
        }
    }

    private void note(String name, long start, String problem) {
        // Without a build directory nothing was built here.
        if (hasPom() && buildDirectory.isDirectory()) {
            GoalOutcomes.note(reports(), name, Duration.ofNanos(System.nanoTime() - start), problem);
        }
    }

    /** Where the rooms' logs write what this goal has them do. */
    protected final Console console() {
        if (console == null) {
            boolean interactive = session.getRequest().isInteractiveMode() && System.getenv("CI") == null;
            console = new MavenLog(
                    getLog(), session.isParallel() ? "[" + project.getArtifactId() + "] " : "", interactive);
        }
        return console;
    }

    /** For what the goal tells of itself. */
    protected final GoalLog log() {
        return new GoalLog(console());
    }

    /** That of an image whose name has none. A Maven version may hold what no tag may. */
    private String usualTag() {
        return project.getVersion().replaceAll("[^A-Za-z0-9_.-]", "-");
    }

    /**
     * Tells other plugins of an image by project properties: {@code go-docker.<what>} is of the last image,
     * {@code go-docker.<directory>.<what>} of each, by the name of its directory. By the image's plain name it is told,
     * too, unless another image of the module has taken that. None of these may be the property of a parameter: the next
     * goal would take it for its own.
     */
    protected final void publish(ImageReference reference, ImageLayout layout, Map<String, String> values) {
        Properties properties = project.getProperties();
        Set<String> prefixes = new LinkedHashSet<>(List.of("go-docker.", "go-docker." + layout.key() + "."));
        String plain = "go-docker." + reference.name() + ".";
        if (properties.getProperty(plain + REFERENCE, reference.toString()).equals(reference.toString())) {
            prefixes.add(plain);
        }
        for (String prefix : prefixes) {
            properties.setProperty(prefix + REFERENCE, reference.toString());
            values.forEach((name, value) -> properties.setProperty(prefix + name, value));
        }
    }

    /** The image's name with its tag. */
    protected final ImageReference reference() {
        if (image == null || image.isBlank()) {
            return ImageReference.parse(project.getArtifactId().toLowerCase(Locale.ROOT))
                    .withTag(usualTag());
        }
        ImageReference named = ImageReference.parse(image.strip());
        if (named.digest() != null) {
            throw new GoDockerException(
                    "Cannot name an image " + named + ": its digest is known only after it was built.",
                    "Write <image>" + named.withoutTag() + "</image>, with a tag if you like.");
        }
        return named.writtenTag() != null ? named : named.withTag(usualTag());
    }

    /** Whether Maven runs in a project; some goals need none. */
    protected final boolean hasPom() {
        return project.getFile() != null;
    }

    /** Maven's build directory. */
    protected final OwnTree target() {
        return shared().tree(buildDirectory.toPath().toAbsolutePath().normalize());
    }

    protected final ImageLayout layout(ImageReference reference) {
        return ImageLayout.of(target(), reference, usualTag());
    }

    protected final ReportLayout reports() {
        OwnTree target = target();
        return new ReportLayout(target, target.root().resolve("go-reports"));
    }

    protected final Path baseDirectory() {
        File directory = project.getBasedir();
        Path base = directory == null ? Path.of(session.getExecutionRootDirectory()) : directory.toPath();
        return base.toAbsolutePath().normalize();
    }

    /** @throws GoDockerException if there is none of that name */
    protected final ImagePull.Policy policy(String name) {
        ImagePull.Policy wanted = ImagePull.Policy.parse(name);
        return session.isOffline() ? ImagePull.Policy.NEVER : wanted;
    }

    protected final ImagePull imagePull(ImagePull.Policy policy) {
        return new ImagePull(docker(), credentials(), policy, shared().pulls(), new ImageLog(console()));
    }

    /** By which the containers of this build are known. */
    protected final String sessionName() {
        return shared().name();
    }

    /** Has something done at the end of this build, however it ends, except by {@code kill -9}. */
    protected final void atEnd(String name, Runnable ending) {
        shared().atEnd(name, ending);
    }

    final SharedSession shared() {
        return SharedSession.of(session);
    }

    /** Where the daemon is; known without connecting to it. */
    protected final DaemonAddress daemonAddress() {
        return DaemonAddress.resolve(dockerHost, dockerContext, System.getenv(), home());
    }

    protected final Docker docker() {
        int seconds = idleTimeout();
        return shared().docker(daemonAddress(), seconds, log());
    }

    /** @throws GoDockerException if it is none */
    protected final int idleTimeout() {
        if (idleTimeout < 1) {
            throw new GoDockerException(
                    "Cannot use <idleTimeout>" + idleTimeout + ": it is a number of seconds, at least 1.",
                    "Write a long time for no limit: -Dgo-docker.idleTimeout=86400 is a day.");
        }
        return idleTimeout;
    }

    protected final Credentials credentials() {
        Servers servers = new Servers(session.getSettings(), settingsDecrypter);
        return new Credentials(System.getenv(), home(), servers::find);
    }

    protected static Path home() {
        return Path.of(System.getProperty("user.home"));
    }

    /**
     * A list of the command line. Maven prefers the pom's {@code <configuration>}, where the same name may be meant for
     * another goal.
     */
    protected final List<String> typed(String property) {
        String value = session.getUserProperties().getProperty(property, "");
        return value.isEmpty() ? List.of() : List.of(value.split(","));
    }

    /** As {@link PomValues#clean(List)}. */
    public static List<String> clean(@Nullable List<String> values) {
        return PomValues.clean(values);
    }

    /** As {@link PomValues#clean(Map)}. */
    public static Map<String, String> clean(@Nullable Map<String, @Nullable String> values) {
        return PomValues.clean(values);
    }

    /** A path as a user would write it: relative to the project where it lies in it. */
    protected final String shown(Path path) {
        Path base = baseDirectory();
        return path.startsWith(base) ? base.relativize(path).toString() : path.toString();
    }
}
