package io.github.godocker.image.contents;

import io.github.godocker.GoDockerException;
import io.github.godocker.Json;
import io.github.godocker.docker.ImageDetails;
import io.github.godocker.docker.Images;
import io.github.godocker.handover.OwnTree;
import io.github.godocker.image.contents.Layer.Program;
import java.io.IOException;
import java.io.InputStream;
import java.nio.channels.FileChannel;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * An image of the daemon's with all that is in it.
 *
 * @param name by which it was asked for
 * @param facts what the daemon says of it
 * @param config its configuration, as the OCI has it
 * @param history how it was made, the first step first
 */
public record ImageContents(String name, ImageDetails facts, Json config, List<Step> history) {
    /** How many files of a layer are kept at least: those that an image may have grown by. */
    static final int KEPT_FILES = 100;

    /**
     * A step in which it was made.
     *
     * @param created when
     * @param createdBy the command; empty if nobody has told
     * @param layer null if it has changed no files
     */
    public record Step(
            String created, String createdBy, @Nullable Layer layer) {}

    /** How an image is read: out of which daemon, and at whose root there is a place for copies. */
    public record Reading(Images images, OwnTree tree) {
        /**
         * Reads all of an image, which takes about as long as the daemon needs to pack it.
         *
         * @param most how many files of each layer are wanted
         */
        public ImageContents read(String name, ImageDetails facts, int most) {
            try (FileChannel scratch = tree.openScratch(tree.root());
                    InputStream archive = images.save(facts.id())) {
                SavedImage.Content content =
                        SavedImage.read(archive, new LayerReader(scratch, Math.max(most, KEPT_FILES)));
                return new ImageContents(name, facts, content.config(), steps(content));
            } catch (IOException e) {
                throw new GoDockerException(
                        "Cannot read image " + name + ": " + GoDockerException.words(e) + ".",
                        GoDockerException.nextStepForDisk(
                                tree.root(),
                                GoDockerException.words(e),
                                "Try `docker save " + name + "`, which reads the same."),
                        e);
            }
        }
    }

    public ImageContents {
        history = List.copyOf(history);
    }

    /** Steps and layers are told apart from each other; where they do not fit, there are the layers alone. */
    private static List<Step> steps(SavedImage.Content content) {
        List<Step> steps = new ArrayList<>();
        List<Layer> layers = content.layers();
        int next = 0;
        for (Json step : content.config().path("history")) {
            boolean empty = step.path("empty_layer").isTrue();
            Layer layer = empty || next >= layers.size() ? null : layers.get(next);
            next += empty ? 0 : 1;
            steps.add(new Step(
                    step.path("created").text(), step.path("created_by").text(), layer));
        }
        return next == layers.size()
                ? steps
                : layers.stream().map(layer -> new Step("", "", layer)).toList();
    }

    public List<Layer> layers() {
        return history.stream().flatMap(step -> Stream.ofNullable(step.layer())).toList();
    }

    public List<Program> programs() {
        return layers().stream().flatMap(layer -> layer.programs().stream()).toList();
    }

    Json settings() {
        return config.path("config");
    }
}
