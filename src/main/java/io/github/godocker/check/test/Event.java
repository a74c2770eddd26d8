package io.github.godocker.check.test;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import java.io.IOException;
import org.jspecify.annotations.Nullable;

/**
 * A line of {@code go test -json}, as {@code go doc test2json} and {@code go help buildjson} describe it.
 *
 * @param action {@code start}, {@code run}, {@code output}, {@code pass}, {@code fail}, {@code skip},
 *     {@code build-output}, {@code build-fail} and more
 * @param importPath of the package; of a build, with the test that it is for in brackets
 * @param test the test's name, subtests with their parents'; null for what happens to the package
 * @param seconds that it took, if it has ended
 * @param output one line with its end, or a part of one
 * @param failedBuild of a package that failed because this did not compile
 */
record Event(
        String action,
        String importPath,
        @Nullable String test,
        double seconds,
        String output,
        @Nullable String failedBuild) {
    private static final JsonFactory JSON = new JsonFactory();

    /** Null for a line that is none: something that go or a program wrote past the stream of events. */
    static @Nullable Event parse(String line) {
        if (!line.startsWith("{\"")) {
            return null;
        }
        String action = null;
        String importPath = "";
        String test = null;
        double seconds = 0;
        String output = "";
        String failedBuild = null;
        try (JsonParser json = JSON.createParser(line)) {
            if (json.nextToken() != JsonToken.START_OBJECT) {
                return null;
            }
            while (json.nextToken() == JsonToken.FIELD_NAME) {
                String name = json.currentName();
                JsonToken value = json.nextToken();
                switch (name) {
                    case "Action" -> action = json.getValueAsString();
                    case "Package", "ImportPath" -> importPath = json.getValueAsString("");
                    case "Test" -> test = json.getValueAsString();
                    case "Elapsed" -> seconds = json.getValueAsDouble();
                    case "Output" -> output = json.getValueAsString("");
                    case "FailedBuild" -> failedBuild = json.getValueAsString();
                    default -> {
                        if (value.isStructStart()) {
                            json.skipChildren();
                        }
                    }
                }
            }
        } catch (IOException e) {
            return null; // a program's own line that looks like one
        }
        return action == null ? null : new Event(action, importPath, test, seconds, output, failedBuild);
    }
}
