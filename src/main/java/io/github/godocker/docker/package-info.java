@NullMarked
package io.github.godocker.docker;

import org.jspecify.annotations.NullMarked;
