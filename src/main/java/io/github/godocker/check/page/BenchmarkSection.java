package io.github.godocker.check.page;

import java.util.Optional;

/** How fast the benchmarks are now and were before, as benchstat tells it. */
record BenchmarkSection(Report report, Html html) implements Section {
    @Override
    public void write() {
        if (!report.benchmarks().isEmpty()) {
            html.section("benchmarks", "Benchmarks", "");
            html.element("pre", String.join("\n", report.benchmarks()));
            html.endSection();
        }
    }

    @Override
    public Optional<Advice> missing() {
        return report.benchmarks().isEmpty()
                ? Optional.of(new Advice("bench", "No benchmark has run", "mvn go-docker:bench"))
                : Optional.empty();
    }
}
