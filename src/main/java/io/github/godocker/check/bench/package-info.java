/** Go's benchmarks: run, kept as a baseline, and compared with it by benchstat. */
@NullMarked
package io.github.godocker.check.bench;

import org.jspecify.annotations.NullMarked;
