/** HTTP/1.1 as the Engine API needs it, with upgrades to a raw stream, over sockets, TLS and the streams of ssh. */
@NullMarked
package io.github.godocker.docker.client.transport;

import org.jspecify.annotations.NullMarked;
