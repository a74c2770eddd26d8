package io.github.godocker.mojo;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.godocker.GoDockerException;
import java.util.Properties;
import org.apache.maven.model.InputLocation;
import org.apache.maven.model.InputSource;
import org.apache.maven.model.Model;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The model as Maven hands it over; the IT hello sees that of a real Maven 4. */
class OutputTimestampTest {
    private final Properties user = new Properties();
    private final Model model = new Model();

    private void pom(String modelId, String value) {
        model.addProperty(OutputTimestamp.PROPERTY, value);
        InputSource source = new InputSource();
        source.setModelId(modelId);
        InputLocation properties = new InputLocation(1, 1, source);
        properties.setLocation(OutputTimestamp.PROPERTY, new InputLocation(2, 1, source));
        model.setLocation("properties", properties);
    }

    @Test
    void nobodyHasSetOne() {
        assertThat(OutputTimestamp.of(user, model)).isEmpty();
    }

    @ParameterizedTest
    @CsvSource({
        "2026-01-31T12:00:00Z,      2026-01-31T12:00:00Z",
        "2026-01-31T12:00:00+02:00, 2026-01-31T10:00:00Z",
        "1769860800,                2026-01-31T12:00:00Z",
        "x,                         ''",
    })
    void aPomHasSetIt(String value, String date) {
        pom("com.example:parent:1", value);

        assertThat(OutputTimestamp.of(user, model)).isEqualTo(date);
    }

    @Test
    void thatOfTheSuperPomIsNobodys() {
        pom("org.apache.maven:maven-api-impl:4.0.0-rc-6:super-pom-4.0.0", "1980-02-01T00:00:00Z");

        assertThat(OutputTimestamp.of(user, model)).isEmpty();
    }

    @Test
    void theCommandLineComesFirst() {
        pom("com.example:parent:1", "2026-01-31T12:00:00Z");
        user.setProperty(OutputTimestamp.PROPERTY, "0");

        assertThat(OutputTimestamp.of(user, model)).isEqualTo("1970-01-01T00:00:00Z");
        user.setProperty(OutputTimestamp.PROPERTY, "today");
        assertThatThrownBy(() -> OutputTimestamp.of(user, model))
                .isInstanceOf(GoDockerException.class)
                .hasMessageStartingWith("Cannot read project.build.outputTimestamp 'today'.\n");
    }
}
