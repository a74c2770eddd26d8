@NullMarked
package io.github.godocker.registry;

import org.jspecify.annotations.NullMarked;
