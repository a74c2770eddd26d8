@NullMarked
package io.github.godocker.mojo.check;

import org.jspecify.annotations.NullMarked;
