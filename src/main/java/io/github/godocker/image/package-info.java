@NullMarked
package io.github.godocker.image;

import org.jspecify.annotations.NullMarked;
