@NullMarked
package io.github.godocker.go;

import org.jspecify.annotations.NullMarked;
