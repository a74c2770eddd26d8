package io.github.godocker.go;

import io.github.godocker.Platform;
import java.io.EOFException;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.channels.SeekableByteChannel;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/**
 * What a compiled program says of itself in its headers: what it runs on, and what it needs there. Of an ELF file, which
 * is what Linux and all Unixes but macOS run, a few kilobytes are read, whatever its size.
 *
 * @param format the kind of file, by its first bytes
 * @param arch GOARCH, or the machine's number where Go has no name for it; empty for other formats than ELF
 * @param abi the operating system, as far as ELF tells: {@code linux} also stands for what says nothing
 * @param loader the program that loads it and its libraries, {@code /lib64/ld-linux-x86-64.so.2}; empty if none does
 * @param libraries what is loaded with it, {@code libc.so.6}
 */
public record Executable(Format format, String arch, String abi, String loader, List<String> libraries) {
    /** The kinds of files that Go makes for its operating systems. */
    public enum Format {
        ELF,
        /** Windows. */
        PE,
        /** macOS and its kin. */
        MACH_O,
        WASM,
        OTHER
    }

    private static final int LOADED = 1;
    private static final int DYNAMIC = 2;
    private static final int LOADER = 3;
    private static final int END = 0;
    private static final int NEEDED = 1;
    private static final int STRINGS = 5;
    /** Larger than any table of honest files. */
    private static final int LIMIT = 1 << 16;

    private static final Map<Integer, String> ABIS =
            Map.of(0, "linux", 2, "netbsd", 3, "linux", 6, "solaris", 7, "aix", 9, "freebsd", 12, "openbsd");

    public Executable {
        libraries = List.copyOf(libraries);
    }

    /** @throws IOException if it cannot be read, is a link, or is an ELF file that breaks off or contradicts itself */
    public static Executable read(Path file) throws IOException {
        try (SeekableByteChannel channel =
                Files.newByteChannel(file, StandardOpenOption.READ, LinkOption.NOFOLLOW_LINKS)) {
            return read(channel);
        }
    }

    /** The same of a file that is open. */
    public static Executable read(SeekableByteChannel channel) throws IOException {
        try {
            return new Reader(channel).read();
        } catch (EOFException e) {
            throw new IOException("the program breaks off: its headers point beyond its end", e);
        }
    }

    /** Whether it needs a loader or libraries of the system that runs it. */
    public boolean isDynamic() {
        return !loader.isEmpty() || !libraries.isEmpty();
    }

    /** Whether the system is one that can load such a file; where that is not known it is taken to be. */
    public boolean runsOn(Platform platform) {
        return switch (platform.os()) {
            case "windows" -> format == Format.PE;
            case "darwin", "ios" -> format == Format.MACH_O;
            case "js", "wasip1" -> format == Format.WASM;
            case "linux" -> format == Format.ELF && arch.equals(platform.arch()) && abi.equals("linux");
            case "aix", "plan9" -> true;
            default -> format == Format.ELF && arch.equals(platform.arch());
        };
    }

    /** What it runs on, for messages: {@code a program for linux/arm64}. */
    public String description() {
        return switch (format) {
            case ELF -> "a program for " + abi + "/" + arch;
            case PE -> "a program for windows";
            case MACH_O -> "a program for darwin";
            case WASM -> "a WebAssembly module";
            case OTHER -> "no program";
        };
    }

    /** What it needs, for messages: {@code the loader /lib/ld-musl-x86_64.so.1 and libc.musl-x86_64.so.1}. */
    public String needs() {
        List<String> needs = new ArrayList<>();
        if (!loader.isEmpty()) {
            needs.add("the loader " + loader);
        }
        needs.addAll(libraries);
        return String.join(" and ", needs);
    }

    private static final class Reader {
        private final SeekableByteChannel channel;

        Reader(SeekableByteChannel channel) {
            this.channel = channel;
        }

        Executable read() throws IOException {
            if (channel.size() < 20) {
                return of(Format.OTHER);
            }
            int magic = Elf.read(channel, 0, 4).getInt(0);
            if (magic != Elf.MAGIC) {
                return of(
                        switch (magic) {
                            case 0xcffaedfe, 0xcefaedfe, 0xfeedfacf, 0xfeedface, 0xcafebabe -> Format.MACH_O;
                            case 0x0061736d -> Format.WASM;
                            default -> magic >>> 16 == 0x4d5a ? Format.PE : Format.OTHER;
                        });
            }
            Elf elf = new Elf(channel);
            List<Elf.Segment> segments = elf.segments();
            List<String> libraries = new ArrayList<>();
            String loader = "";
            for (Elf.Segment segment : segments) {
                if (segment.type() == LOADER) {
                    loader = elf.text(segment.offset(), segment.size());
                } else if (segment.type() == DYNAMIC) {
                    libraries.addAll(libraries(elf, segment, segments));
                }
            }
            return new Executable(
                    Format.ELF,
                    arch(elf),
                    ABIS.getOrDefault(elf.system(), "system " + elf.system()),
                    loader,
                    libraries);
        }

        private static Executable of(Format format) {
            return new Executable(format, "", "", "", List.of());
        }

        private static List<String> libraries(Elf elf, Elf.Segment dynamic, List<Elf.Segment> segments)
                throws IOException {
            int width = elf.isWide() ? 8 : 4;
            List<Long> names = new ArrayList<>();
            long strings = -1;
            ByteBuffer table = elf.bytes(dynamic.offset(), (int) Math.min(dynamic.size(), LIMIT));
            for (int at = 0; at + 2 * width <= table.limit(); at += 2 * width) {
                long tag = elf.word(table, at);
                long value = elf.word(table, at + width);
                if (tag == END) {
                    break;
                } else if (tag == NEEDED) {
                    names.add(value);
                } else if (tag == STRINGS) {
                    strings = offset(value, segments);
                }
            }
            List<String> libraries = new ArrayList<>();
            for (long name : names) {
                libraries.add(strings < 0 ? "a library" : elf.text(strings + name, 256));
            }
            return libraries;
        }

        /** Where in the file lies what the program sees at this address. */
        private static long offset(long address, List<Elf.Segment> segments) {
            for (Elf.Segment segment : segments) {
                long distance = address - segment.address();
                if (segment.type() == LOADED && distance >= 0 && distance < segment.size()) {
                    return segment.offset() + distance;
                }
            }
            return -1;
        }

        /** Go's names for the numbers that are given to machines. */
        private static String arch(Elf elf) {
            boolean big = elf.order() == ByteOrder.BIG_ENDIAN;
            return switch (elf.machine()) {
                case 3 -> "386";
                case 8 -> (elf.isWide() ? "mips64" : "mips") + (big ? "" : "le");
                case 21 -> big ? "ppc64" : "ppc64le";
                case 22 -> "s390x";
                case 40 -> "arm";
                case 62 -> "amd64";
                case 183 -> "arm64";
                case 243 -> "riscv64";
                case 258 -> "loong64";
                default -> "machine " + elf.machine();
            };
        }
    }
}
