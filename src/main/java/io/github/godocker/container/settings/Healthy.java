package io.github.godocker.container.settings;

/** {@code <healthy/>}: the image's own health check says so. */
public final class Healthy extends Wait {}
