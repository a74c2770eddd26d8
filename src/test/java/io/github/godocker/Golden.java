package io.github.godocker;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/**
 * Compares a text with the file of src/test/resources that was reviewed. {@code mvn test -Dgolden.rewrite} writes the
 * files anew; then review what git shows.
 */
public final class Golden {
    private static final boolean REWRITE = System.getProperty("golden.rewrite") != null;

    private Golden() {}

    public static void assertThatFile(String name, String text) throws IOException {
        assertThatFile(Path.of("src/test/resources").resolve(name), text);
    }

    /** The same for a file that lies somewhere else. */
    public static void assertThatFile(Path file, String text) throws IOException {
        if (REWRITE) {
            Files.createDirectories(file.getParent());
            Files.writeString(file, text);
        }
        assertThat(text)
                .as("%s; after a wanted change: mvn test -Dgolden.rewrite", file)
                .isEqualTo(Files.readString(file).replace("\r\n", "\n"));
    }
}
