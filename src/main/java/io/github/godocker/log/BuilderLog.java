package io.github.godocker.log;

import java.time.Duration;

/** What the builder tells: its container, the commands in it, and what it fetches and builds for them. */
public final class BuilderLog extends RoomLog {
    public BuilderLog(Console console) {
        super(console);
    }

    /** The {@code go} line is so old that it names no release to compile with. */
    public void compilesOlderLanguage(String source, String version, String builderImage) {
        boolean written = !source.contains("without");
        info((written ? source + " says go " + version : source + " means go " + version) + ", the language; "
                + builderImage + " compiles it, <goVersion> chooses another");
    }

    public void builderStarted(String image, String goVersion, String sources, Duration time) {
        debug("Builder " + image + " (" + goVersion + ", " + sources + ") started in " + Brief.seconds(time));
    }

    public void cachesStayVolumes(String directory) {
        warn("Go's caches stay in volumes, not in <cacheDirectory>: the Docker daemon does not see " + directory);
    }

    public void copiedSources(int files, Duration time) {
        info("Copied " + files + " changed files to the builder in " + Brief.seconds(time)
                + ": the Docker daemon does not see this directory");
    }

    /** A command begins: as it can be pasted into a shell of the builder. */
    public void running(String commandLine) {
        debug("Running " + commandLine);
    }

    /** It has ended. */
    public void ran(String title, int exit, Duration time) {
        debug("Exit code " + exit + " after " + Brief.seconds(time) + " of " + title);
    }

    /** A module that go fetches; dozens of them are one line. */
    public void downloading(String module, boolean first) {
        if (first) {
            info("  Downloading modules");
        }
        debug("  " + module);
    }

    public void buildingTool(String tool, String version) {
        info("  Building " + tool + " " + version + ", which is kept in a volume");
    }

    public void builtTool(String tool, String version, Duration time) {
        debug("  Built " + tool + " " + version + " in " + Brief.seconds(time));
    }
}
