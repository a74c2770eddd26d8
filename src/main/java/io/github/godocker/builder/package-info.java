@NullMarked
package io.github.godocker.builder;

import org.jspecify.annotations.NullMarked;
