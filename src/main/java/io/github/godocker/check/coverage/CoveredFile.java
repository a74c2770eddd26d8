package io.github.godocker.check.coverage;

import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * What a profile says about one source file.
 *
 * @param name with the path of its package: {@code example.com/app/internal/x.go}
 * @param blocks in the order of the source
 */
record CoveredFile(String name, List<Block> blocks) {
    CoveredFile {
        blocks = List.copyOf(blocks);
    }

    String packagePath() {
        int slash = name.lastIndexOf('/');
        return slash < 0 ? "." : name.substring(0, slash);
    }

    String baseName() {
        return name.substring(name.lastIndexOf('/') + 1);
    }

    Ratio statements() {
        long covered = 0;
        long all = 0;
        for (Block block : blocks) {
            all += block.statements();
            covered += block.count() > 0 ? block.statements() : 0;
        }
        return new Ratio(covered, all);
    }

    /**
     * How often each line was executed. A line on which one block ends and the next begins, {@code if x {}, counts as
     * the one that was executed more often: the condition was met, whatever came of it.
     */
    SortedMap<Integer, Long> lines() {
        SortedMap<Integer, Long> hits = new TreeMap<>();
        for (Block block : blocks) {
            if (block.statements() == 0) {
                continue;
            }
            for (int line = block.span().startLine(); line <= block.span().endLine(); line++) {
                hits.merge(line, block.count(), Math::max);
            }
        }
        return hits;
    }
}
