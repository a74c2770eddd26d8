/** One page that puts together what the other goals and Surefire left: {@code target/go-reports/index.html}. */
@NullMarked
package io.github.godocker.check.page;

import org.jspecify.annotations.NullMarked;
