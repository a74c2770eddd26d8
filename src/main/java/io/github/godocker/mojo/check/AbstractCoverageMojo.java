package io.github.godocker.mojo.check;

import io.github.godocker.Problems;
import io.github.godocker.builder.GoCommand;
import io.github.godocker.check.coverage.CoverageReports;
import io.github.godocker.check.coverage.CoverageRules;
import io.github.godocker.log.CoverageLog;
import io.github.godocker.mojo.AbstractGoMojo;
import java.math.BigDecimal;
import java.nio.file.Path;
import java.util.Collection;
import java.util.List;
import org.apache.maven.plugins.annotations.Parameter;
import org.jspecify.annotations.Nullable;

/** What the goals have in common that measure covered code. */
abstract class AbstractCoverageMojo extends AbstractGoMojo {
    /**
     * How much of the statements has to be covered at least, in percent: a number from 0 to 100. Less fails the build
     * after all reports are written. Without it nothing is required.
     */
    @Parameter(property = "go-docker.coverageMinimum")
    @Nullable
    String coverageMinimum;

    /**
     * Files that do not count, as patterns of Maven: {@code **}{@code /*.pb.go}, {@code internal/mocks/**}. They are
     * relative to the module, to the root of the reactor, or begin with the module's path.
     */
    @Parameter(property = "go-docker.coverageExcludes")
    @Nullable
    List<String> coverageExcludes;

    /** @return null if something is wrong, which is then among the problems */
    final @Nullable CoverageRules coverageRules(Problems problems) {
        BigDecimal minimum = problems.check(() -> CoverageRules.minimum(coverageMinimum));
        return problems.check(() -> new CoverageRules(clean(coverageExcludes), minimum));
    }

    /** Merges profiles, writes all reports, tells the figures, and fails if too little is covered. */
    final void report(GoCommand go, CoverageRules rules, Collection<Path> profiles) {
        new CoverageReports(go.with(clean(goEnv)), reports(), rules, new CoverageLog(console()))
                .write(profiles, this::shown);
    }
}
