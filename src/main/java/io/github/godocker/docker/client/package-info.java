@NullMarked
package io.github.godocker.docker.client;

import org.jspecify.annotations.NullMarked;
