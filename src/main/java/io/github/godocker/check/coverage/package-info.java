/** What Go's coverage profiles say: read, merged, reported in the formats of others, and held against a minimum. */
@NullMarked
package io.github.godocker.check.coverage;

import org.jspecify.annotations.NullMarked;
