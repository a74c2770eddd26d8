package io.github.godocker.docker;

/** How far a pull or push has come, over all layers known so far, in bytes. */
public record Transfer(long done, long total) {}
