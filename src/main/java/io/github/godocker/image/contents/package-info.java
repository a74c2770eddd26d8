/** What an image in the daemon holds, and what its bytes are: shown, compared with another one, held against a limit. */
@NullMarked
package io.github.godocker.image.contents;

import org.jspecify.annotations.NullMarked;
