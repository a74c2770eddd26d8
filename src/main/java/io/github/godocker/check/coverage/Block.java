package io.github.godocker.check.coverage;

import java.util.Comparator;

/**
 * A run of statements that are executed together, as Go's cover tool cuts the source.
 *
 * @param span from its first character to the one behind its last
 * @param statements how many statements it holds
 * @param count how often it was executed, or in the mode {@code set} whether it was
 */
record Block(Span span, long statements, long count) {
    /** Where a block is: lines and columns from 1. */
    record Span(int startLine, int startColumn, int endLine, int endColumn) {
        static final Comparator<Span> ORDER = Comparator.comparingInt(Span::startLine)
                .thenComparingInt(Span::startColumn)
                .thenComparingInt(Span::endLine)
                .thenComparingInt(Span::endColumn);

        @Override
        public String toString() {
            return startLine + "." + startColumn + "," + endLine + "." + endColumn;
        }
    }
}
