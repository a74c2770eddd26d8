package io.github.godocker.image;

import io.github.godocker.go.GoBuild;
import io.github.godocker.handover.ImageLayout;
import java.io.File;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/**
 * The text of an image's Dockerfile: one file, two ways. By itself it is complete and compiles from source; with
 * {@code BINARIES=from-maven} it takes the binaries that `compile` made. BuildKit skips the stage that is not chosen,
 * its base image is not even looked up.
 *
 * <p>No {@code # syntax=} line, which would need a registry, and no {@code RUN} in the final stage, which would need
 * emulation for foreign platforms.
 */
public final class Dockerfile {
    /** The build argument that chooses the way, and its value for what `compile` made. */
    public static final String BINARIES = "BINARIES";

    public static final String FROM_MAVEN = "from-maven";

    /** Where a stage has what each of {@code files} puts into the image: {@code /files/0/}, {@code /files/1/}. */
    static final String FILES = "/files/";

    private final ImageSpec spec;
    private final Source source;

    /**
     * How the binaries come out of the sources.
     *
     * @param builderImage the golang image
     * @param build the go build
     * @param context the build context's directory, absolute
     * @param module the module's directory, at or below the context
     * @param output the image's directory under {@code target}, below the context
     */
    public record Source(String builderImage, GoBuild build, Path context, Path module, ImageLayout output) {
        String inContext(Path path) {
            return context.relativize(path).toString().replace(File.separatorChar, '/');
        }
    }

    public Dockerfile(ImageSpec spec, Source source) {
        this.spec = spec;
        this.source = source;
    }

    /** The complete file, for BuildKit. */
    public String text() {
        List<String> lines = new ArrayList<>();
        header(lines);
        fromSource(lines);
        fromMaven(lines);
        lines.add("FROM ${" + BINARIES + "} AS binaries");
        lines.add("");
        lines.add("FROM " + spec.base());
        if (spec.onScratch()) {
            lines.add("COPY --from=binaries /rootfs/ /");
        }
        files(lines, "--from=binaries ", FILES);
        lines.add("COPY --from=binaries /bin-out/ " + ImageSpec.BINARY_DIRECTORY);
        settings(lines);
        return String.join("\n", lines) + "\n";
    }

    /**
     * Only the final stage over what `compile` made, for engines whose builder knows neither cache mounts nor the
     * platform's arguments.
     */
    public String classicText(String platformDirectory) {
        List<String> lines = new ArrayList<>();
        lines.add("FROM " + spec.base());
        if (spec.onScratch()) {
            lines.add(copy(path(source.output().rootfs()) + "/", "/"));
        }
        files(lines, "", path(source.output().files()) + "/");
        lines.add(copy(path(source.output().binaries()) + "/" + platformDirectory + "/", ImageSpec.BINARY_DIRECTORY));
        settings(lines);
        return String.join("\n", lines) + "\n";
    }

    /** What a build by hand leaves out of the context: build output is not source. */
    public String dockerignore() {
        Path target = source.output().directory().resolve("../..").normalize();
        List<String> lines = new ArrayList<>(List.of("**/.git", source.inContext(target)));
        for (Path needed : List.of(source.output().binaries(), source.output().rootfs())) {
            lines.add("!" + source.inContext(needed));
        }
        spec.files().stream()
                .filter(file -> file.source().startsWith(target))
                .forEach(file -> lines.add("!" + source.inContext(file.source())));
        return String.join("\n", lines) + "\n";
    }

    private void header(List<String> lines) {
        String file = source.inContext(source.output().dockerfile());
        lines.add("# Image " + spec.reference() + ", written by go-docker-maven-plugin. Complete by itself:");
        lines.add("#   docker build -t " + spec.reference() + " -f " + quoteIfSpaced(file) + " .");
        lines.add("# in the directory that holds " + topOf(file)
                + ". Where needed, add certificates and logins for modules:");
        lines.add("#   --secret id=certificates,src=ca.pem --secret id=netrc,src=$HOME/.netrc");
        lines.add("# Maven builds it with --build-arg " + BINARIES + "=" + FROM_MAVEN + ": with the binaries that");
        lines.add("# its goal `compile` made, by the same command in the same builder image.");
        lines.add("ARG " + BINARIES + "=from-source");
        lines.add("");
    }

    private static String topOf(String file) {
        int slash = file.indexOf('/');
        return slash < 0 ? file : file.substring(0, slash) + "/";
    }

    private void fromSource(List<String> lines) {
        String module = source.inContext(source.module());
        String directory = module.isEmpty() ? "/src" : "/src/" + module;
        String mounts = "--mount=type=cache,target=/cache/mod --mount=type=cache,target=/cache/build";
        String secrets = "--mount=type=secret,id=certificates --mount=type=secret,id=netrc,target=/root/.netrc";
        String trust = "if [ -e /run/secrets/certificates ]; then"
                + " cat /etc/ssl/certs/ca-certificates.crt /run/secrets/certificates > /tmp/ca.crt;"
                + " export SSL_CERT_FILE=/tmp/ca.crt; fi";
        lines.add("FROM --platform=$BUILDPLATFORM " + source.builderImage() + " AS from-source");
        lines.add("ENV GOMODCACHE=/cache/mod GOCACHE=/cache/build");
        if (spec.onScratch()) {
            lines.add("RUN " + Rootfs.script("/rootfs", "\"$(go env GOROOT)\"").replace(" && ", " \\\n && "));
        }
        if (!spec.files().isEmpty()) {
            lines.add("RUN --mount=type=bind,target=/src \\\n    "
                    + String.join(" ; \\\n    ", FilesScript.lines(spec.files(), source::inContext)));
        }
        lines.add("WORKDIR " + literal(directory));
        lines.add("ARG TARGETOS TARGETARCH TARGETVARIANT");
        lines.add("RUN --mount=type=bind,target=/src \\");
        lines.add("    " + mounts + " \\");
        lines.add("    " + secrets + " \\");
        lines.add("    " + trust + " \\");
        lines.add(" && " + source.build().shellForTarget("/bin-out"));
        lines.add("");
    }

    private void fromMaven(List<String> lines) {
        lines.add("FROM scratch AS " + FROM_MAVEN);
        lines.add("ARG TARGETOS TARGETARCH TARGETVARIANT");
        if (spec.onScratch()) {
            lines.add(copy(path(source.output().rootfs()) + "/", "/rootfs/"));
        }
        if (!spec.files().isEmpty()) {
            lines.add(copy(path(source.output().files()) + "/", FILES));
        }
        lines.add(copy(
                path(source.output().binaries()) + "/${TARGETOS}_${TARGETARCH}${TARGETVARIANT:+_}${TARGETVARIANT}/",
                "/bin-out/"));
        lines.add("");
    }

    /** Modes are those of the stage, because COPY knows one for files and directories alike. */
    private void files(List<String> lines, String from, String directory) {
        for (int i = 0; i < spec.files().size(); i++) {
            ExtraFile file = spec.files().get(i);
            String owner = file.owner() == null ? "" : "--chown=" + file.owner() + " ";
            lines.add("COPY " + from + owner + json(List.of(directory + i + "/", literal(file.directory()) + "/")));
        }
    }

    private void settings(List<String> lines) {
        spec.config().environment().forEach((name, value) -> lines.add("ENV " + name + "=" + quote(value)));
        for (String port : spec.config().ports()) {
            lines.add("EXPOSE " + port);
        }
        if (!spec.config().volumes().isEmpty()) {
            lines.add("VOLUME "
                    + json(spec.config().volumes().stream()
                            .map(Dockerfile::literal)
                            .toList()));
        }
        labels(lines, false);
        if (spec.config().workingDirectory() != null) {
            lines.add("WORKDIR " + literal(spec.config().workingDirectory()));
        }
        if (spec.config().user() != null) {
            lines.add("USER " + literal(spec.config().user()));
        }
        if (spec.config().healthcheck() != null) {
            lines.add("HEALTHCHECK " + spec.config().healthcheck());
        }
        if (!spec.config().entrypoint().isEmpty()) {
            lines.add("ENTRYPOINT " + json(spec.config().entrypoint()));
        }
        if (!spec.config().arguments().isEmpty()) {
            lines.add("CMD " + json(spec.config().arguments()));
        }
        // The last step: what is built on this image has another one, by which it is no image of ours.
        labels(lines, true);
    }

    private void labels(List<String> lines, boolean ours) {
        for (Map.Entry<String, String> label : spec.config().labels().entrySet()) {
            if (ImageMark.isLabel(label.getKey()) == ours) {
                lines.add("LABEL " + quote(label.getKey()) + "=" + quote(label.getValue()));
            }
        }
    }

    /** A value in double quotes; the Dockerfile's own variables are not meant. */
    private static String quote(String value) {
        return '"'
                + value.replace("\\", "\\\\")
                        .replace("\"", "\\\"")
                        .replace("$", "\\$")
                        .replace("\n", " ")
                + '"';
    }

    /** A word in which Docker would otherwise look for variables and quotes, also in one of a JSON list. */
    private static String literal(String word) {
        return word.replaceAll("[\\\\'\"$]", "\\\\$0");
    }

    /** A source of COPY: a pattern, but only what stands there is meant. */
    private String path(Path path) {
        return literal(source.inContext(path).replaceAll("[\\[*?]", "[$0]"));
    }

    /** With white space only the form in JSON has two operands. */
    private static String copy(String source, String target) {
        return "COPY " + (source.matches(".*\\s.*") ? json(List.of(source, target)) : source + " " + target);
    }

    private static String quoteIfSpaced(String word) {
        return word.contains("!") ? "'" + word + "'" : word.contains(" ") ? '"' + word + '"' : word;
    }

    /** What is no valid JSON would silently be taken for a shell's command. */
    private static String json(List<String> words) {
        List<String> quoted = new ArrayList<>();
        for (String word : words) {
            StringBuilder text = new StringBuilder();
            for (char c : word.toCharArray()) {
                switch (c) {
                    case '\\', '"' -> text.append('\\').append(c);
                    case '\n' -> text.append("\\n");
                    case '\t' -> text.append("\\t");
                    default -> text.append(c < ' ' ? String.format("\\u%04x", (int) c) : String.valueOf(c));
                }
            }
            quoted.add("\"" + text + "\"");
        }
        return "[" + String.join(", ", quoted) + "]";
    }

    /** Directories of what was compiled that Maven's build needs in the context, for one platform. */
    List<Path> compiled(io.github.godocker.Platform platform) {
        Path binaries = source.output().binaries(platform);
        return spec.onScratch() ? List.of(binaries, source.output().rootfs()) : List.of(binaries);
    }

    /** Where in the context the trees of {@code files} are: only in a tar, nobody copies them there. */
    String filesInContext() {
        return source.inContext(source.output().files()) + "/";
    }

    Path context() {
        return source.context();
    }
}
