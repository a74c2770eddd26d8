package io.github.godocker.handover;

import io.github.godocker.GoDockerException;
import java.io.IOException;
import java.nio.file.Path;

/**
 * Which library a project is, for its repository and for every other tool: {@code module.json}. Written without a JSON
 * library, which would cost more than all else where nothing changed.
 *
 * @param module its path, {@code example.com/lib}
 * @param version of the project
 * @param go what a module that requires it has to be compiled with at least, {@code 1.25}
 */
public record ModuleRecord(String module, String version, String go) {
    /** @return whether the file was not there or said something else */
    public boolean write(OwnTree tree, Path file) {
        String json = "{\n  \"module\" : " + quoted(module) + ",\n  \"version\" : " + quoted(version)
                + ",\n  \"goVersion\" : " + quoted(go) + "\n}\n";
        try {
            return tree.writeIfDifferent(file, json);
        } catch (IOException e) {
            throw new GoDockerException(
                    "Cannot write " + file + ": " + GoDockerException.words(e) + ".",
                    "Make the build directory writable.",
                    e);
        }
    }

    private static String quoted(String text) {
        StringBuilder json = new StringBuilder("\"");
        for (char c : text.toCharArray()) {
            if (c == '"' || c == '\\') {
                json.append('\\');
            }
            json.append(c < ' ' ? String.format("\\u%04x", (int) c) : String.valueOf(c));
        }
        return json.append('"').toString();
    }
}
