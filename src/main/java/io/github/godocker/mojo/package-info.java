@NullMarked
package io.github.godocker.mojo;

import org.jspecify.annotations.NullMarked;
