package io.github.godocker.mojo;

import io.github.godocker.GoDockerException;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.format.DateTimeFormatter;
import java.time.format.DateTimeParseException;
import java.util.Properties;
import org.apache.maven.model.InputLocation;
import org.apache.maven.model.Model;

/**
 * The date of what a build makes, {@code project.build.outputTimestamp}, as far as somebody has set it: Maven 4 sets it
 * to 1980 in the super POM, which is nobody's wish and would make another image than Maven 3 does.
 */
public final class OutputTimestamp {
    static final String PROPERTY = "project.build.outputTimestamp";

    private OutputTimestamp() {}

    /**
     * The date in ISO 8601 and UTC, or empty if the project is not made to be reproducible.
     *
     * @param user the properties of the command line, which come first
     * @param model the project's effective model
     * @throws GoDockerException if it cannot be read
     */
    public static String of(Properties user, Model model) {
        String value = user.getProperty(PROPERTY, fromPom(model)).strip();
        // Maven: a single character that is no digit switches it off.
        if (value.isEmpty() || value.length() == 1 && !Character.isDigit(value.charAt(0))) {
            return "";
        }
        try {
            Instant instant = value.chars().allMatch(Character::isDigit)
                    ? Instant.ofEpochSecond(Long.parseLong(value))
                    : OffsetDateTime.parse(value).toInstant();
            return DateTimeFormatter.ISO_INSTANT.format(instant);
        } catch (DateTimeParseException | NumberFormatException e) {
            throw new GoDockerException(
                    "Cannot read " + PROPERTY + " '" + value + "'.",
                    "Write it as 2026-01-31T12:00:00Z or as seconds since 1970.",
                    e);
        }
    }

    private static String fromPom(Model model) {
        String value = model.getProperties().getProperty(PROPERTY, "");
        InputLocation properties = model.getLocation("properties");
        InputLocation property = properties == null ? null : properties.getLocation(PROPERTY);
        return property != null && isSuperPom(property) ? "" : value;
    }

    private static boolean isSuperPom(InputLocation location) {
        String id = location.getSource() == null ? null : location.getSource().getModelId();
        return id != null && id.startsWith("org.apache.maven:") && id.contains(":super-pom");
    }
}
