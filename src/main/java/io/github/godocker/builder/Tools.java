package io.github.godocker.builder;

import io.github.godocker.docker.Container;
import io.github.godocker.docker.Containers;
import io.github.godocker.log.BuilderLog;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * The programs in the volume of tools, each at a version and by a Go version, built once. {@code go run tool@version}
 * would need no volume of ours, but it runs what the build cache holds, to which every test can write; and it costs
 * 0.5 s each time (measured: staticcheck 0.58 s against 0.08 s), turns every exit code into 1, and gives the user's
 * GOFLAGS to the tool's own build, which {@code -mod=vendor} there breaks.
 *
 * <p>What builds them is a container of its own that sees the volume and nothing of any project, neither sources nor
 * the shared caches.
 */
final class Tools {
    /**
     * Run where the module is: a toolchain that go fetched for the module builds the tool, too, else it could not read
     * the module. Prints where the tool has to be and by which toolchain, then {@code there} if it is there.
     * {@code $1} the volume, {@code $2} name, {@code $3} version.
     */
    private static final String FIND = """
            set -e
            go=$(go env GOVERSION)
            toolchain=${go%% *}
            [ "$(go env GOTOOLCHAIN)" != local ] || toolchain=local
            directory="$1/bin/$(printf %s "$go" | tr -c 'A-Za-z0-9.+-' _)/$2@$3"
            echo "$toolchain $directory/$2"
            [ ! -x "$directory/$2" ] || echo there
            """;

    /**
     * What lies there is moved there whole: others may build the same. It is built in the container's own files, so that
     * a build that is killed leaves nothing in the volume. {@code $1} package, {@code $2} where to.
     */
    private static final String BUILD = """
            set -e
            unset GOOS GOARCH GOEXPERIMENT
            umask 022
            directory=${2%/*}
            mkdir -p "$directory"
            export GOBIN=$(mktemp -d)
            cd "$GOBIN"
            go install -trimpath "$1"
            new=$(mktemp "$directory/new.XXXXXX")
            cp "${2##*/}" "$new"
            chmod 755 "$new"
            mv -f "$new" "$2"
            """;

    private final Containers containers;
    private final BuilderSpec spec;
    private final Caches caches;

    Tools(Containers containers, BuilderSpec spec, Caches caches) {
        this.containers = containers;
        this.spec = spec.forTools();
        this.caches = caches;
    }

    /** What {@link #FIND} prints. */
    private record Place(String toolchain, String path, boolean there) {}

    /**
     * Where the program is, built now if it is not there. Those who want one at the same time wait for each other: what
     * the first one builds is there for the second.
     */
    synchronized String path(GoTool tool, GoCommand go, BuilderLog log) throws GoTool.NotBuilt {
        Place place = find(tool, go);
        if (!place.there()) {
            long start = System.nanoTime();
            log.buildingTool(tool.name(), tool.version());
            build(tool, place, go.environment(), log);
            log.builtTool(tool.name(), tool.version(), Duration.ofNanos(System.nanoTime() - start));
        }
        return place.path();
    }

    private static Place find(GoTool tool, GoCommand go) throws GoTool.NotBuilt {
        List<String> lines = new ArrayList<>();
        int exit = go.run(
                List.of("sh", "-c", FIND, "go-docker", Caches.TOOLS, tool.name(), tool.version()),
                (stream, line) -> lines.add(line));
        @Nullable
        String place = lines.stream()
                .filter(line -> line.contains(" " + Caches.TOOLS + "/"))
                .findFirst()
                .orElse(null);
        if (exit != 0 || place == null) {
            throw new GoTool.NotBuilt(lines, exit);
        }
        int blank = place.indexOf(' ');
        return new Place(place.substring(0, blank), place.substring(blank + 1), lines.contains("there"));
    }

    private void build(GoTool tool, Place place, Map<String, String> environment, BuilderLog log)
            throws GoTool.NotBuilt {
        Map<String, String> all = new HashMap<>(environment);
        all.put("GOMODCACHE", Caches.TOOLS + "/mod");
        all.put("GOCACHE", Caches.TOOLS + "/build");
        all.put("GOFLAGS", "");
        all.put("GOWORK", "off");
        all.put("CGO_ENABLED", "0");
        if (!place.toolchain().equals("local")) {
            all.put("GOTOOLCHAIN", place.toolchain());
        }
        List<String> lines = new ArrayList<>();
        Downloads downloads = new Downloads(log, spec.modules().offline());
        int exit;
        try (GolangContainer container =
                GolangContainer.open(containers, spec, caches.forTools(), "", "", GolangContainer.ROOT, false, log)) {
            exit = container.run(
                    List.of("sh", "-c", BUILD, "go-docker", tool.packagePath() + "@" + tool.version(), place.path()),
                    all,
                    GolangContainer.ROOT,
                    "/",
                    (Container.Stream stream, String line) -> {
                        if (!downloads.tell(line)) {
                            lines.add(line.strip());
                        }
                    });
        }
        if (exit != 0) {
            throw new GoTool.NotBuilt(lines, exit);
        }
    }
}
