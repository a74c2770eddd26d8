package io.github.godocker.go;

import java.io.EOFException;
import java.io.IOException;
import java.nio.channels.SeekableByteChannel;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * What the bytes of a Go program are: the code of each package, by module, and the rest by its kind. All of them together
 * are the file. Inlined code counts where it was inlined, as it does everywhere.
 *
 * @param goVersion that compiled it, {@code go1.26.3}; empty if it does not say
 * @param mainPackage the import path of its main package; empty if it does not say
 * @param size of the file
 * @param modules the largest first
 * @param rest what is no code of a package, by kind, the largest first
 * @param problem why its functions are not known; empty if they are
 */
public record GoProgram(
        String goVersion, String mainPackage, long size, List<Module> modules, Map<String, Long> rest, String problem) {
    private static final String MAIN = "main";
    /** More than the largest programs have; what a forged one has beyond counts as one. */
    private static final int MOST_PACKAGES = 5_000;

    private static final int LONGEST_NAME = 200;

    /** One module, or Go's standard library, with its packages, the largest first. */
    public record Module(String path, String version, Map<String, Long> packages) {
        public Module {
            packages = sorted(packages);
        }

        public long size() {
            return packages.values().stream().mapToLong(Long::longValue).sum();
        }
    }

    /** What sections are for. */
    private enum Kind {
        CODE("code of no Go function"),
        CONSTANTS("constants and types"),
        LINES("table of functions and lines"),
        DATA("variables"),
        DEBUG("debug information"),
        SYMBOLS("symbols"),
        OTHER("headers");

        private static final long WRITABLE = 1;
        private static final long LOADED = 2;
        private static final long EXECUTABLE = 4;

        final String words;

        Kind(String words) {
            this.words = words;
        }

        static Kind of(Elf.Section section) {
            String name = section.name();
            if (name.contains("pclntab")) {
                return LINES;
            } else if (name.startsWith(".debug") || name.startsWith(".zdebug")) {
                return DEBUG;
            } else if (name.equals(".symtab") || name.equals(".strtab")) {
                return SYMBOLS;
            } else if ((section.flags() & EXECUTABLE) != 0) {
                return CODE;
            } else if ((section.flags() & WRITABLE) != 0) {
                return DATA;
            }
            boolean constant = name.startsWith(".rodata")
                    || name.startsWith(".go.")
                    || name.equals(".typelink")
                    || name.equals(".itablink");
            return constant && (section.flags() & LOADED) != 0 ? CONSTANTS : OTHER;
        }
    }

    /** What the linker or the compiler has made, or assembly outside of packages. */
    private static final String GENERATED = "generated functions";

    public GoProgram {
        modules = List.copyOf(modules);
        rest = sorted(rest);
    }

    /** Nothing if this is no Go program, or none in ELF, as is all that Linux runs. */
    public static Optional<GoProgram> read(SeekableByteChannel channel) throws IOException {
        if (channel.size() < Integer.BYTES
                || Elf.read(channel, 0, Integer.BYTES).getInt(0) != Elf.MAGIC) {
            return Optional.empty();
        }
        try {
            Elf elf = new Elf(channel);
            return read(elf, elf.sections());
        } catch (EOFException e) {
            throw new IOException("the program breaks off: its headers point beyond its end", e);
        }
    }

    private static Optional<GoProgram> read(Elf elf, List<Elf.Section> sections) throws IOException {
        boolean isGo = false;
        BuildInfo info = BuildInfo.NONE;
        for (Elf.Section section : sections) {
            isGo |= section.name().contains("pclntab");
            if (section.name().equals(".go.buildinfo")) {
                isGo = true;
                info = BuildInfo.read(elf, section.offset(), section.size()).orElse(info);
            }
        }
        if (!isGo) {
            return Optional.empty();
        }
        Map<String, Long> rest = kinds(elf, sections);
        Map<String, Long> packages = new HashMap<>();
        String problem;
        try {
            problem = count(elf, sections, packages);
        } catch (EOFException e) {
            problem = "its table of functions breaks off";
        } catch (IOException e) {
            problem = "its table of functions cannot be read: " + e.getMessage();
        }
        long code = rest.getOrDefault(Kind.CODE.words, 0L);
        long known = packages.values().stream().mapToLong(Long::longValue).sum();
        if (known > code) {
            problem = "its table of functions tells of more code than there is";
        }
        if (problem.isEmpty()) {
            subtract(rest, code - known);
            long generated = packages.getOrDefault("", 0L);
            if (generated > 0) {
                rest.put(GENERATED, generated);
                packages.remove("");
            }
        } else {
            packages.clear();
        }
        return Optional.of(new GoProgram(
                info.goVersion(), info.mainPackage(), elf.size(), modules(info, packages), rest, problem));
    }

    private static void subtract(Map<String, Long> rest, long left) {
        if (left > 0) {
            rest.put(Kind.CODE.words, left);
        } else {
            rest.remove(Kind.CODE.words);
        }
    }

    /** What each kind of section takes in the file; where sections overlap, as only forged ones do, the first counts. */
    private static Map<String, Long> kinds(Elf elf, List<Elf.Section> sections) throws IOException {
        List<Elf.Section> ordered = new ArrayList<>(sections);
        ordered.sort(Comparator.comparingLong(Elf.Section::offset));
        Map<String, Long> kinds = new HashMap<>();
        long at = 0;
        for (Elf.Section section : ordered) {
            long from = Math.max(at, section.offset());
            long end = section.size() < 0 || section.offset() > elf.size() - section.size()
                    ? elf.size()
                    : section.offset() + section.size();
            if (section.size() != 0 && section.offset() >= 0 && end > from) {
                kinds.merge(Kind.of(section).words, end - from, Long::sum);
                at = end;
            }
        }
        long known = kinds.values().stream().mapToLong(Long::longValue).sum();
        if (known < elf.size()) {
            kinds.merge(Kind.OTHER.words, elf.size() - known, Long::sum);
        }
        return kinds;
    }

    /**
     * Counts the code of each package; what is in none counts as that of the package "".
     *
     * @return what is wrong with the table; empty if nothing is
     */
    private static String count(Elf elf, List<Elf.Section> sections, Map<String, Long> packages) throws IOException {
        Optional<LineTable> table = table(elf, sections);
        if (table.isEmpty()) {
            return "it has no table of functions that is known here";
        }
        boolean colons = table.get().since() > 18;
        table.get().forEach((function, size) -> {
            String found = packageOf(function, colons);
            boolean one = packages.size() >= MOST_PACKAGES && !packages.containsKey(found);
            packages.merge(one ? BuildInfo.UNKNOWN : found, size, Long::sum);
        });
        return "";
    }

    private static Optional<LineTable> table(Elf elf, List<Elf.Section> sections) throws IOException {
        for (Elf.Section section : sections) {
            if (section.name().contains("pclntab") && section.size() > 0) {
                return LineTable.at(elf, section.offset(), section.size());
            }
        }
        // Up to Go 1.25 the system's linker makes one section of this and others where the program can be moved.
        for (Elf.Section section : sections) {
            if (section.name().equals(".data.rel.ro") && section.size() > 0) {
                return LineTable.within(elf, section.offset(), section.size());
            }
        }
        return Optional.empty();
    }

    /**
     * The package that a function's name begins with: {@code google.golang.org/grpc} of
     * {@code google.golang.org/grpc.(*Server).Serve}. Empty for what the compiler has made.
     *
     * @param colons whether the compiler's own names begin with {@code go:} and {@code type:}, as since Go 1.20
     */
    static String packageOf(String function, boolean colons) {
        String mark = colons ? ":" : ".";
        if (function.startsWith("go" + mark) || function.startsWith("type" + mark)) {
            return "";
        }
        String name = function;
        // The types of a generic function have packages of their own.
        int types = name.indexOf('[');
        if (types >= 0 && name.lastIndexOf(']') > types) {
            name = name.substring(0, types) + name.substring(name.lastIndexOf(']') + 1);
        }
        int dot = name.indexOf('.', Math.max(0, name.lastIndexOf('/')));
        if (dot < 0) {
            return "";
        }
        String path = unescape(name.substring(0, dot));
        return path.length() > LONGEST_NAME ? path.substring(0, LONGEST_NAME) : path;
    }

    /** In a symbol's name, dots of a path's last element are {@code %2e}: gopkg.in/yaml%2ev3. */
    private static String unescape(String path) {
        int percent = path.indexOf('%');
        if (percent < 0) {
            return path;
        }
        StringBuilder text = new StringBuilder(path.length());
        for (int i = 0; i < path.length(); i++) {
            char c = path.charAt(i);
            int code = c == '%' && i + 2 < path.length() ? hex(path.charAt(i + 1)) * 16 + hex(path.charAt(i + 2)) : -1;
            if (code >= 0) {
                text.append((char) code);
                i += 2;
            } else {
                text.append(c);
            }
        }
        return text.toString();
    }

    private static int hex(char c) {
        int digit = Character.digit(c, 16);
        return digit < 0 ? -1000 : digit;
    }

    private static List<Module> modules(BuildInfo info, Map<String, Long> packages) {
        Map<String, Map<String, Long>> byModule = new LinkedHashMap<>();
        packages.forEach((path, size) -> {
            String whole = path.equals(MAIN) && !info.mainPackage().isEmpty() ? info.mainPackage() : path;
            byModule.computeIfAbsent(info.moduleOf(whole), module -> new HashMap<>())
                    .merge(whole, size, Long::sum);
        });
        return byModule.entrySet().stream()
                .map(each -> new Module(each.getKey(), info.modules().getOrDefault(each.getKey(), ""), each.getValue()))
                .sorted(Comparator.comparingLong(Module::size).reversed().thenComparing(Module::path))
                .toList();
    }

    private static Map<String, Long> sorted(Map<String, Long> sizes) {
        Map<String, Long> sorted = new LinkedHashMap<>();
        sizes.entrySet().stream()
                .sorted(Map.Entry.<String, Long>comparingByValue().reversed().thenComparing(Map.Entry.comparingByKey()))
                .forEach(each -> sorted.put(each.getKey(), each.getValue()));
        return java.util.Collections.unmodifiableMap(sorted);
    }
}
