package io.github.godocker.mojo.container;

import io.github.godocker.GoDockerException;
import io.github.godocker.Problems;
import io.github.godocker.docker.ImageReference;
import io.github.godocker.docker.client.address.DaemonAddress;
import io.github.godocker.doctor.Check;
import io.github.godocker.doctor.DaemonChecks;
import io.github.godocker.doctor.Doctor;
import io.github.godocker.doctor.Finding;
import io.github.godocker.doctor.MachineChecks;
import io.github.godocker.doctor.ModuleChecks;
import io.github.godocker.doctor.Once;
import io.github.godocker.go.GoVersion;
import io.github.godocker.log.DoctorLog;
import io.github.godocker.mojo.AbstractGoMojo;
import io.github.godocker.registry.Credentials;
import io.github.godocker.registry.RegistryClient;
import io.github.godocker.registry.RetryPolicy;
import java.net.ProxySelector;
import java.nio.file.Files;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.apache.maven.plugins.annotations.Mojo;
import org.apache.maven.plugins.annotations.Parameter;
import org.jspecify.annotations.Nullable;

/**
 * Looks at what a build needs, a line each: {@code ok}, {@code warn} or {@code fail}, with what to do. The daemon and how
 * it is reached, its image store, clock and disk, whether it sees this directory; registries with the credentials that a
 * build would use; proxies and certificates; Go, Maven and JDK. The build fails when a line does. Nothing is changed, and
 * it works without a pom, too.
 */
@Mojo(name = "doctor", requiresProject = false, threadSafe = true)
public class DoctorMojo extends AbstractGoMojo {
    /** Skips this goal. */
    @Parameter(property = "go-docker.doctor.skip", defaultValue = "false")
    boolean doctorSkip;

    /** How many seconds each line may take. */
    @Parameter(property = "go-docker.doctor.timeout", defaultValue = "15")
    int doctorTimeout;

    /** Prints a line of JSON for each, with {@code check}, {@code level}, {@code text} and {@code fix}. */
    @Parameter(property = "go-docker.json", defaultValue = "false")
    boolean json;

    /** The image that the program is put on, whose registry is asked, too. */
    @Parameter(property = "go-docker.baseImage", defaultValue = "scratch")
    String baseImage;

    /** The id of a server of settings.xml whose login the image's registry gets, as for {@code push}. */
    @Parameter(property = "go-docker.serverId")
    @Nullable
    String serverId;

    @Override
    protected boolean goalSkipped() {
        return doctorSkip;
    }

    @Override
    protected void run() {
        if (doctorTimeout < 1) {
            throw new GoDockerException(
                    "Cannot use <doctorTimeout>" + doctorTimeout + ": it is a number of seconds, at least 1.",
                    "Leave it out for 15.");
        }
        DoctorLog doctorLog = new DoctorLog(console());
        List<Doctor.Result> results = new Doctor(Duration.ofSeconds(doctorTimeout))
                .examine(checks(doctorLog), result -> tell(result, doctorLog));
        List<String> failed = results.stream()
                .filter(each -> each.finding().level() == Finding.Level.FAIL)
                .map(Doctor.Result::name)
                .toList();
        if (!failed.isEmpty()) {
            throw new GoDockerException(
                    "A build cannot work here yet: " + String.join(", ", failed) + ".",
                    "Each line that begins with 'fail' says what to do.");
        }
    }

    private void tell(Doctor.Result result, DoctorLog doctorLog) {
        if (json) {
            doctorLog.printed(result.json());
            return;
        }
        switch (result.finding().level()) {
            case OK -> doctorLog.ok(result.line());
            case WARN -> doctorLog.warned(result.line());
            case FAIL -> doctorLog.failed(result.line());
        }
    }

    private List<Check> checks(DoctorLog doctorLog) {
        Problems problems = new Problems();
        boolean isModule = Files.exists(moduleDirectory().resolve("go.mod"));
        Module module = isModule ? module(problems) : null;
        ImageReference builder =
                module == null ? ImageReference.parse("golang:" + GoVersion.DEFAULT.imageTag()) : module.builderImage();
        List<Check> checks = new ArrayList<>(new MachineChecks(
                        session.getSystemProperties().getProperty("maven.version", "unknown"),
                        System.getProperty("java.version") + " of " + System.getProperty("java.vendor"),
                        networkEnvironment(),
                        certificates())
                .all());
        Once docker = new Once(this::docker);
        checks.addAll(new DaemonChecks(
                        docker,
                        this::address,
                        baseDirectory(),
                        builder,
                        () -> List.of("unix", "npipe")
                                .contains(daemonAddress().host().getScheme()),
                        networkEnvironment())
                .all());
        ModuleChecks ofModule =
                new ModuleChecks(docker, this::credentialsOf, image -> ask(image, doctorLog), !session.isOffline());
        if (module != null) {
            checks.add(ofModule.go(module.go(), module.image()));
        }
        List<ImageReference> images = problems.check(() -> images(builder));
        problems.all()
                .forEach(problem -> checks.add(Check.of("settings", () -> {
                    throw problem;
                })));
        checks.addAll(ofModule.registries(images == null ? List.of(builder) : images));
        return checks;
    }

    private String address() {
        DaemonAddress address = daemonAddress();
        return address.host() + " (" + address.source() + ")"
                + (address.tlsDirectory() == null ? "" : ", TLS with " + address.tlsDirectory());
    }

    /** Those whose registries a build talks to. */
    private List<ImageReference> images(ImageReference builder) {
        List<ImageReference> images = new ArrayList<>();
        // An image without a registry in its name is for this machine.
        if (image != null
                && !image.isBlank()
                && hasPom()
                && !reference().registry().equals("docker.io")) {
            images.add(reference());
        }
        images.add(builder);
        if (!baseImage.isBlank() && !baseImage.strip().equals("scratch")) {
            images.add(ImageReference.parse(baseImage.strip()));
        }
        return images;
    }

    /** As for a push: the named server is shown to the image's own registry alone. */
    private Credentials credentialsOf(String registry) {
        String id = serverId == null ? "" : serverId.strip();
        boolean own = !id.isEmpty() && hasPom() && reference().registry().equals(registry);
        return own ? credentials().withServerId(id) : credentials();
    }

    private void ask(ImageReference image, DoctorLog doctorLog) {
        RegistryClient registry = new RegistryClient(
                image,
                credentialsOf(image.registry()),
                Duration.ofSeconds(doctorTimeout),
                ProxySelector.getDefault(),
                RetryPolicy.NEVER,
                doctorLog);
        var unused = registry.findManifest(image.tag());
    }
}
