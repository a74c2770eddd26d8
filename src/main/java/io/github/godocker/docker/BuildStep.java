package io.github.godocker.docker;

/**
 * One line of an image build.
 *
 * @param kind what the line is
 * @param text the step as the Dockerfile has it, or what the step printed
 */
public record BuildStep(Kind kind, String text) {
    public enum Kind {
        STARTED,
        CACHED,
        OUTPUT,
        WARNING
    }
}
