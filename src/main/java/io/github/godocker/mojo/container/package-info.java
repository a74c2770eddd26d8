/** The goals for containers in daily work. */
@NullMarked
package io.github.godocker.mojo.container;

import org.jspecify.annotations.NullMarked;
