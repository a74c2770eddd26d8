package io.github.godocker.container.instruments;

import java.io.BufferedWriter;
import java.io.OutputStreamWriter;
import java.io.Writer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

/** A profile of a running program, as it was answered and read. */
public final class TakenProfile {
    public static final String CPU = "cpu";
    public static final List<String> KINDS = List.of(CPU, "heap", "allocs", "block", "mutex", "goroutine");

    private final String kind;
    private final byte[] bytes;
    private final Profile profile;

    TakenProfile(String kind, byte[] bytes) {
        this.kind = kind;
        this.bytes = bytes;
        this.profile = Profile.read(bytes);
    }

    /** @param seconds over which the CPU is watched; all else is what it is now */
    public static TakenProfile of(ProfileServer server, String kind, int seconds) {
        byte[] bytes = kind.equals(CPU)
                ? server.get("profile?seconds=" + seconds, Duration.ofSeconds(seconds))
                : server.get(kind, Duration.ZERO);
        return new TakenProfile(kind, bytes);
    }

    /** @param most how many functions */
    public List<String> top(int most) {
        if (!profile.samples().isEmpty()) {
            return new TopTable(profile, profile.usual()).lines(most);
        }
        List<String> lines = new ArrayList<>(List.of(kind + ": nothing was seen"));
        if (kind.equals("block")) {
            lines.add("Does the program call runtime.SetBlockProfileRate?");
        } else if (kind.equals("mutex")) {
            lines.add("Does the program call runtime.SetMutexProfileFraction?");
        }
        return lines;
    }

    public Path write(InstrumentFiles files) {
        return files.write(files.profile(kind + ".pb.gz"), out -> out.write(bytes));
    }

    public Path writePage(InstrumentFiles files) {
        return files.write(files.profile(kind + ".html"), out -> {
            Writer writer = new BufferedWriter(new OutputStreamWriter(out, StandardCharsets.UTF_8));
            new FlamePage(profile).write(kind + " of " + files.container(), writer);
            writer.flush();
        });
    }
}
