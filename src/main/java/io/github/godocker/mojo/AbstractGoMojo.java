package io.github.godocker.mojo;

import io.github.godocker.GoDockerException;
import io.github.godocker.Problems;
import io.github.godocker.State;
import io.github.godocker.builder.Builder;
import io.github.godocker.builder.BuilderImage;
import io.github.godocker.builder.BuilderSpec;
import io.github.godocker.builder.CacheDirectory;
import io.github.godocker.builder.GoCommand;
import io.github.godocker.builder.HostCertificates;
import io.github.godocker.builder.ModuleAccess;
import io.github.godocker.builder.SshAgent;
import io.github.godocker.builder.Workspace;
import io.github.godocker.docker.Docker;
import io.github.godocker.docker.ImageDetails;
import io.github.godocker.docker.ImageReference;
import io.github.godocker.docker.client.ImageLookup;
import io.github.godocker.go.CodeVariables;
import io.github.godocker.go.Fingerprint;
import io.github.godocker.go.GoFlags;
import io.github.godocker.go.GoModule;
import io.github.godocker.go.GoVersion;
import io.github.godocker.go.ModuleHosts;
import io.github.godocker.handover.UpToDate;
import io.github.godocker.image.ImagePull;
import io.github.godocker.log.BuilderLog;
import java.io.File;
import java.net.URI;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.Predicate;
import java.util.function.Supplier;
import org.apache.maven.plugins.annotations.Parameter;
import org.apache.maven.project.MavenProject;
import org.jspecify.annotations.Nullable;

/** What all goals have in common that run go: which one, and the builder that its commands run in. */
public abstract class AbstractGoMojo extends AbstractModuleMojo {
    private static final int LONGEST_KEPT = 86_400;

    /** What of the environment go itself reads and passes on to the network. */
    private static final List<String> GO_VARIABLES = List.of(
            "GOPROXY", "GOPRIVATE", "GONOPROXY", "GONOSUMDB", "GOSUMDB", "GOINSECURE", "GOFLAGS", "GOAUTH", "GOVCS");

    /**
     * The Go version to compile with, which names the builder image {@code golang:<goVersion>}. The default is the
     * {@code toolchain} line of {@code go.mod}, else its {@code go} line, with {@code go.work} above it; a {@code go}
     * line of {@code 1.26} or {@code 1.26.0} means the newest 1.26, and one of before 1.21, or none, the newest Go that
     * the plugin knows.
     */
    @Parameter(property = "go-docker.goVersion")
    @Nullable
    protected String goVersion;

    /** The image to compile in: any with a shell, Go and, for cgo, a C compiler. The default follows {@code goVersion}. */
    @Parameter(property = "go-docker.builderImage")
    @Nullable
    protected String builderImage;

    /** Go's build tags, such as {@code integration}; the image's own tags are the parameter {@code tags}. */
    @Parameter(property = "go-docker.buildTags")
    @Nullable
    protected List<String> buildTags;

    /**
     * Environment variables for go: {@code <GOEXPERIMENT>jsonv2</GOEXPERIMENT>}. Values are not secret.
     */
    @Parameter
    @Nullable
    protected Map<String, @Nullable String> goEnv;

    /**
     * Whether cgo is on; then the builder needs a C compiler. On scratch the C library is linked in, unless
     * {@code ldflags} or {@code goFlags} say otherwise; any other base image has to have it.
     */
    @Parameter(property = "go-docker.cgo", defaultValue = "false")
    protected boolean cgo;

    /** When images are pulled: {@code IF_NOT_PRESENT}, {@code ALWAYS} or {@code NEVER}; {@code mvn -o} means {@code NEVER}. */
    @Parameter(property = "go-docker.pullPolicy", defaultValue = "IF_NOT_PRESENT")
    protected String pullPolicy;

    /** The network of the builder: Docker's name of one, {@code host} or {@code none}. */
    @Parameter(property = "go-docker.builderNetwork")
    @Nullable
    protected String builderNetwork;

    /**
     * A PEM file of certificate authorities that the builder trusts besides those of its image. The default is what
     * this machine trusts ({@code SSL_CERT_FILE}, else the system's bundle); {@code none} adds nothing. They are never
     * part of the image.
     */
    @Parameter(property = "go-docker.caCertificates")
    @Nullable
    protected String caCertificates;

    /**
     * A directory of this machine for Go's caches ({@code mod} and {@code build} in it), for CI systems that keep
     * directories between builds: cache it beside {@code ~/.m2/repository}. It belongs to the user and several builds may
     * use it at once. Among the module's sources it needs a name that begins with a dot. The default is none, for volumes
     * of the daemon; so does a daemon that does not see the directory, which a warning tells. Linters are always kept in
     * a volume.
     */
    @Parameter(property = "go-docker.cacheDirectory")
    @Nullable
    protected File cacheDirectory;

    /**
     * How many seconds the builder stays after Maven has ended, so that the next build of this project has not to start
     * one: 300 is five minutes. The default, 0, is not at all. While it waits there are no logins in it, and nothing runs.
     * What tests have changed in it, outside the project and Go's caches, is still there for the next build. One that has
     * the ssh agent never stays.
     */
    @Parameter(property = "go-docker.keepBuilder", defaultValue = "0")
    protected int keepBuilder;

    /**
     * Whether modules may come by ssh with the agent of this machine ({@code SSH_AUTH_SOCK}): git asks the hosts that
     * {@code GOPRIVATE} names and that have no login in settings.xml as {@code ssh://git@host/}, and knows them by this
     * machine's {@code known_hosts}. The builder image has to have git and ssh, as golang has without {@code -alpine}, and
     * the Docker daemon has to be on this machine. Off by default, because the project's own tests reach the agent too.
     */
    @Parameter(property = "go-docker.sshAgent", defaultValue = "false")
    protected boolean sshAgent;

    private @Nullable GoModule goModule;

    /** The module and what its commands run in: all defaults applied, all checked. */
    protected record Module(GoModule go, BuilderImage image) {
        /** Of the visibility that goals in other packages need. */
        public Module {}

        public ImageReference builderImage() {
            return image.reference();
        }
    }

    /** @return null if something is wrong, which is then among the problems */
    protected final @Nullable Module module(Problems problems) {
        GoModule module = problems.check(this::goModule);
        Supplier<BuilderImage> choice = () -> BuilderImage.choose(builderImage, goVersion, module);
        BuilderImage builder = builderImage == null ? problems.check(choice) : problems.check("builderImage", choice);
        var unused = problems.check(this::pullPolicy);
        var alsoUnused = problems.check(this::idleTimeout);
        if (keepBuilder < 0 || keepBuilder > LONGEST_KEPT) {
            problems.add(
                    "Cannot use <keepBuilder>" + keepBuilder + ": it is a number of seconds, at most a day.",
                    "Write 300 for five minutes, or 0 to let the builder end with Maven.");
        }
        return module == null || builder == null ? null : new Module(module, builder);
    }

    /** Read once: a goal may ask first whether it is a library. */
    private GoModule goModule() {
        if (goModule == null) {
            goModule = GoModule.read(moduleDirectory(), clean(goEnv).getOrDefault("GOWORK", ""));
        }
        return goModule;
    }

    protected final ImagePull.Policy pullPolicy() {
        return policy(pullPolicy);
    }

    /** The files of this machine that matter. */
    protected final Workspace workspace() {
        File top = session.getRequest().getMultiModuleProjectDirectory();
        Set<Path> others = new LinkedHashSet<>();
        for (MavenProject each : session.getProjects()) {
            others.add(Path.of(each.getBuild().getDirectory()).toAbsolutePath().normalize());
        }
        return new Workspace(
                baseDirectory(),
                top == null ? baseDirectory() : top.toPath().toAbsolutePath().normalize(),
                target(),
                others,
                cacheDirectory == null
                        ? null
                        : new CacheDirectory(
                                cacheDirectory.toPath().toAbsolutePath().normalize()));
    }

    /** What go is told on this module, whatever the goal; the builder image itself is compared by its id. */
    protected final Fingerprint fingerprint(Module module) {
        return fingerprint()
                .add("the builder image's name", module.builderImage().toString())
                .add("GOFLAGS", String.valueOf(System.getenv("GOFLAGS")))
                .add("the environment", new TreeMap<>(CodeVariables.of(System.getenv())));
    }

    /**
     * The same with the files of the module: whatever tests and linters may read, and a package that is new.
     *
     * @param names of the files that count
     * @param made the same in build directories, where other plugins generate sources and data
     */
    protected final Fingerprint fingerprintOfSources(Module module, Predicate<String> names, Predicate<String> made) {
        return workspace().addSources(fingerprint(module), module.go(), names, made);
    }

    /**
     * Begins with what is the same for all goals that run go.
     *
     * @param force whether the user wants it done again
     */
    protected final UpToDate upToDate(boolean force) {
        return UpToDate.unlessForced(force)
                // Go itself looks at headers and libraries of C, which lie outside of what is looked at here.
                .unless(cgo, "cgo is on, and C's headers and libraries may lie anywhere")
                .unless(pullPolicy() == ImagePull.Policy.ALWAYS, "<pullPolicy> is ALWAYS");
    }

    /**
     * Goes on with the builder image; the daemon is asked.
     *
     * @param state of the last time
     */
    protected final UpToDate withBuilder(UpToDate check, Module module, State state) {
        return check.unless(
                () -> !isStill(module.builderImage(), state.get(BuilderImage.ID)),
                module.builderImage() + " is another image than before, or not in the daemon");
    }

    /** The flags that go takes from GOFLAGS. */
    protected final List<String> inheritedFlags() {
        String inherited = Objects.requireNonNullElse(System.getenv("GOFLAGS"), "");
        return GoFlags.split(clean(goEnv).getOrDefault("GOFLAGS", inherited));
    }

    /** Go's build tags. On the command line they take the place of those of GOFLAGS, so those are among them. */
    protected final List<String> tags() {
        Set<String> tags = new LinkedHashSet<>(GoFlags.tags(inheritedFlags()));
        tags.addAll(clean(buildTags));
        return List.copyOf(tags);
    }

    /** The go command in the warm builder for this module, started now if no goal before has. */
    protected final GoCommand go(Docker docker, Module module) {
        return go(docker, module, null);
    }

    /** @param daemonSocket what commands get of the daemon; null for nothing, as almost all do */
    protected final GoCommand go(Docker docker, Module module, BuilderSpec.@Nullable Socket daemonSocket) {
        BuilderLog log = new BuilderLog(console());
        return new GoCommand(builder(docker, module, daemonSocket, log), module.go(), log);
    }

    private Builder builder(Docker docker, Module module, BuilderSpec.@Nullable Socket daemonSocket, BuilderLog log) {
        String imageId = imageId(module.builderImage()).orElse("");
        if (pullPolicy() == ImagePull.Policy.ALWAYS || imageId.isEmpty()) {
            try {
                imageId = imagePull(pullPolicy())
                        .ensure(module.builderImage(), "builder image", "builderImage", null)
                        .id();
            } catch (GoDockerException e) {
                throw module.image()
                        .insteadOf(module.go(), docker.images())
                        .map(e::withNextStep)
                        .orElse(e);
            }
        }
        GoModule go = module.go();
        if (module.image().compilesOlderLanguage(go) && shared().isNew(go.directory())) {
            log.compilesOlderLanguage(
                    go.goVersionSource(),
                    go.goVersion().toString(),
                    module.builderImage().toString());
        }
        Builder builder = shared().builder(docker.containers(), builderSpec(module, imageId, daemonSocket), log);
        if (!hasOwnToolchain()) {
            module.image().check(go, GoVersion.parse(builder.goVersion()));
        }
        return builder;
    }

    /** The id of an image in the daemon, asked for without the session's connection where that is possible: it is faster. */
    protected final Optional<String> imageId(ImageReference reference) {
        URI host = daemonAddress().host();
        return ImageLookup.canAsk(host)
                ? ImageLookup.id(host, reference.toString())
                : docker().images().find(reference.toString()).map(ImageDetails::id);
    }

    /** Whether the daemon still has this very image. What was or is unknown is never the same. */
    protected final boolean isStill(ImageReference reference, String id) {
        return !id.isEmpty() && imageId(reference).filter(id::equals).isPresent();
    }

    /** Whether go may fetch the toolchain that a module asks for. */
    private boolean hasOwnToolchain() {
        String toolchain = goEnv == null ? null : goEnv.get("GOTOOLCHAIN");
        return toolchain != null && !toolchain.equals("local");
    }

    private BuilderSpec builderSpec(Module module, String imageId, BuilderSpec.@Nullable Socket daemonSocket) {
        Workspace workspace = workspace();
        workspace.checkThatBuilderSeesTarget(module.go());
        return new BuilderSpec(
                module.builderImage().toString(),
                imageId,
                workspace.root(module.go()),
                target(),
                workspace.outputs(),
                builderNetwork,
                daemonSocket,
                environment(),
                certificates(),
                moduleAccess(module),
                workspace.caches(module.go()),
                keepBuilder);
    }

    /** What every go command gets of Maven's environment; what a goal or the pom sets wins. */
    private Map<String, String> environment() {
        Map<String, String> environment = new HashMap<>(CodeVariables.of(System.getenv()));
        environment.putAll(networkEnvironment());
        return environment;
    }

    protected final Map<String, String> networkEnvironment() {
        Map<String, String> environment = new HashMap<>(System.getenv());
        Map<String, String> variables =
                new HashMap<>(Proxies.environment(session.getSettings(), settingsDecrypter, environment));
        for (String name : GO_VARIABLES) {
            String value = environment.get(name);
            if (value != null) {
                variables.put(name, value);
            }
        }
        return variables;
    }

    /** The authorities that are trusted besides those of images; null for none. */
    protected final @Nullable Path certificates() {
        if (caCertificates == null || caCertificates.isBlank()) {
            return HostCertificates.find(System.getenv()).orElse(null);
        }
        if (caCertificates.strip().equals("none")) {
            return null;
        }
        return baseDirectory().resolve(caCertificates.strip());
    }

    /** With only the logins of hosts that this module can need. */
    private ModuleAccess moduleAccess(Module module) {
        Map<String, String> variables = networkEnvironment();
        variables.putAll(clean(goEnv));
        ModuleHosts hosts = ModuleHosts.of(module.go(), variables);
        Servers servers = new Servers(session.getSettings(), settingsDecrypter);
        return ModuleAccess.of(
                session.isOffline(),
                variables,
                () -> servers.netrc(hosts::machines),
                netrc -> sshAgent ? SshAgent.ofThisMachine(hosts.privateHosts(), netrc) : null);
    }
}
