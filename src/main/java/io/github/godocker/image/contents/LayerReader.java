package io.github.godocker.image.contents;

import io.github.godocker.go.GoProgram;
import io.github.godocker.image.contents.Layer.FileEntry;
import io.github.godocker.image.contents.Layer.Program;
import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.PriorityQueue;
import org.apache.commons.compress.archivers.tar.TarArchiveEntry;

/**
 * Reads layers as they come, in constant memory: of the files it keeps the largest, and of a program, which has to be read
 * forth and back, it makes a copy on disk, one at a time.
 */
final class LayerReader {
    private static final String REMOVES = ".wh.";
    private static final int EXECUTABLE = 0111;
    private static final int MODE = 07777;
    private static final byte[] ELF = {0x7f, 'E', 'L', 'F'};
    private static final long LARGEST_PROGRAM = 2L << 30;
    private static final int MOST_PROGRAMS = 50;
    private static final int LONGEST_PATH = 1000;
    private static final int PIECE = 1 << 16;

    private final FileChannel scratch;
    private final int most;
    private final byte[] piece = new byte[PIECE];
    private int programsFound;

    /**
     * @param scratch a file for copies
     * @param most how many files of each layer are kept
     */
    LayerReader(FileChannel scratch, int most) {
        this.scratch = scratch;
        this.most = most;
    }

    /** Fails only if the archive around it does: a broken layer is told as such, with what was read of it. */
    Layer read(InputStream unpacked) {
        PriorityQueue<FileEntry> largest = new PriorityQueue<>(Comparator.comparingLong(FileEntry::size));
        List<Program> programs = new ArrayList<>();
        long size = 0;
        long files = 0;
        long links = 0;
        long removed = 0;
        long others = 0;
        String problem = "";
        try {
            AnyTar tar = new AnyTar(unpacked);
            for (TarArchiveEntry entry = tar.next(); entry != null; entry = tar.next()) {
                String path = path(entry);
                if (path.substring(path.lastIndexOf('/') + 1).startsWith(REMOVES)) {
                    removed++;
                } else if (entry.isSymbolicLink() || entry.isLink()) {
                    links++;
                } else if (entry.isCharacterDevice() || entry.isBlockDevice() || entry.isFIFO()) {
                    others++;
                } else if (entry.isFile()) {
                    FileEntry file = new FileEntry(path, Math.max(0, entry.getRealSize()), entry.getMode() & MODE);
                    files++;
                    size += file.size();
                    largest.add(file);
                    if (largest.size() > most) {
                        largest.poll();
                    }
                    program(file, tar.content()).ifPresent(programs::add);
                }
            }
        } catch (IOException e) {
            problem = String.valueOf(e.getMessage());
        }
        List<FileEntry> ordered = new ArrayList<>(largest);
        ordered.sort(Comparator.comparingLong(FileEntry::size).reversed().thenComparing(FileEntry::path));
        return new Layer("", size, files, ordered, links, removed, others, programs, problem);
    }

    private static String path(TarArchiveEntry entry) {
        String path = AnyTar.path(entry.getName());
        return path.length() > LONGEST_PATH ? path.substring(0, LONGEST_PATH) + "…" : path;
    }

    private Optional<Program> program(FileEntry file, InputStream content) throws IOException {
        if ((file.mode() & EXECUTABLE) == 0
                || file.size() < ELF.length
                || file.size() > LARGEST_PROGRAM
                || programsFound >= MOST_PROGRAMS) {
            return Optional.empty();
        }
        int count = content.readNBytes(piece, 0, piece.length);
        if (!ByteBuffer.wrap(piece, 0, Math.min(count, ELF.length)).equals(ByteBuffer.wrap(ELF))) {
            return Optional.empty();
        }
        scratch.truncate(0).position(0);
        while (count > 0) {
            ByteBuffer bytes = ByteBuffer.wrap(piece, 0, count);
            while (bytes.hasRemaining()) {
                scratch.write(bytes);
            }
            count = content.readNBytes(piece, 0, piece.length);
        }
        try {
            Optional<GoProgram> found = GoProgram.read(scratch);
            programsFound += found.isPresent() ? 1 : 0;
            return found.map(program -> new Program(file.path(), program));
        } catch (IOException e) {
            // A broken program is a file like others.
            return Optional.empty();
        }
    }
}
