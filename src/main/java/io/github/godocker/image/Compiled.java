package io.github.godocker.image;

import io.github.godocker.Platform;
import io.github.godocker.State;
import io.github.godocker.builder.Builder;
import io.github.godocker.handover.ImageLayout;
import io.github.godocker.handover.Inventory;
import java.util.Optional;

/** What {@code compile} has left of a program, for the image that is made of it. */
public record Compiled(ImageLayout layout, State state) {
    private static final String BUILDER_IMAGE = "builderImage";
    private static final String PLATFORM = "builderPlatform";
    private static final String GO_VERSION = "goVersion";
    private static final String ROOTFS = "rootfs";

    public static Compiled read(ImageLayout layout) {
        return new Compiled(layout, layout.compileState().read());
    }

    /** The same with what compiled it. */
    Compiled by(Builder builder, String lacking) {
        return new Compiled(
                layout,
                state.with(BUILDER_IMAGE, builder.image())
                        .with(PLATFORM, builder.platform())
                        .with(GO_VERSION, builder.goVersion())
                        .with(ROOTFS, lacking));
    }

    /** The image that compiled it, {@code golang:1.26}. */
    public String builderImage() {
        return state.get(BUILDER_IMAGE);
    }

    /** What that ran on; nothing if there is no program. */
    public Optional<Platform> builderPlatform() {
        return Optional.of(state.get(PLATFORM)).filter(name -> !name.isEmpty()).map(Platform::parse);
    }

    /** {@code go1.26.3}. */
    public String goVersion() {
        return state.get(GO_VERSION);
    }

    /** What the builder did not have for an image on scratch; empty for nothing. */
    public String lacking() {
        return state.get(ROOTFS);
    }

    /** All that was made, by content. */
    public Inventory files() {
        return Inventory.of(layout, state);
    }
}
