package io.github.godocker.go;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Test;

class CanonicalTextTest {
    private record Pair(Object left, Object right) {}

    @Test
    void isTheSameForEqualValues() {
        assertThat(text(List.of("a", "b"))).isEqualTo(text(Arrays.asList("a", "b")));
        assertThat(text(new Pair(Map.of("a", 1), Optional.of("x"))))
                .isEqualTo(text(new Pair(new LinkedHashMap<>(Map.of("a", 1)), Optional.of("x"))));
        for (List<String> order : List.of(List.of("a", "b", "c"), List.of("c", "a", "b"))) {
            Map<String, String> map = new LinkedHashMap<>();
            order.forEach(key -> map.put(key, key));
            assertThat(text(map)).isEqualTo(text(Map.of("a", "a", "b", "b", "c", "c")));
            assertThat(text(map.keySet())).isEqualTo(text(Set.of("a", "b", "c")));
        }
    }

    @Test
    void differsWhereJavasOwnDoesNot() {
        assertThat(List.of(
                        text(List.of("a, b")),
                        text(List.of("a", "b")),
                        text(List.of(List.of("a"), "b")),
                        text(List.of("a", List.of("b"))),
                        text(Map.of("A", "1, B=2")),
                        text(new Pair("a, right=b", "c")),
                        text(new Pair("a", "b, right=c")),
                        text(new Pair("", "")),
                        text(Arrays.asList(null, "")),
                        text(Arrays.asList("", null)),
                        text("null"),
                        text(Optional.empty()),
                        text(List.of()),
                        text(Map.of()),
                        text("\"1:a")))
                .doesNotHaveDuplicates();
        Map<String, String> two = new LinkedHashMap<>();
        two.put("A", "1");
        two.put("B", "2");
        assertThat(text(two)).isNotEqualTo(text(Map.of("A", "1, B=2")));
    }

    private static String text(Object value) {
        return CanonicalText.of(value);
    }
}
