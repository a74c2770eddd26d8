package io.github.godocker.handover;

import java.io.Closeable;
import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.file.NoSuchFileException;
import java.nio.file.OpenOption;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.HashSet;
import java.util.Set;

/**
 * A file that is made, and its directory, held open. Where two builds make the directory at once, the one of the second
 * takes the place of the first one's, as long as that is empty: whoever is in that one can put nothing there any more, and
 * goes to the other. With its first file a directory keeps its place.
 */
record NewFile(Directory directory, FileChannel channel) implements Closeable {
    /** As many builds may have begun to make a directory at the same moment. */
    private static final int TRIES = 8;

    /** Goes on after what another build has done meanwhile. */
    interface Attempt<T> {
        T make() throws IOException;
    }

    static <T> T retried(Attempt<T> attempt) throws IOException {
        for (int tries = 1; ; tries++) {
            try {
                return attempt.make();
            } catch (NoSuchFileException e) {
                if (tries == TRIES) {
                    throw e;
                }
            }
        }
    }

    /** @param options how it is opened besides for writing, and new */
    static NewFile in(OwnTree tree, Path path, String name, boolean executable, OpenOption... options)
            throws IOException {
        Set<OpenOption> all = new HashSet<>(Set.of(options));
        all.add(StandardOpenOption.CREATE_NEW);
        all.add(StandardOpenOption.WRITE);
        return retried(() -> {
            Directory directory = tree.enterOrMake(path);
            try {
                return new NewFile(directory, directory.file(name, all, executable));
            } catch (IOException e) {
                directory.close();
                throw e;
            }
        });
    }

    @Override
    public void close() throws IOException {
        try (directory) {
            channel.close();
        }
    }
}
