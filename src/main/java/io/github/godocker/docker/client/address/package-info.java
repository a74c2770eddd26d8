/** Where the daemon is: how an address is written, and who names one. */
@NullMarked
package io.github.godocker.docker.client.address;

import org.jspecify.annotations.NullMarked;
