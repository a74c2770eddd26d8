package io.github.godocker.go;

import java.io.EOFException;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.Optional;

/**
 * Go's table of functions and lines, {@code pclntab}, which each program has for its stack traces, and keeps when its symbols
 * are stripped. Here it tells which functions there are and how many bytes each one has. Its layout is that of Go 1.18, which
 * 1.20 kept (runtime/symtab.go, {@code pcHeader}): a header, and the offsets of tables from it.
 *
 * @param since the Go version that has brought its layout: 18 or 20
 */
record LineTable(Elf file, long offset, long length, int since) {
    private static final int GO_1_18 = 0xfffffff0;
    private static final int GO_1_20 = 0xfffffff1;
    private static final int GO_1_2 = 0xfffffffb;
    private static final int GO_1_16 = 0xfffffffa;
    private static final int WORDS = 8;
    private static final int ENTRY = 8;
    private static final int ALIGNED = 8;

    /** What is done with each function. */
    interface Functions {
        void accept(String name, long size);
    }

    /** Layouts that are no longer read. */
    static final class OldException extends IOException {
        private static final long serialVersionUID = 1L;

        OldException() {
            super("it was made by a Go older than 1.18");
        }
    }

    /**
     * The table that begins here, if one does.
     *
     * @throws OldException if it is one of the former layouts
     */
    static Optional<LineTable> at(Elf file, long offset, long length) throws IOException {
        int size = WORDS + WORDS * (file.isWide() ? 8 : 4);
        if (length < size) {
            return Optional.empty();
        }
        ByteBuffer header = file.bytes(offset, size);
        int magic = header.getInt(0);
        int quantum = header.get(6);
        boolean formed = header.get(4) == 0
                && header.get(5) == 0
                && (quantum == 1 || quantum == 2 || quantum == 4)
                && header.get(7) == (file.isWide() ? 8 : 4);
        if (formed && (magic == GO_1_2 || magic == GO_1_16)) {
            throw new OldException();
        }
        return formed && (magic == GO_1_18 || magic == GO_1_20)
                ? Optional.of(new LineTable(file, offset, length, magic == GO_1_18 ? 18 : 20))
                : Optional.empty();
    }

    /** The table that is somewhere in this part of the file. */
    static Optional<LineTable> within(Elf file, long offset, long length) throws IOException {
        Window part = new Window(file, offset, length);
        for (long at = 0; at + Integer.BYTES <= length; at += ALIGNED) {
            int magic = part.number(at);
            if (magic == GO_1_18 || magic == GO_1_20) {
                Optional<LineTable> found = at(file, offset + at, length - at);
                if (found.isPresent()) {
                    return found;
                }
            }
        }
        return Optional.empty();
    }

    /**
     * Passes all functions on, in the order of their code.
     *
     * @throws EOFException if the table leads beyond its end
     */
    void forEach(Functions functions) throws IOException {
        ByteBuffer header = file.bytes(offset, WORDS + WORDS * (file.isWide() ? 8 : 4));
        long count = word(header, 0);
        long names = word(header, 3);
        long details = word(header, 7);
        if (names < 0 || names > length || details < 0 || details > length || count < 0 || count > length / ENTRY) {
            throw new EOFException();
        }
        Window table = new Window(file, offset + details, length - details);
        Window detail = new Window(file, offset + details, length - details);
        Window text = new Window(file, offset + names, length - names);
        long start = count == 0 ? 0 : table.unsigned(0);
        for (long i = 0; i < count; i++) {
            long end = table.unsigned((i + 1) * ENTRY);
            if (end < start) {
                throw new IOException("its functions are in no order");
            }
            long name = detail.unsigned(table.unsigned(i * ENTRY + Integer.BYTES) + Integer.BYTES);
            functions.accept(text.text(name), end - start);
            start = end;
        }
    }

    private long word(ByteBuffer header, int number) {
        return file.word(header, WORDS + number * (file.isWide() ? 8 : 4));
    }
}
