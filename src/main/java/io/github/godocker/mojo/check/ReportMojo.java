package io.github.godocker.mojo.check;

import io.github.godocker.check.page.Page;
import io.github.godocker.check.page.Report;
import io.github.godocker.handover.ImageLayout;
import io.github.godocker.mojo.AbstractGoDockerMojo;
import io.github.godocker.mojo.GitHead;
import io.github.godocker.mojo.LastImages;
import io.github.godocker.mojo.OutputTimestamp;
import java.io.File;
import java.nio.file.Path;
import org.apache.maven.plugins.annotations.LifecyclePhase;
import org.apache.maven.plugins.annotations.Mojo;
import org.apache.maven.plugins.annotations.Parameter;

/**
 * Writes {@code target/go-reports/index.html}: one page, complete in itself, that puts together what the other goals
 * and Surefire have left in the build directory: tests, coverage, vulnerabilities and findings of the linters, the
 * size of the image, how long each goal took, benchmarks. What is not there is left out, with a line on how to get it.
 * Needs no Docker and no network, and fails no build because of what it shows.
 */
@Mojo(name = "report", defaultPhase = LifecyclePhase.VERIFY, threadSafe = true)
public class ReportMojo extends AbstractGoDockerMojo {
    /** Skips this goal. */
    @Parameter(property = "go-docker.report.skip", defaultValue = "false")
    boolean reportSkip;

    /** Where the reports of tests are, Go's and Java's. */
    @Parameter(property = "go-docker.reportsDirectory", defaultValue = "${project.build.directory}/surefire-reports")
    File reportsDirectory;

    @Override
    protected boolean goalSkipped() {
        return reportSkip;
    }

    @Override
    protected void run() {
        Path base = baseDirectory();
        Report.Sources sources = new Report.Sources(
                base,
                reports(),
                reportsDirectory.toPath().toAbsolutePath().normalize(),
                new LastImages(reports())
                        .keys().stream()
                                .map(key -> new ImageLayout(
                                        target(), ImageLayout.all(target()).resolve(key)))
                                .toList());
        Report report = Report.read(
                new Report.Project(
                        project.getName(),
                        project.getGroupId() + ":" + project.getArtifactId(),
                        project.getVersion(),
                        GitHead.revision(base).orElse(""),
                        OutputTimestamp.of(session.getUserProperties(), project.getModel())),
                sources);
        report.problems().forEach(log()::warning);
        Page.write(report, sources);
        log().wrote("report", shown(reports().page()));
    }
}
