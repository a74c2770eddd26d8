package io.github.godocker.handover;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.godocker.docker.ImageReference;
import java.nio.file.Path;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ImageLayoutTest {
    private static String key(String image) {
        return ImageLayout.key(ImageReference.parse(image), "1.0");
    }

    @ParameterizedTest
    @CsvSource({
        "orders:1.0, orders",
        "docker.io/library/orders:1.0, orders",
        "index.docker.io/orders:1.0, orders",
        "acme/orders:1.0, acme~orders",
        "docker.io/acme/orders:1.0, acme~orders",
        "acme/app:1.0-debug, acme~app@1.0-debug",
        "acme/app, acme~app@latest",
        "acme/app:RC1, acme~app@!r!c1",
        "localhost:5000/acme/app:1.0, localhost=5000~acme~app",
        "example.com/app:1.0, example.com~app",
        "docker.io/example.com/app:1.0, docker.io~example.com~app",
        "library/a/b:1.0, library~a~b",
        "[::1]:5000/app:1.0, %==1%=5000~app"
    })
    void isTheFamiliarName(String image, String key) {
        assertThat(key(image)).isEqualTo(key);
    }

    @Test
    void twoImagesNeverMeetNotEvenWhereCaseDoesNotCount() {
        List<String> images = List.of(
                "app:1.0",
                "a/app:1.0",
                "b/app:1.0",
                "a/app:1.0-debug",
                "a/app:x",
                "a/app:X",
                "a-app:1.0",
                "a/b-app:1.0",
                "a-b/app:1.0",
                "a.b/app:1.0",
                "docker.io/a.b/app:1.0",
                "a.b:1/app:1.0",
                "A.b/app:1.0",
                "localhost/app:1.0",
                "app:r-c",
                "app:R-C",
                "app:R-c");

        Set<String> keys = new HashSet<>();
        images.forEach(image -> keys.add(key(image).toLowerCase(Locale.ROOT)));

        assertThat(keys).hasSameSizeAs(images);
    }

    @Test
    void aNameIsNeverTooLongForAFile() {
        String repository = "a/".repeat(100) + "b";
        String one = key("example.com/" + repository + ":" + "x".repeat(120));
        String other = key("example.com/" + repository + ":" + "x".repeat(119) + "y");

        assertThat(one).hasSizeLessThanOrEqualTo(255).isNotEqualTo(other);
        assertThat(one.substring(0, 200)).isEqualTo(other.substring(0, 200));
    }

    @Test
    void liesInTheBuildDirectory() {
        OwnTree target = new OwnTree(Path.of("/p/target"));
        ImageLayout layout = ImageLayout.of(target, ImageReference.parse("acme/app:2"), "1.0");

        assertThat(layout.directory()).isEqualTo(Path.of("/p/target/go-docker/acme~app@2"));
        assertThat(layout.key()).isEqualTo("acme~app@2");
        assertThat(layout).isEqualTo(ImageLayout.of(target, ImageReference.parse("docker.io/acme/app:2"), "1.0"));
    }
}
