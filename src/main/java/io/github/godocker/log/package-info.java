@NullMarked
package io.github.godocker.log;

import org.jspecify.annotations.NullMarked;
