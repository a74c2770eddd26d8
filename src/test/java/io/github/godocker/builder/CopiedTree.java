package io.github.godocker.builder;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.godocker.GoDockerException;
import io.github.godocker.docker.TarStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.function.BiConsumer;
import org.apache.commons.compress.archivers.tar.TarArchiveEntry;
import org.apache.commons.compress.archivers.tar.TarArchiveInputStream;
import org.jspecify.annotations.Nullable;

/** A golang container of a daemon that does not see this machine's files: {@code /src} is a file system of its own. */
final class CopiedTree extends FakeContainer {
    private static final String OWNER = "1000:1000";

    /** Lines as {@code stat} prints them, by name. */
    final TreeMap<String, String> entries = new TreeMap<>();

    final Set<String> files = new TreeSet<>();
    final Map<String, Long> times = new HashMap<>();
    private final Map<String, byte[]> contents = new HashMap<>();

    /** What was sent and removed, until a test forgets it. */
    final List<String> sent = new ArrayList<>();

    final List<String> removed = new ArrayList<>();
    final List<String> order = new ArrayList<>();
    boolean cleared;

    /** Of {@code rm}, and of what lists the files. */
    int exit;

    /** Instead of the list of files. */
    @Nullable
    GoDockerException listFailure;

    /** Instead of what is copied back. */
    @Nullable
    InputStream copy;

    /** After how many more files a copy breaks. */
    int breaksAfter = Integer.MAX_VALUE;

    CopiedTree() {}

    CopiedTree(Commands commands) {
        super(commands);
    }

    @Override
    String greeting() {
        return "copied volumes " + OWNER + " go1.26.3 /usr/local/go linux/amd64";
    }

    /** As Docker does it: a directory that the tar does not name is root's. */
    @Override
    public void copyIn(String directory, TarStream tar) {
        assertThat(directory).isEqualTo("/src");
        order.add("send");
        try (TarArchiveInputStream in = new TarArchiveInputStream(tar)) {
            for (TarArchiveEntry entry = in.getNextEntry(); entry != null; entry = in.getNextEntry()) {
                if (breaksAfter-- == 0) {
                    throw new GoDockerException("Cannot copy to the builder: the daemon went away.", "Run it again.");
                }
                unpack(entry, in);
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private void unpack(TarArchiveEntry entry, InputStream in) throws IOException {
        String name = entry.getName().replaceFirst("/$", "");
        for (int slash = name.indexOf('/'); slash > 0; slash = name.indexOf('/', slash + 1)) {
            entries.putIfAbsent(name.substring(0, slash), line(040755, "0:0", 4096, 1, name.substring(0, slash)));
        }
        long seconds = entry.getModTime().toInstant().getEpochSecond();
        int type = entry.isDirectory() ? 0040000 : entry.isSymbolicLink() ? 0120000 : 0100000;
        String owner = entry.getLongUserId() + ":" + entry.getLongGroupId();
        entries.put(name, line(type | entry.getMode() & 07777, owner, entry.getSize(), seconds, name));
        if (!entry.isDirectory()) {
            files.add(name);
            sent.add(name);
            times.put(name, seconds);
            contents.put(name, in.readAllBytes());
        }
    }

    private static String line(int mode, String owner, long size, long seconds, String name) {
        return Integer.toHexString(mode) + " " + owner + " " + size + " " + seconds + " ./" + name;
    }

    /** As if a command had made it. */
    void put(String name, int mode, long size, long seconds) {
        entries.put(name, line(mode, OWNER, size, seconds, name));
    }

    /** The same for a file that a test copies back. */
    void write(String name, int mode, byte[] content) {
        put(name, 0100000 | mode, content.length, 1);
        contents.put(name, content);
    }

    /** Names there, of which all have to be the user's. */
    Set<String> namesOfTheUser() {
        assertThat(entries.values()).allMatch(line -> line.contains(" " + OWNER + " "));
        return entries.keySet();
    }

    @Override
    public int exec(Exec exec, BiConsumer<Stream, String> output) {
        List<String> command = exec.command();
        if (command.get(0).equals("rm")) {
            assertThat(command).startsWith("rm", "-rf", "--");
            order.add("remove");
            command.stream()
                    .skip(3)
                    .map(path -> path.replaceFirst("^/src/", ""))
                    .forEach(this::remove);
            return exit;
        }
        if (command.contains("go-docker") && command.get(command.size() - 1).equals("/src")) {
            if (command.get(2).contains("find")) {
                if (listFailure != null) {
                    throw listFailure;
                }
                output.accept(Stream.STDOUT, "41ed " + OWNER + " 4096 1 .");
                entries.values().forEach(line -> output.accept(Stream.STDOUT, line));
            } else {
                cleared = true;
                files.clear();
                entries.clear();
            }
            return exit;
        }
        return super.exec(exec, output);
    }

    private void remove(String name) {
        removed.add(name);
        entries.keySet().removeIf(each -> each.equals(name) || each.startsWith(name + "/"));
        files.retainAll(entries.keySet());
    }

    /** As Docker does it: names begin with the last name of the path. */
    @Override
    public InputStream copyOut(String path) {
        if (copy != null) {
            return copy;
        }
        String name = path.replaceFirst("^/src/", "");
        int parent = name.lastIndexOf('/') + 1;
        TarStream tar = new TarStream();
        entries.forEach((each, line) -> {
            if (each.equals(name) || each.startsWith(name + "/")) {
                int mode = Integer.parseInt(line.substring(0, line.indexOf(' ')), 16);
                switch (FileState.kind(mode)) {
                    case 'd' -> tar.directory(each.substring(parent), mode & 07777);
                    case 'l' -> tar.symbolicLink(each.substring(parent), "elsewhere");
                    default -> tar.file(each.substring(parent), mode & 07777, contents.getOrDefault(each, new byte[0]));
                }
            }
        });
        return tar;
    }
}
