package io.github.godocker.go;

import io.github.godocker.Platform;
import java.util.Set;

/** Which files of a package's directory {@code go build} reads, told by their names alone. */
public final class GoFileName {
    /** Go's own list, of {@code go/build}; {@code go.mod} ends a module, and {@code default.pgo} is a profile. */
    private static final Set<String> SUFFIXES = Set.of(
            "go", "c", "cc", "cpp", "cxx", "m", "h", "hh", "hpp", "hxx", "f", "F", "for", "f90", "s", "S", "sx", "swig",
            "swigcxx", "syso");

    private GoFileName() {}

    /** Whether go may read a file of this name, tests included. */
    public static boolean isInput(String name) {
        if (name.startsWith("_") || name.startsWith(".")) {
            return false;
        }
        return SUFFIXES.contains(name.substring(name.lastIndexOf('.') + 1)) && name.indexOf('.') >= 0
                || name.equals("go.mod")
                || name.equals("default.pgo");
    }

    /** Whether its name alone keeps it for one platform: {@code x_windows.go}, {@code x_linux_arm64_test.go}. */
    static boolean isForOnePlatform(String name) {
        String[] words = name.replaceFirst("(_test)?\\.\\w+$", "").split("_");
        return words.length > 1 && Platform.isPartOfOne(words[words.length - 1]);
    }

    /** The same without tests, which {@code go build} leaves alone. */
    public static boolean isBuildInput(String name) {
        return isInput(name) && !name.endsWith("_test.go");
    }
}
