/** Linters over a Go module: how each is run, what its output says, and the reports that other tools read. */
@NullMarked
package io.github.godocker.check.lint;

import org.jspecify.annotations.NullMarked;
