package io.github.godocker.go;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;

/**
 * What a Go program says of how it was made, which {@code go version -m} prints: debug/buildinfo has the format since
 * Go 1.18.
 *
 * @param goVersion {@code go1.26.3}
 * @param mainPackage the import path of its main package; empty if it is not known
 * @param modules its own and all that went in, with their versions
 */
record BuildInfo(String goVersion, String mainPackage, Map<String, String> modules) {
    /** The name by which Go's standard library stands among modules. */
    static final String STANDARD = "std";

    /** The name of what is in no module that is known. */
    static final String UNKNOWN = "(unknown)";

    static final BuildInfo NONE = new BuildInfo("", "", Map.of());

    private static final byte[] MAGIC = "\u00ff Go buildinf:".getBytes(StandardCharsets.ISO_8859_1);
    private static final int FLAGS = 15;
    private static final int INLINE = 2;
    private static final int HEADER = 32;
    private static final int LARGEST = 1 << 20;
    /** Before and after the text there are 16 bytes by which it can be found in the file. */
    private static final int MARK = 16;

    private static final int COLUMNS_OF_A_MODULE = 2;

    /** @param offset of the section that holds it */
    static Optional<BuildInfo> read(Elf file, long offset, long length) throws IOException {
        ByteBuffer bytes = file.bytes(offset, (int) Math.min(length, LARGEST));
        if (bytes.limit() < HEADER) {
            return Optional.empty();
        }
        for (int i = 0; i < MAGIC.length; i++) {
            if (bytes.get(i) != MAGIC[i]) {
                return Optional.empty();
            }
        }
        if ((bytes.get(FLAGS) & INLINE) == 0) {
            return Optional.of(NONE);
        }
        bytes.position(HEADER);
        String version = text(bytes);
        String text = text(bytes);
        boolean marked = text.length() > 2 * MARK && text.charAt(text.length() - MARK - 1) == '\n';
        return Optional.of(parse(version, marked ? text.substring(MARK, text.length() - MARK) : ""));
    }

    /** Its length comes first, seven bits a byte. Latin 1 keeps the marks, which are no text, as long as they are. */
    private static String text(ByteBuffer bytes) {
        long length = 0;
        for (int shift = 0; bytes.hasRemaining() && shift < Integer.SIZE; shift += 7) {
            byte next = bytes.get();
            length |= (next & 0x7fL) << shift;
            if (next >= 0) {
                break;
            }
        }
        byte[] text = new byte[(int) Math.min(length, bytes.remaining())];
        bytes.get(text);
        return new String(text, StandardCharsets.ISO_8859_1);
    }

    static BuildInfo parse(String version, String text) {
        Map<String, String> modules = new LinkedHashMap<>();
        String main = "";
        String last = "";
        for (String line : text.split("\n")) {
            String[] fields = line.split("\t", -1);
            if (fields[0].equals("path") && fields.length >= COLUMNS_OF_A_MODULE) {
                main = fields[1];
            } else if ((fields[0].equals("mod") || fields[0].equals("dep")) && fields.length > COLUMNS_OF_A_MODULE) {
                last = fields[1];
                modules.put(last, fields[2]);
            } else if (fields[0].equals("=>") && fields.length > COLUMNS_OF_A_MODULE && !last.isEmpty()) {
                modules.put(last, fields[2].isEmpty() ? "=> " + fields[1] : fields[2]);
            }
        }
        return new BuildInfo(version, main, modules);
    }

    /** The module that a package belongs to: that with the longest path of those that it lies in. */
    String moduleOf(String packagePath) {
        for (int end = packagePath.length(); end > 0; end = packagePath.lastIndexOf('/', end - 1)) {
            String path = packagePath.substring(0, end);
            if (modules.containsKey(path)) {
                return path;
            }
        }
        int slash = packagePath.indexOf('/');
        String first = slash < 0 ? packagePath : packagePath.substring(0, slash);
        return first.indexOf('.') < 0 && !packagePath.isEmpty() ? STANDARD : UNKNOWN;
    }
}
