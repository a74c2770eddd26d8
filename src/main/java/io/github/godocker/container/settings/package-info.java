/** Containers as users write them in the pom: sheets of values that Maven fills, and nothing else. */
@org.jspecify.annotations.NullMarked
package io.github.godocker.container.settings;
