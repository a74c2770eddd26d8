package io.github.godocker.mojo.build;

import io.github.godocker.GoDockerException;
import io.github.godocker.Platform;
import io.github.godocker.State;
import io.github.godocker.docker.Docker;
import io.github.godocker.docker.ImageReference;
import io.github.godocker.go.Fingerprint;
import io.github.godocker.go.GoModule;
import io.github.godocker.handover.ImageLayout;
import io.github.godocker.handover.Inventory;
import io.github.godocker.handover.ModuleRecord;
import io.github.godocker.handover.OwnTree;
import io.github.godocker.handover.UpToDate;
import io.github.godocker.image.BuildNetwork;
import io.github.godocker.image.Compiled;
import io.github.godocker.image.ForgottenFiles;
import io.github.godocker.image.ImageBuilder;
import io.github.godocker.image.ImagePull;
import io.github.godocker.image.ImageRecord;
import io.github.godocker.image.ImageSpec;
import io.github.godocker.image.Program;
import io.github.godocker.image.Programs;
import io.github.godocker.image.contents.ImageContents;
import io.github.godocker.image.contents.SizeLimit;
import io.github.godocker.image.contents.Sizes;
import io.github.godocker.log.ImageLog;
import io.github.godocker.mojo.LastImages;
import java.io.File;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import javax.inject.Inject;
import org.apache.maven.plugins.annotations.LifecyclePhase;
import org.apache.maven.plugins.annotations.Mojo;
import org.apache.maven.plugins.annotations.Parameter;
import org.apache.maven.project.MavenProjectHelper;

/**
 * Builds the image out of what {@code compile} made, in the Docker daemon, and tags it. Leaves
 * {@code target/go-docker/<name>/image.json}, which is the project's artifact, and the project properties
 * {@code go-docker.imageReference} and {@code go-docker.imageId}. An image in which nothing changed is not built again. Of a
 * library, a module without a main package, no image is made; its artifact is {@code module.json}.
 */
@Mojo(name = "build", defaultPhase = LifecyclePhase.PACKAGE, threadSafe = true)
public class BuildMojo extends AbstractImageMojo {
    private static final String TAG = "tag ";
    private static final String PACKAGING = "go-docker";

    /** Builds the image even if nothing changed. What Docker has in its own cache it does not build again. */
    @Parameter(property = "go-docker.force", defaultValue = "false")
    boolean force;

    /** Skips this goal. */
    @Parameter(property = "go-docker.build.skip", defaultValue = "false")
    boolean buildSkip;

    @Inject
    MavenProjectHelper projectHelper;

    @Override
    protected boolean goalSkipped() {
        return buildSkip;
    }

    @Override
    protected void run() {
        Optional<Program> library = library();
        if (library.isPresent()) {
            recordModule(library.get().module());
            return;
        }
        // What the daemon runs is known since `compile`; before that a first look has to find all errors.
        ImageLayout layout = layout(reference());
        Compiled compiled = Compiled.read(layout);
        Inventory made = compiled.files();
        checkCompiledHere(reference(), layout, made.digests());
        Platform platform = compiled.builderPlatform().orElse(Platform.ANY);
        Image image = image(platform);
        if (compiled.builderPlatform().isEmpty()) {
            throw new GoDockerException(
                    "Cannot build image " + image.spec().reference() + ": nothing was compiled for it in "
                            + shown(layout.directory()) + ".",
                    "Run `mvn package`, or put the goal go-docker:compile before this one.");
        }
        String lacking = compiled.lacking();
        if (image.spec().onScratch() && image.spec().ownDockerfile() == null && !lacking.isEmpty()) {
            throw new GoDockerException(
                    "Cannot fill an image on scratch with certificates and time zones from " + compiled.builderImage()
                            + ": " + lacking + ".",
                    GoDockerException.nextStepForDisk(
                            layout.rootfs(),
                            lacking,
                            "Use a <builderImage> that has them, as the golang images do, or set <baseImage>."));
        }
        if (image.spec().ownDockerfile() == null && writeDockerfile(image)) {
            log().wrote("Dockerfile", shown(layout.dockerfile()));
        }
        checkCompiled(image, made);
        Fingerprint fingerprint = fingerprint(image, compiled, made);
        State state = layout.imageState().read();
        String id = state.get("id");
        Optional<String> reason = outOfDate(state, fingerprint, image, made);
        if (reason.isEmpty()) {
            nothingToDo();
            log().upToDate("Image " + image.spec().reference());
        } else {
            log().outOfDate(reason.get());
            id = build(image, compiled, platform, fingerprint).id();
        }
        publish(image.spec().reference(), id, layout);
    }

    /** A library has no image; what other modules and its repository get is which module it is. */
    private void recordModule(GoModule module) {
        ImageLayout layout = layout(reference());
        new ImageLog(console()).noImage(module.modulePath());
        // Of a time when there was a program.
        boolean changed = delete(layout.tree(), layout.record());
        for (Path stale : List.of(layout.imageState().path(), layout.dockerfile(), layout.dockerignore())) {
            changed |= delete(layout.tree(), stale);
        }
        if (project.getPackaging().equals(PACKAGING)) {
            ModuleRecord record = new ModuleRecord(
                    module.modulePath(),
                    project.getVersion(),
                    module.goVersion().toString());
            changed |= record.write(layout.tree(), layout.moduleRecord());
            if (project.getArtifact().getFile() == null) {
                project.getArtifact().setFile(layout.moduleRecord().toFile());
            }
        }
        if (!changed) {
            nothingToDo();
        }
    }

    private static boolean delete(OwnTree tree, Path file) {
        try {
            boolean present = tree.isFile(file);
            tree.delete(file);
            return present;
        } catch (IOException e) {
            throw new GoDockerException(
                    "Cannot delete " + file + ": " + GoDockerException.words(e) + ".", GoDockerException.CLEAN, e);
        }
    }

    private Fingerprint fingerprint(Image image, Compiled compiled, Inventory made) {
        Fingerprint fingerprint = fingerprint()
                .add("what is asked of the image", image.spec())
                .add("what was compiled", made.digests())
                // They are in image.json.
                .add("the builder", List.of(compiled.builderImage(), compiled.goVersion()));
        image.files().forEach(tree -> tree.addTo(fingerprint));
        // What is up to date has been held against it.
        SizeLimit.parse(imageMaxSize).ifPresent(most -> fingerprint.add("imageMaxSize", List.of(most.bytes())));
        return fingerprint;
    }

    /** Why it is not the same input as last time, or the daemon no longer has what came of it under each name. */
    private Optional<String> outOfDate(State state, Fingerprint fingerprint, Image image, Inventory compiled) {
        ImageSpec spec = image.spec();
        OwnTree tree = image.layout().tree();
        UpToDate check = UpToDate.unlessForced(force)
                .unless(spec.ownDockerfile() != null, "only Docker's builder knows what a Dockerfile of yours reads")
                .unless(
                        !spec.onScratch() && pullPolicy() == ImagePull.Policy.ALWAYS,
                        "<pullPolicy> is ALWAYS, and there is a base image")
                .unless(
                        !spec.onScratch() && spec.platforms().size() > 1,
                        "only Docker's builder knows the base image of each platform")
                .unlessChanged(() -> fingerprint.changeSince(state, State.FINGERPRINT))
                .unless(() -> !isUntouched(image, compiled), "what was compiled is not there as it was")
                .unless(
                        () -> !tells(tree, image.layout().record(), state.get("id")),
                        shown(image.layout().record()) + " is not there as it was");
        for (Map.Entry<String, String> value : state.values().entrySet()) {
            if (value.getKey().startsWith(TAG)) {
                ImageReference name = ImageReference.parse(value.getKey().substring(TAG.length()));
                check.unless(
                        () -> !isStill(name, value.getValue()), name + " is another image now, or not in the daemon");
            }
        }
        return check.reason();
    }

    /** Whether the record is there and of this image; it may have got a digest since. */
    private static boolean tells(OwnTree tree, Path record, String id) {
        try {
            return tree.isFile(record) && tree.readString(record).contains(id);
        } catch (IOException e) {
            return false;
        }
    }

    private void checkCompiled(Image image, Inventory compiled) {
        for (Platform each : image.spec().platforms()) {
            for (String name : image.spec().binaries()) {
                Path file = image.layout().binary(each, name);
                if (!compiled.holds(file)) {
                    throw new GoDockerException(
                            "Cannot build image " + image.spec().reference() + ": " + shown(file)
                                    + " was not compiled.",
                            "Run `mvn package`, with the same <platforms> and <mains> for all goals of the image.");
                }
            }
        }
    }

    /** As far as can be seen without reading what goes into the image. */
    private static boolean isUntouched(Image image, Inventory compiled) {
        ImageLayout layout = image.layout();
        return image.spec().platforms().stream().allMatch(each -> compiled.isUntouchedBelow(layout.binaries(each)))
                && (!image.spec().onScratch() || compiled.isUntouchedBelow(layout.rootfs()));
    }

    private ImageRecord build(Image image, Compiled compiled, Platform platform, Fingerprint fingerprint) {
        ImageSpec spec = image.spec();
        if (spec.ownDockerfile() == null) {
            Programs.checkThatTheyRun(spec, image.layout(), compiled.builderImage());
        }
        ImageLog log = new ImageLog(console());
        image.start().doubt().ifPresent(log::warning);
        Docker docker = docker();
        ImagePull pull = imagePull(pullPolicy());
        State state = fingerprint.isRacy() ? State.NONE : fingerprint.record(State.NONE, State.FINGERPRINT);
        if (!spec.onScratch()
                && spec.ownDockerfile() == null
                && spec.platforms().size() == 1) {
            // Without a session BuildKit has no credentials: a private base has to be here before it looks.
            String base = pull.ensure(
                            ImageReference.parse(spec.base()),
                            "base image",
                            "baseImage",
                            spec.platforms().get(0).toString())
                    .id();
            state = state.with(TAG + spec.base(), base);
        }
        List<ImageRecord.PlatformImage> images;
        try {
            images = new ImageBuilder(docker, buildNetwork(), log)
                    .build(spec, image.dockerfile(), image.layout(), compiled.files(), platform);
        } catch (GoDockerException e) {
            throw spec.onScratch() || spec.ownDockerfile() != null
                    ? e
                    : pull.explained(e, ImageReference.parse(spec.base()), "baseImage");
        }
        if (spec.ownDockerfile() == null) {
            ForgottenFiles.in(image.program().module().directory(), spec.files())
                    .forEach(each -> log.notInImage(each.name(), each.namedBy()));
        }
        List<String> names = new ArrayList<>();
        spec.tags().forEach(tag -> names.add(tag.toString()));
        ImageRecord built = new ImageRecord(
                names, null, images, spec.base(), compiled.builderImage(), compiled.goVersion(), spec.binaries(), null);
        writeUnlessTooLarge(built, image.layout(), docker);
        for (ImageRecord.PlatformImage each : images) {
            for (String name : each.tags()) {
                state = state.with(TAG + name, each.id());
            }
        }
        image.layout().imageState().write(state.with("id", built.id()));
        return built;
    }

    /**
     * What is too large has a record as well, so that the goal {@code image} can show it and {@code push} knows of it; it
     * has no state, so that it is checked again.
     */
    private void writeUnlessTooLarge(ImageRecord built, ImageLayout layout, Docker docker) {
        try {
            checkSizes(built, docker);
        } catch (GoDockerException e) {
            built.refused(e.problem()).write(layout.tree(), layout.record());
            throw e;
        }
        built.write(layout.tree(), layout.record());
    }

    private void checkSizes(ImageRecord built, Docker docker) {
        SizeLimit.parse(imageMaxSize)
                .ifPresent(most -> built.images().forEach(each -> {
                    String name = each.tags().get(0);
                    most.check(
                            name,
                            each.size(),
                            () -> Sizes.of(new ImageContents.Reading(docker.images(), target())
                                    .read(
                                            name,
                                            docker.images()
                                                    .find(each.id())
                                                    .orElseThrow(() -> new GoDockerException(
                                                            "Cannot find image " + name + " right after it was built.",
                                                            "Did somebody remove it? Run the build again.")),
                                            1)));
                }));
    }

    private BuildNetwork buildNetwork() {
        return session.isOffline()
                ? BuildNetwork.OFFLINE
                : pullPolicy() == ImagePull.Policy.NEVER ? BuildNetwork.NO_PULLS : BuildNetwork.OPEN;
    }

    /** Other goals, plug-ins and modules learn of the image by properties and as an artifact. */
    private void publish(ImageReference reference, String id, ImageLayout layout) {
        // The properties below are this build's: where they are missing, nothing was built yet in this session.
        boolean first = !project.getProperties().containsKey("go-docker.imageId");
        new LastImages(reports()).add(reference.toString(), layout.key(), first);
        publish(reference, layout, Map.of("imageId", id));
        File record = layout.record().toFile();
        File main = project.getArtifact().getFile();
        if (project.getPackaging().equals(PACKAGING) && (main == null || main.equals(record))) {
            project.getArtifact().setFile(record);
            return;
        }
        // Two attached artifacts of one classifier would be one file in the repository.
        boolean taken = project.getAttachedArtifacts().stream()
                .anyMatch(each -> reference.name().equals(each.getClassifier()) && !record.equals(each.getFile()));
        projectHelper.attachArtifact(project, "json", taken ? layout.key() : reference.name(), record);
    }
}
