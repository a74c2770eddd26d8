package io.github.godocker.check.test;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.godocker.GoDockerException;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class TestSelectionTest {
    private static final List<String> ALL = List.of("./...");

    private static Map<String, String> packages() {
        Map<String, String> packages = new LinkedHashMap<>();
        for (String relative : List.of(".", "store", "internal/store", "internal/api", "cmd/app")) {
            packages.put(relative.equals(".") ? "example.com/app" : "example.com/app/" + relative, relative);
        }
        return packages;
    }

    private static String run(String text) {
        TestSelection selection = TestSelection.parse(text);
        assertThat(selection.namesPackages()).isFalse();
        TestSelection.Group group = selection.everywhere(ALL);
        assertThat(group.packages()).isEqualTo(ALL);
        return group.run() + " without " + group.skip();
    }

    /** The packages that are tested, without the module's path, and with what. */
    private static String groups(String text) {
        TestSelection selection = TestSelection.parse(text);
        assertThat(selection.namesPackages()).isTrue();
        StringBuilder groups = new StringBuilder();
        for (TestSelection.Group group : selection.groups(packages())) {
            groups.append(groups.length() == 0 ? "" : "; ");
            groups.append(String.join(
                    " ",
                    group.packages().stream()
                            .map(path -> path.replaceFirst("^example.com/app/?", "./"))
                            .toList()));
            groups.append(group.run().isEmpty() ? "" : " run " + group.run());
            groups.append(group.skip().isEmpty() ? "" : " skip " + group.skip());
        }
        return groups.toString();
    }

    @Test
    void nothingMeansAll() {
        TestSelection all = TestSelection.parse(" ");
        assertThat(all.isAll()).isTrue();
        assertThat(all.everywhere(ALL)).isEqualTo(new TestSelection.Group(ALL, "", ""));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '~',
            value = {
                "TestOpen                 ~ ^TestOpen$ without ",
                "Test*Open                ~ ^Test.*Open$ without ",
                "TestOp?n                 ~ ^TestOp.n$ without ",
                "*Open*                   ~ ^.*Open.*$ without ",
                "ExampleStore_Open,FuzzX  ~ ^ExampleStore_Open$|^FuzzX$ without ",
                "TestOpen/an empty (file) ~ ^TestOpen$/^an_empty_\\(file\\)$ without ",
                "TestOpen/*               ~ ^TestOpen$/^.*$ without ",
                "Test**n?                 ~ ^Test.*n.$ without ",
                "'%regex[TestA[0,9]],TestB' ~ TestA[0,9]|^TestB$ without ",
                "%regex[TestA[0-9]]       ~ TestA[0-9] without ",
                "!TestSlow                ~ ' without ^TestSlow$'",
                "'Test*, !TestSlow,!TestB*' ~ ^Test.*$ without ^TestSlow$|^TestB.*$",
                "%regex[Test(A|B){1,2}]   ~ Test(A|B){1,2} without ",
                "#TestOpen                ~ ^TestOpen$ without ",
            })
    void testsOfAllPackages(String text, String expected) {
        assertThat(run(text).strip()).isEqualTo(expected.strip());
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '~',
            value = {
                "store#TestOpen                ~ ./store ./internal/store run ^TestOpen$",
                "./store#TestOpen+TestClose    ~ ./store run ^TestOpen$|^TestClose$",
                "internal/store                ~ ./internal/store",
                "internal/*#Test*              ~ ./internal/store ./internal/api run ^Test.*$",
                "./internal/...                ~ ./internal/store ./internal/api",
                "./...                         ~ ./ ./store ./internal/store ./internal/api ./cmd/app",
                ".                             ~ ./",
                "example.com/app/store         ~ ./store",
                "example.com/app/...#TestX     ~ ./ ./store ./internal/store ./internal/api ./cmd/app run ^TestX$",
                "st?re                         ~ ./store ./internal/store",
                "./cmd/**                      ~ ./cmd/app",
                "./in...store                  ~ ./internal/store",
                "'./store#TestOpen,./store'    ~ ./store",
                "'!./store#TestA,!./store#TestB,./store' ~ ./store skip ^TestA$|^TestB$",
                "!internal/store               ~ ./ ./store ./internal/api ./cmd/app",
                "!store#TestSlow               ~ ./ ./internal/api ./cmd/app; ./store ./internal/store skip ^TestSlow$",
                "TestX,./store                 ~ ./ ./internal/store ./internal/api ./cmd/app run ^TestX$; ./store",
                "'Test*,!./cmd/...,!TestSlow'  ~ ./ ./store ./internal/store ./internal/api run ^Test.*$ skip ^TestSlow$",
                "OpenTest                      ~ ''",
            })
    void testsOfPackages(String text, String expected) {
        assertThat(groups(text)).isEqualTo(expected.strip());
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '~',
            value = {
                "store#                ~ there is no test after the #",
                "../other#TestX        ~ ../other is outside of the module",
                "/abs                  ~ /abs is outside of the module",
                "%regex[Test(]         ~ Unclosed group",
            })
    void whatMakesNoSense(String text, String problem) {
        assertThatThrownBy(() -> TestSelection.parse(text))
                .isInstanceOf(GoDockerException.class)
                .hasMessageStartingWith("Cannot select tests by -Dtest=" + text.strip() + ": ")
                .hasMessageContaining(problem);
    }
}
