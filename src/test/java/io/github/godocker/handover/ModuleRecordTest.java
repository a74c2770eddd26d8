package io.github.godocker.handover;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ModuleRecordTest {
    @TempDir
    Path root;

    @Test
    void isJsonWhateverTheVersionIs() throws IOException {
        Path file = root.resolve("target/module.json");
        String version = "1.0-\"quoted\\ \u00e4\t";
        assertThat(new ModuleRecord("example.com/lib", version, "1.25").write(new OwnTree(root), file))
                .isTrue();

        JsonNode json = new ObjectMapper().readTree(file.toFile());
        assertThat(new ObjectMapper().convertValue(json, Map.class))
                .isEqualTo(Map.of("module", "example.com/lib", "version", version, "goVersion", "1.25"));
    }

    @Test
    void isWrittenOnlyWhereItChanged() throws IOException {
        Path file = root.resolve("module.json");
        ModuleRecord record = new ModuleRecord("example.com/lib", "1.0", "1.25");
        assertThat(record.write(new OwnTree(root), file)).isTrue();
        assertThat(record.write(new OwnTree(root), file)).isFalse();
        Files.writeString(file, "{}");
        assertThat(record.write(new OwnTree(root), file)).isTrue();
    }
}
