@NullMarked
package io.github.godocker.mojo.build;

import org.jspecify.annotations.NullMarked;
