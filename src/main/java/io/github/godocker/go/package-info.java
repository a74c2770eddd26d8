/**
 * Facts about a Go module on disk and the spelling of {@code go} commands. Nothing here runs Go, talks to Docker or
 * knows Maven: it all happens before the first container is touched, also in a build in which nothing changed.
 */
@NullMarked
package io.github.godocker.go;

import org.jspecify.annotations.NullMarked;
