package io.github.godocker.builder;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class HostCertificatesTest {
    @Test
    void theUsersFileComesBeforeThatOfTheSystem(@TempDir Path directory) throws IOException {
        Path file = directory.resolve("ca.pem");
        Optional<Path> system = HostCertificates.find(Map.of());
        assertThat(HostCertificates.find(Map.of("SSL_CERT_FILE", file.toString())))
                .isEqualTo(system)
                .isNotEqualTo(Optional.of(file));
        Files.createFile(file);
        assertThat(HostCertificates.find(Map.of("SSL_CERT_FILE", file.toString())))
                .hasValue(file);
    }
}
