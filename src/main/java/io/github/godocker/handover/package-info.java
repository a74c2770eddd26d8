/**
 * Every file between goals: where it lies, how it is written and read. Nothing here follows a link below the build
 * directory.
 */
@NullMarked
package io.github.godocker.handover;

import org.jspecify.annotations.NullMarked;
