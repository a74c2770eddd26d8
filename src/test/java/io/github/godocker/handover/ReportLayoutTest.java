package io.github.godocker.handover;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ReportLayoutTest {
    @TempDir
    Path root;

    /** What one execution leaves is not the other's, and their profiles are found together. */
    @Test
    void executionsStayApartAndTheirProfilesAreFoundTogether() throws IOException {
        ReportLayout reports = new ReportLayout(new OwnTree(root), root.resolve("go-reports"));
        assertThat(reports.unitProfiles()).isEmpty();
        assertThat(reports.testState("").path()).isEqualTo(root.resolve("go-reports/test.state"));
        assertThat(reports.testState("it")).isNotEqualTo(reports.testState(""));

        Files.createDirectories(reports.coverage());
        for (Path file : new Path[] {
            reports.unitProfile(""), reports.unitProfile("it"), reports.integrationProfile(), reports.coverageProfile()
        }) {
            Files.writeString(file, "mode: set\n");
        }
        Files.writeString(reports.coverage().resolve("units.out"), "");
        assertThat(reports.unitProfiles()).containsExactly(reports.unitProfile("it"), reports.unitProfile(""));
    }
}
