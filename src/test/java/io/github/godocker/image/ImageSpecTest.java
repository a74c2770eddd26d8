package io.github.godocker.image;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Map;
import org.junit.jupiter.api.Test;

class ImageSpecTest {
    /** The text goes into a fingerprint, too: a proxy's new password is no reason to build an image again. */
    @Test
    void buildArgumentsAreNamedAndNotShown() {
        SampleImage images = new SampleImage();
        images.buildArgs = Map.of("HTTPS_PROXY", "http://me:s3cret@proxy:3128");

        assertThat(images.spec().toString()).contains("HTTPS_PROXY").doesNotContain("s3cret", "proxy:3128");
        assertThat(images.spec().buildArgs()).isEqualTo(images.buildArgs);
    }
}
