package io.github.godocker.log;

import java.util.List;

/** What benchmarks tell. */
public final class BenchLog extends RoomLog {
    public BenchLog(Console console) {
        super(console);
    }

    public void benchmarking(String packages, int count, String builderImage) {
        info("Benchmarking " + packages + " in " + builderImage + ", each " + (count == 1 ? "once" : count + " times"));
    }

    /** A result as go prints it. */
    public void benchmark(String line) {
        info("  " + line.replace('\t', ' '));
    }

    /** What else go or a benchmark prints. */
    public void benchmarkSays(String line, boolean failure) {
        if (failure) {
            error(line);
        } else {
            info("  " + line);
        }
    }

    public void benchTable(List<String> lines) {
        info("");
        lines.forEach(this::info);
        info("");
    }

    public void savedBaseline(String path) {
        info("Stored these results as the baseline " + path);
    }

    public void noBaseline(String path) {
        info("There is no baseline " + path + " to compare with; store one by -Dgo-docker.bench.saveBaseline=true");
    }
}
