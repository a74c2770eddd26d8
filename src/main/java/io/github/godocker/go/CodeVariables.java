package io.github.godocker.go;

import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * What of Maven's environment changes the code that go makes, so that it does here what it does for a go command beside
 * it. Where C's compiler is and what it needs belongs to the machine that it runs on, and is left out.
 */
public final class CodeVariables {
    private static final List<String> NAMES = List.of(
            "GOAMD64",
            "GOARM",
            "GOARM64",
            "GO386",
            "GOMIPS",
            "GOMIPS64",
            "GOPPC64",
            "GORISCV64",
            "GOWASM",
            "GOEXPERIMENT",
            "GOFIPS140");

    private CodeVariables() {}

    /** Those that are set to something, in a stable order. */
    public static Map<String, String> of(Map<String, String> environment) {
        Map<String, String> variables = new TreeMap<>();
        for (String name : NAMES) {
            String value = environment.get(name);
            if (value != null && !value.isBlank()) {
                variables.put(name, value.strip());
            }
        }
        return Collections.unmodifiableMap(variables);
    }
}
