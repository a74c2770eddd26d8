package io.github.godocker.go;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.godocker.Platform;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Go's lines are those of go 1.26. */
class CgoNeedTest {
    private static final List<String> ANSWER =
            List.of("example.com/need/p p /src/p", "example.com/db db /cache/mod/db@v1");

    @ParameterizedTest
    @ValueSource(
            strings = {
                "package example.com/need\n\timports example.com/need/p: build constraints exclude all Go files in /src/p",
                "package example.com/need/p: build constraints exclude all Go files in /src/p",
                "# example.com/need/p\np/o.go:3:16: undefined: Free",
                "# example.com/need\n./main.go:5:17: undefined: p.Free",
            })
    void namesThePackageWhoseFilesAreLeftOut(String complaints) {
        assertThat(CgoNeed.explain("Cannot compile x", complaints.lines().toList(), ANSWER))
                .hasValueSatisfying(problem -> assertThat(problem)
                        .hasMessageStartingWith(
                                "Cannot compile x: example.com/need/p has C code, which needs cgo, and cgo is off."
                                        + "\nSet <cgo>true</cgo>."));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "package x\n\timports y: build constraints exclude all Go files in /src/p/windows",
                "# example.com/need\n./main.go:5:17: undefined: Free",
                "# example.com/need\n./main.go:5:17: undefined: other.Free",
                "# example.com/need/p\np/o.go:3:16: declared and not used: x",
            })
    void saysNothingOfOtherFailures(String complaints) {
        assertThat(CgoNeed.explain("Cannot compile x", complaints.lines().toList(), ANSWER))
                .isEmpty();
        assertThat(CgoNeed.explain("Cannot compile x", complaints.lines().toList(), List.of()))
                .isEmpty();
    }

    @Test
    void asksOnlyWhereCgoIsOff() {
        List<String> complaints = List.of("./main.go:5:17: undefined: p.Free");

        assertThat(CgoNeed.isPossible(build(Cgo.OFF, Map.of()), complaints)).isTrue();
        assertThat(CgoNeed.isPossible(build(Cgo.OFF, Map.of()), List.of("x.go:1:1: syntax error")))
                .isFalse();
        assertThat(CgoNeed.isPossible(build(Cgo.STATIC, Map.of()), complaints)).isFalse();
        assertThat(CgoNeed.isPossible(build(Cgo.OFF, Map.of("CGO_ENABLED", "1")), complaints))
                .isFalse();
        assertThat(CgoNeed.question(build(Cgo.OFF, Map.of())))
                .containsSequence("go", "list", "-e", "-deps", "-tags=prod")
                .endsWith("./cmd/app");
    }

    private static GoBuild build(Cgo cgo, Map<String, String> goEnv) {
        List<MainPackage> mains = List.of(new MainPackage("./cmd/app", "app"));
        return new GoBuild(mains, Platform.parse("linux/amd64"), "", List.of("prod"), List.of(), cgo, Map.of(), goEnv);
    }
}
