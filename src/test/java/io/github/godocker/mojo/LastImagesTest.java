package io.github.godocker.mojo;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.godocker.handover.OwnTree;
import io.github.godocker.handover.ReportLayout;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class LastImagesTest {
    @TempDir
    Path build;

    @Test
    void areThoseOfOneBuild() {
        LastImages images = new LastImages(new ReportLayout(new OwnTree(build), build));
        assertThat(images.keys()).isEmpty();

        images.add("app:1.0", "app", true);
        images.add("registry.example.com:5000/app:1.0", "registry.example.com=5000~app", false);
        assertThat(images.keys()).containsExactly("app", "registry.example.com=5000~app");

        // A build under another name: what the one before made is still on the disk, and not of this build.
        images.add("other:1.0", "other", true);
        assertThat(images.keys()).containsExactly("other");
    }
}
