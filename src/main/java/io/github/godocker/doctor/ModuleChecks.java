package io.github.godocker.doctor;

import io.github.godocker.GoDockerException;
import io.github.godocker.builder.BuilderImage;
import io.github.godocker.docker.Docker;
import io.github.godocker.docker.ImageDetails;
import io.github.godocker.docker.ImageReference;
import io.github.godocker.go.GoModule;
import io.github.godocker.go.GoVersion;
import io.github.godocker.registry.Credentials;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.function.Supplier;

/**
 * What is asked for a module.
 *
 * @param docker the daemon
 * @param credentials of this registry
 * @param registry asks the registry for an image, with these credentials; fails if it refuses
 * @param online whether registries may be asked at all
 */
public record ModuleChecks(
        Supplier<Docker> docker,
        java.util.function.Function<String, Credentials> credentials,
        Consumer<ImageReference> registry,
        boolean online) {
    private static final String DAEMON = "daemon";

    /** Whether the builder's Go is new enough for the module. */
    public Check go(GoModule module, BuilderImage builder) {
        return Check.of("go", () -> go(module, builder, find(builder.reference())))
                .after(DAEMON);
    }

    static Finding go(GoModule module, BuilderImage builder, Optional<ImageDetails> image) {
        String wanted = module.goVersionSource() + " wants go " + module.goVersion();
        if (image.isEmpty()) {
            return Finding.ok(wanted + "; " + builder.reference() + " is pulled by the first build");
        }
        String version = image.get().environment().getOrDefault("GOLANG_VERSION", "");
        if (version.isEmpty()) {
            return Finding.ok(wanted + "; which Go " + builder.reference() + " has, it does not say");
        }
        builder.check(module, GoVersion.parse(version));
        return Finding.ok(wanted + ", " + builder.reference() + " has " + version);
    }

    private Optional<ImageDetails> find(ImageReference image) {
        return docker.get().images().find(image.toString());
    }

    /** One for each registry of these images. The first is the module's own: it has to be there for a push only. */
    public List<Check> registries(List<ImageReference> images) {
        List<Check> checks = new ArrayList<>();
        List<String> seen = new ArrayList<>();
        for (ImageReference image : images) {
            if (!seen.contains(image.registry())) {
                seen.add(image.registry());
                checks.add(Check.of("registry " + image.registry(), () -> registry(image))
                        .hint("Is the way to it free, and the proxy right?"));
            }
        }
        return checks;
    }

    private Finding registry(ImageReference image) {
        Credentials chosen = credentials.apply(image.registry());
        String shown = chosen.find(image.registry())
                .map(found -> "credentials of " + found)
                .orElse("no credentials, looked in " + chosen.lookedIn(image.registry()));
        if (!online) {
            return Finding.ok("not asked, because Maven is offline; " + shown);
        }
        try {
            registry.accept(image);
            return Finding.ok("it answers for " + image.withoutTag() + "; " + shown);
        } catch (GoDockerException e) {
            String text = e.problem().replaceFirst("\\.$", "") + "; " + shown;
            return present(image)
                    ? Finding.warn(text + "; the daemon has " + image, e.nextStep())
                    : Finding.fail(text, e.nextStep());
        }
    }

    /** Without a daemon nothing is there. */
    private boolean present(ImageReference image) {
        try {
            return find(image).isPresent();
        } catch (GoDockerException e) {
            return false;
        }
    }
}
