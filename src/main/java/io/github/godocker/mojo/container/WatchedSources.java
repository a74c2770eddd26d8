package io.github.godocker.mojo.container;

import io.github.godocker.container.Service;
import io.github.godocker.container.watch.Changes;
import io.github.godocker.container.watch.Watch;
import io.github.godocker.container.watch.Watch.Outcome;
import io.github.godocker.go.GoFileName;
import io.github.godocker.go.GoModule;
import io.github.godocker.go.Inputs;
import io.github.godocker.go.Inputs.GoPackage;
import io.github.godocker.handover.ImageLayout;
import io.github.godocker.image.Compiled;
import io.github.godocker.image.ImageRecord;
import io.github.godocker.image.ImageSpec;
import io.github.godocker.log.WatchLog;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/** What a saved file means for the image and its programs. */
final class WatchedSources implements Watch.Maker {
    private static final Set<String> MODULE_FILES = Set.of("go.sum", "go.work", "go.work.sum", "modules.txt");

    private final Path base;
    private final BuildGoals goals;
    private final @Nullable RaceProgram raceProgram;
    private final ImageLayout layout;
    private final Changes changes;
    private final WatchLog log;
    /** Files and directories that are in the image as they are. */
    private final List<Path> ofImage = new ArrayList<>();
    /** Whether only a new image tells where the programs go. */
    private final boolean imageOnly;

    private Set<GoPackage> packages = Set.of();
    /** Those that were, as one may have been deleted. */
    private Set<Path> embedded = Set.of();

    /** Whether the image has to be built since a change that could not be compiled or built. */
    private boolean imageIsOld;

    private String programs = "";
    private String id = "";

    /**
     * @param base the project's directory
     * @param raceProgram what containers get instead of the image's programs; null for those
     * @param layout of the image
     */
    WatchedSources(
            Path base,
            BuildGoals goals,
            @Nullable RaceProgram raceProgram,
            ImageLayout layout,
            Changes changes,
            WatchLog log) {
        this.base = base;
        this.goals = goals;
        this.raceProgram = raceProgram;
        this.layout = layout;
        this.changes = changes;
        this.log = log;
        imageOnly = !goals.configured("dockerfile").isEmpty();
        List<String> named = new ArrayList<>(goals.configured("imageDirectory"));
        named.add("src/main/image");
        named.addAll(goals.configured("files"));
        named.forEach(each -> ofImage.add(base.resolve(each).normalize()));
    }

    /** A container whose programs can be replaced, if that is possible without another image. */
    Service replaceable(Service service) {
        if (raceProgram != null) {
            return raceProgram.in(service);
        }
        return imageOnly ? service : Watch.replaceable(service, ImageSpec.BINARY_DIRECTORY);
    }

    /** Makes all that has changed, for a container that begins. */
    void make() {
        goals.compile();
        goals.build();
        if (raceProgram != null) {
            raceProgram.compile();
        }
        made();
    }

    /** Where the programs are that the container has. */
    private ImageLayout programLayout() {
        return raceProgram == null ? layout : raceProgram.layout();
    }

    /** Notes what the container has. */
    private void made() {
        Compiled compiled = Compiled.read(programLayout());
        programs = compiled.files().digests();
        id = record().id();
        packages = Inputs.packages(compiled.state(), moduleDirectory());
        packages.forEach(each -> changes.add(each.directory()));
        embedded = embeddedNow();
    }

    private Set<Path> embeddedNow() {
        Set<Path> files = new HashSet<>();
        packages.forEach(each -> files.addAll(each.embedded()));
        return files;
    }

    /** As the goal that compiles finds it. */
    private Path moduleDirectory() {
        return goals.configured("sourceDirectory").stream()
                .findFirst()
                .map(each -> base.resolve(each).normalize())
                .orElseGet(() -> GoModule.usualDirectory(base));
    }

    private ImageRecord record() {
        return ImageRecord.read(layout.tree(), layout.record());
    }

    @Override
    public Set<Path> concerning(Set<Path> files) {
        Set<Path> concerned = new TreeSet<>();
        Set<Path> others = new HashSet<>();
        for (Path file : files) {
            (isKnown(file) ? concerned : others).add(file);
        }
        if (!others.isEmpty()) {
            // New ones, for which directories have to be looked through.
            others.retainAll(embeddedNow());
            concerned.addAll(others);
        }
        return concerned;
    }

    private boolean isKnown(Path file) {
        String name = file.getFileName().toString();
        return GoFileName.isBuildInput(name)
                || MODULE_FILES.contains(name)
                || file.equals(base.resolve("pom.xml"))
                || isOfImage(file)
                || embedded.contains(file);
    }

    private boolean isOfImage(Path file) {
        return imageOnly || ofImage.stream().anyMatch(file::startsWith);
    }

    @Override
    public Outcome after(Set<Path> files) {
        if (files.contains(base.resolve("pom.xml"))) {
            log.pomChanged();
        }
        imageIsOld |= files.stream().anyMatch(this::isOfImage);
        if (raceProgram == null) {
            goals.compile();
        } else {
            raceProgram.compile();
        }
        if (imageIsOld) {
            if (raceProgram != null) {
                goals.compile();
            }
            goals.build();
            imageIsOld = false;
        }
        String formerId = id;
        String former = programs;
        made();
        if (!id.equals(formerId)) {
            return new Watch.Image(id);
        }
        return programs.equals(former)
                ? new Watch.Same()
                : new Watch.Programs(
                        ImageSpec.BINARY_DIRECTORY,
                        () -> RaceProgram.tar(
                                Compiled.read(programLayout()).files(),
                                programLayout(),
                                record().images().get(0).platform()));
    }
}
