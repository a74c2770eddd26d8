/**
 * What this plugin has made and nobody needs any more: found by its labels, judged, shown, and removed on demand.
 * {@link io.github.godocker.prune.Prune} is where to begin.
 */
@org.jspecify.annotations.NullMarked
package io.github.godocker.prune;
