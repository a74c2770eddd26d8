package io.github.godocker.go;

/**
 * A package that {@code go build} makes an executable of.
 *
 * @param path as given to go in the module's directory: {@code .} or {@code ./cmd/api}
 * @param binary the executable's name without the platform's suffix, the one that go build gives unless the user chose
 */
public record MainPackage(String path, String binary) {
    /** Go's rule: the last element of the import path, but not a major version's ({@code example.com/app/v2}). */
    static MainPackage of(String modulePath, String path) {
        String importPath = path.equals(".") ? modulePath : modulePath + path.substring(1);
        String name = lastElement(importPath);
        if (isMajorVersion(name) && name.length() < importPath.length()) {
            name = lastElement(importPath.substring(0, importPath.length() - name.length() - 1));
        }
        return new MainPackage(path, name);
    }

    private static String lastElement(String path) {
        return path.substring(path.lastIndexOf('/') + 1);
    }

    private static boolean isMajorVersion(String element) {
        if (element.length() < 2 || element.charAt(0) != 'v' || element.charAt(1) == '0' || element.equals("v1")) {
            return false;
        }
        for (int i = 1; i < element.length(); i++) {
            if (element.charAt(i) < '0' || element.charAt(i) > '9') {
                return false;
            }
        }
        return true;
    }
}
