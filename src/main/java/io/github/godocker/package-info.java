@NullMarked
package io.github.godocker;

import org.jspecify.annotations.NullMarked;
