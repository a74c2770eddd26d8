/**
 * Go's tests as Maven knows tests: {@code go test -json} in the builder, its events as Surefire's XML and as Surefire's
 * lines.
 */
@NullMarked
package io.github.godocker.check.test;

import org.jspecify.annotations.NullMarked;
