package io.github.godocker.check.coverage;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.godocker.GoDockerException;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class CoverageRulesTest {
    @ParameterizedTest
    @CsvSource({"80,80", "' 80.5 ',80.5", "80%,80", "80 %,80", "0,0", "100,100"})
    void aMinimumIsPercent(String text, String expected) {
        assertThat(Objects.requireNonNull(CoverageRules.minimum(text)).toPlainString())
                .isEqualTo(expected);
    }

    @Test
    void noMinimumIsNone() {
        assertThat(CoverageRules.minimum(null)).isNull();
        assertThat(CoverageRules.minimum(" ")).isNull();
    }

    @ParameterizedTest
    @ValueSource(strings = {"101", "-1", "NaN", "eighty", "80,5", "%", "1e9999999"})
    void aBadMinimumIsTold(String text) {
        assertThatThrownBy(() -> CoverageRules.minimum(text))
                .isInstanceOf(GoDockerException.class)
                .hasMessageStartingWith("Cannot use <coverageMinimum>" + text + ": it is no")
                .hasMessageContaining("<coverageMinimum>80</coverageMinimum>");
    }

    @Test
    void aFractionIsAskedBack() {
        assertThatThrownBy(() -> CoverageRules.minimum("0.85"))
                .hasMessageContaining("less than one percent")
                .hasMessageContaining("<coverageMinimum>85</coverageMinimum>");
    }

    @ParameterizedTest
    @CsvSource({
        "**/*.pb.go, internal/api/a.pb.go, true",
        "**/*.pb.go, a.pb.go, true",
        "**/*.pb.go, a.go, false",
        "internal/mocks/**, internal/mocks/deep/m.go, true",
        "internal/mocks/, internal/mocks/deep/m.go, true",
        "./internal/mocks/**, internal/mocks/m.go, true",
        "internal/mocks/**, other/internal/mocks/m.go, false",
        "*.go, sub/a.go, false",
        "%regex[.*_gen\\.go], sub/a_gen.go, true",
        "%regex[.*_gen\\.go], sub/a.go, false",
    })
    void patternsAreThoseOfMaven(String pattern, String name, boolean excluded) {
        var rules = new CoverageRules(List.of("never/**", pattern), null);

        assertThat(rules.excluded().test(List.of("example.com/" + name, name))).isEqualTo(excluded);
    }

    @Test
    void aBadPatternIsTold() {
        assertThatThrownBy(() -> new CoverageRules(List.of("%regex[(]"), null))
                .isInstanceOf(GoDockerException.class)
                .hasMessageStartingWith("Cannot use <coverageExclude>%regex[(]: ");
    }

    @Test
    void enoughIsEnough() {
        assertThatCode(() -> check("80", Map.of("a", new Ratio(4, 5)))).doesNotThrowAnyException();
        assertThatCode(() -> check(null, Map.of("a", new Ratio(0, 5)))).doesNotThrowAnyException();
        assertThatCode(() -> check("100", Map.of())).doesNotThrowAnyException();
        assertThatCode(() -> check("33.3", Map.of("a", new Ratio(1, 3)))).doesNotThrowAnyException();
    }

    @Test
    void tooLittleNamesWhereMostIsMissing() {
        assertThatThrownBy(() -> check(
                        "80",
                        Map.of(
                                "m/full", new Ratio(50, 50),
                                "m/half", new Ratio(2, 4),
                                "m/none", new Ratio(0, 2),
                                "m/nothing", new Ratio(0, 0),
                                "m/none-of-many", new Ratio(0, 30),
                                "m/most", new Ratio(9, 10))))
                .isInstanceOfSatisfying(
                        GoDockerException.class, e -> assertThat(e.kind()).isEqualTo(GoDockerException.Kind.CODE))
                .hasMessage(
                        "Cannot accept the coverage of example.com/app: 63.5% of statements (61 of 96) are covered, "
                                + "but <coverageMinimum> is 80%.\n"
                                + "Test more of m/none-of-many (0.0%, 0 of 30), m/none (0.0%, 0 of 2), m/half (50.0%, 2 of 4);"
                                + " target/page.html shows every line.");
    }

    @Test
    void littleTooLittleIsSeenInTheNumber() {
        assertThatThrownBy(() -> check("80", Map.of("a", new Ratio(79_996, 100_000))))
                .hasMessageContaining(": 79.996% of statements");
        assertThatThrownBy(() -> check("100", Map.of("a", new Ratio(99_999_999_999L, 100_000_000_000L))))
                .hasMessageContaining("(99999999999 of 100000000000)");
    }

    private static void check(@org.jspecify.annotations.Nullable String minimum, Map<String, Ratio> packages) {
        Ratio total = packages.values().stream().reduce(Ratio.NOTHING, Ratio::plus);
        new CoverageRules(List.of(), CoverageRules.minimum(minimum))
                .check(new CoverageSummary(total, new TreeMap<>(packages), ""), "example.com/app", "target/page.html");
    }
}
