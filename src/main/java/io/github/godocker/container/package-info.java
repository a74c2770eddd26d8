/**
 * Containers in daily work: what is asked for is checked, started in its order, waited for, watched and taken away again.
 * {@link io.github.godocker.container.Services} is where to begin.
 */
@org.jspecify.annotations.NullMarked
package io.github.godocker.container;
