package io.github.godocker.mojo.build;

import io.github.godocker.GoDockerException;
import io.github.godocker.Platform;
import io.github.godocker.PomValues;
import io.github.godocker.Problems;
import io.github.godocker.docker.ImageReference;
import io.github.godocker.go.Cgo;
import io.github.godocker.handover.ImageLayout;
import io.github.godocker.handover.OwnTree;
import io.github.godocker.image.Dockerfile;
import io.github.godocker.image.Entrypoint;
import io.github.godocker.image.ExtraFile;
import io.github.godocker.image.FileTree;
import io.github.godocker.image.ImageBuilder;
import io.github.godocker.image.ImageConfig;
import io.github.godocker.image.ImageRules;
import io.github.godocker.image.ImageSpec;
import io.github.godocker.image.OwnDockerfile;
import io.github.godocker.image.Program;
import io.github.godocker.image.Rootfs;
import io.github.godocker.image.contents.SizeLimit;
import io.github.godocker.mojo.AbstractProgramMojo;
import io.github.godocker.mojo.OutputTimestamp;
import io.github.godocker.mojo.Proxies;
import java.io.File;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.apache.maven.plugins.annotations.Parameter;
import org.jspecify.annotations.Nullable;

/** What the goals have in common that know the image: its settings, from the pom to a checked spec. */
abstract class AbstractImageMojo extends AbstractProgramMojo {
    /** More names for the image: tags such as {@code latest}, or whole references of other repositories. */
    @Parameter(property = "go-docker.tags")
    @Nullable
    List<String> tags;

    /**
     * The image that the binaries are put on. The default, {@code scratch}, is filled with certificates, time zones,
     * {@code /tmp} and the user {@code nonroot} (65532).
     */
    @Parameter(property = "go-docker.baseImage", defaultValue = ImageSpec.SCRATCH)
    String baseImage;

    /** The ports that the program listens on, such as {@code 8080} or {@code 53/udp}. */
    @Parameter(property = "go-docker.ports")
    @Nullable
    List<String> ports;

    /** Environment variables of the container: {@code <LOG_LEVEL>info</LOG_LEVEL>}. */
    @Parameter
    @Nullable
    Map<String, @Nullable String> env;

    /**
     * Labels of the image, {@code <com.example.team>orders</com.example.team>}, besides those of
     * {@code org.opencontainers.image}, which come from the pom and git. An empty value takes one of those away.
     */
    @Parameter
    @Nullable
    Map<String, @Nullable String> labels;

    /** The user who runs the program: {@code uid[:gid]} or a name. The default is 65532 on scratch, else the base's. */
    @Parameter(property = "go-docker.user")
    @Nullable
    String user;

    /** The directory that the program starts in. */
    @Parameter(property = "go-docker.workingDirectory")
    @Nullable
    String workingDirectory;

    /**
     * Of several executables the one that the image starts, by its name. The default is the one that is called as the
     * image, else as the project's artifactId, else as the last element of the module's path, else the first.
     */
    @Parameter(property = "go-docker.mainBinary")
    @Nullable
    String mainBinary;

    /**
     * The program to start, with its first arguments. The default is the only executable, of several
     * {@code mainBinary}; all are in {@code /usr/local/bin}.
     */
    @Parameter(property = "go-docker.entrypoint")
    @Nullable
    List<String> entrypoint;

    /** Arguments that {@code docker run} can replace. */
    @Parameter(property = "go-docker.arguments")
    @Nullable
    List<String> arguments;

    /** Directories that containers mount as volumes. */
    @Parameter(property = "go-docker.volumes")
    @Nullable
    List<String> volumes;

    /**
     * How Docker asks whether the container is well, as a Dockerfile has it after {@code HEALTHCHECK}:
     * {@code --interval=10s CMD ["/usr/local/bin/app", "health"]}. There is no shell on scratch.
     */
    @Parameter(property = "go-docker.healthcheck")
    @Nullable
    String healthcheck;

    /**
     * A directory whose files go into the image as they lie there, from {@code /} on: what is in
     * {@code src/main/image/etc/app} is in {@code /etc/app}. Executable files stay executable, everything belongs to
     * root. The default is {@code src/main/image}, if it is there.
     */
    @Parameter(property = "go-docker.imageDirectory")
    @Nullable
    File imageDirectory;

    /**
     * Files and directories for the image besides the binaries and the {@code imageDirectory}, each a
     * {@code <file>} with these elements:
     *
     * <p>{@code source}: a file or directory of this project. A link is followed, if what it names lies in the project.
     *
     * <p>{@code target}: where it goes in the image. What a directory holds goes into the target; a file goes there if
     * the target ends with a slash, else it gets that name.
     *
     * <p>{@code includes}, {@code excludes}: Ant patterns of the files of a directory that are meant and that are left
     * out. The default is all, but for those that all of Maven leaves out, such as .DS_Store.
     *
     * <p>{@code mode}: that of all files, octal, such as 0640. Directories get the right to enter where files get that to
     * read. The default is 0644, and 0755 for directories and for what is executable.
     *
     * <p>{@code owner}: the owner in the image, {@code user[:group]}, by number or name; on scratch the names are root and
     * nonroot. The default is root.
     */
    @Parameter
    @Nullable
    List<FileParameter> files;

    /** Your own Dockerfile instead of the generated one; it may start from a copy of that. */
    @Parameter(property = "go-docker.dockerfile")
    @Nullable
    File dockerfile;

    /**
     * Values for each {@code ARG} of your own Dockerfile: {@code <VARIANT>full</VARIANT>}. They can be seen in the
     * image's history: no secrets.
     */
    @Parameter
    @Nullable
    Map<String, @Nullable String> buildArgs;

    /**
     * How large the image may be, unpacked, as {@code docker images} tells it: {@code 20MB}, {@code 15 MiB}. A larger one
     * fails the build. The default is no limit.
     */
    @Parameter(property = "go-docker.imageMaxSize")
    @Nullable
    String imageMaxSize;

    /** All that an image is made of. */
    record Image(
            Program program,
            Entrypoint start,
            ImageSpec spec,
            List<FileTree> files,
            Dockerfile dockerfile,
            ImageLayout layout) {}

    /**
     * @param platform what the platforms are if none are named
     * @throws GoDockerException that tells all that is wrong
     */
    final Image image(Platform platform) {
        Problems problems = new Problems();
        ImageReference reference = problems.check("image", this::reference);
        // Only on scratch is there no C library; what a Dockerfile of the user's starts from is not known.
        Program program = program(problems, onScratch() && dockerfile == null ? Cgo.STATIC : Cgo.DYNAMIC);
        List<FileTree> trees = program == null
                ? List.of()
                : FileParameter.resolve(
                        problems, imageDirectory(), files, workspace().context(program.module()), onScratch());
        List<ExtraFile> extra = trees.stream().map(FileTree::file).toList();
        ImageRules rules = new ImageRules(onScratch(), trees);
        rules.check(problems, clean(ports), clean(env), user, workingDirectory, clean(volumes), healthcheck);
        checkFiles(problems);
        var unused = problems.check(() -> SizeLimit.parse(imageMaxSize));
        Entrypoint start = reference == null || program == null
                ? null
                : problems.check(() -> start(reference, program, program.first(platform), rules));
        ImageSpec spec = reference == null || program == null
                ? null
                : spec(problems, reference, program, platform, start == null ? List.of() : start.command(), extra);
        problems.failIfAny();
        if (reference == null || program == null || start == null || spec == null) {
            throw Problems.untold();
        }
        ImageLayout layout = layout(reference);
        Path context = workspace().context(program.module());
        Dockerfile text = new Dockerfile(
                spec,
                new Dockerfile.Source(
                        program.builderImage().toString(),
                        program.build(program.first(platform)),
                        context,
                        program.module().directory(),
                        layout));
        if (dockerfile != null) {
            OwnDockerfile.check(dockerfile.toPath(), text, extra.size());
        }
        checkNames(spec.tags(), List.of(layout.directory(), spec.named(reference)));
        return new Image(program, start, spec, trees, text, layout);
    }

    /** Whether all is there that is named. */
    private void checkFiles(Problems problems) {
        if (dockerfile != null && !dockerfile.isFile()) {
            problems.add("Cannot find the Dockerfile " + dockerfile + ".", "Correct <dockerfile>, or leave it out.");
        }
        if (imageDirectory != null
                && !imageDirectory.isDirectory()
                && !imageDirectory().equals(usualImageDirectory())) {
            problems.add("Cannot find the directory " + imageDirectory + ".", "Correct <imageDirectory>.");
        }
        if (files != null) {
            files.forEach(file -> file.check(problems));
        }
    }

    private ImageSpec spec(
            Problems problems,
            ImageReference reference,
            Program program,
            Platform platform,
            List<String> command,
            List<ExtraFile> extra) {
        Set<ImageReference> names = new LinkedHashSet<>(List.of(reference));
        for (String tag : clean(tags)) {
            boolean whole = tag.contains("/") || tag.contains(":");
            ImageReference named =
                    problems.check("tags", () -> whole ? ImageReference.parse(tag) : reference.withTag(tag));
            names.add(named == null ? reference : named);
        }
        // Of several platforms each image has a tag of its own, which may get too long.
        program.platforms().stream()
                .skip(1)
                .findAny()
                .flatMap(several -> program.platforms().stream()
                        .max(Comparator.comparingInt(each -> each.toString().length())))
                .ifPresent(longest ->
                        names.forEach(name -> problems.check(() -> ImageBuilder.platformName(name, longest))));
        String base = baseImage.strip();
        if (!onScratch()) {
            var unused = problems.check("baseImage", () -> ImageReference.parse(base));
        }
        String date = problems.check(() -> OutputTimestamp.of(session.getUserProperties(), project.getModel()));
        String created = date == null ? "" : date;
        return new ImageSpec(
                List.copyOf(names),
                program.platforms().isEmpty() ? List.of(platform) : program.platforms(),
                base,
                program.binaries(),
                config(command, ProjectLabels.of(project, reference, created, labels)),
                extra,
                created.isEmpty() ? "1970-01-01T00:00:00Z" : created,
                dockerfile == null ? null : dockerfile.toPath().toAbsolutePath().normalize(),
                dockerfile == null ? Map.of() : buildArguments());
    }

    private ImageConfig config(List<String> command, Map<String, String> allLabels) {
        Map<String, String> environment = new LinkedHashMap<>();
        if (onScratch()) {
            environment.put("ZONEINFO", Rootfs.ZONEINFO);
        }
        environment.putAll(clean(env));
        return new ImageConfig(
                command,
                PomValues.words(arguments),
                environment,
                allLabels,
                clean(ports),
                user == null ? onScratch() ? "65532:65532" : null : user.strip(),
                workingDirectory == null ? null : workingDirectory.strip(),
                clean(volumes),
                healthcheck == null ? null : healthcheck.strip().replaceAll("\\s+", " "));
    }

    /** Those of the pom, and the proxies, which every Dockerfile knows and Docker keeps out of images and history. */
    private Map<String, String> buildArguments() {
        Map<String, String> all =
                new LinkedHashMap<>(Proxies.environment(session.getSettings(), settingsDecrypter, System.getenv()));
        all.putAll(clean(buildArgs));
        return all;
    }

    private Entrypoint start(ImageReference reference, Program program, Platform platform, ImageRules rules) {
        List<String> command = PomValues.words(entrypoint);
        if (program.isLibrary() || dockerfile != null) {
            return new Entrypoint(command, Optional.empty());
        }
        List<String> names = List.of(
                reference.name(), project.getArtifactId(), program.module().name());
        return Entrypoint.choose(
                command,
                mainBinary,
                program.binaries(),
                platform.binarySuffix(),
                names,
                () -> onScratch()
                        && !rules.hasFile(command.get(0))
                        && clean(volumes).isEmpty());
    }

    private Path usualImageDirectory() {
        return baseDirectory().resolve("src/main/image");
    }

    private Path imageDirectory() {
        return imageDirectory == null
                ? usualImageDirectory()
                : imageDirectory.toPath().toAbsolutePath().normalize();
    }

    final boolean onScratch() {
        return baseImage.strip().equals(ImageSpec.SCRATCH);
    }

    /** Writes the generated Dockerfile; nothing happens if it is there already. */
    final boolean writeDockerfile(Image image) {
        try {
            OwnTree files = image.layout().tree();
            boolean changed = files.writeIfDifferent(
                    image.layout().dockerfile(), image.dockerfile().text());
            return files.writeIfDifferent(
                            image.layout().dockerignore(), image.dockerfile().dockerignore())
                    || changed;
        } catch (IOException e) {
            throw GoDockerException.unwritable(image.layout().dockerfile(), e);
        }
    }
}
