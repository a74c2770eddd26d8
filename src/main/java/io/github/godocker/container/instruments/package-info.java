/** What Go itself tells of a running program: its goroutines and profiles, asked for and made readable. */
@NullMarked
package io.github.godocker.container.instruments;

import org.jspecify.annotations.NullMarked;
