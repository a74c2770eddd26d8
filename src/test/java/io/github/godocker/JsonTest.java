package io.github.godocker;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.core.JsonProcessingException;
import java.io.IOException;
import java.io.StringReader;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class JsonTest {
    @Test
    void givesWhatIsThere() throws IOException {
        Json json = Json.read("""
                {"text": "a\\"\\u00fc", "number": 12345678901, "float": 1.5, "yes": true, "no": false, "nothing": null,
                 "list": ["a", 1], "object": {"a": "b", "c": 1}}""");
        assertThat(json.isObject()).isTrue();
        assertThat(json.path("text").text()).isEqualTo("a\"ü");
        assertThat(json.path("text").isText()).isTrue();
        assertThat(json.path("number").number()).isEqualTo(12_345_678_901L);
        assertThat(json.path("number").text()).isEqualTo("12345678901");
        assertThat(json.path("float").number()).isEqualTo(1);
        assertThat(json.path("yes").isTrue()).isTrue();
        assertThat(json.path("no").isTrue()).isFalse();
        assertThat(json.path("no").isMissing()).isFalse();
        assertThat(json.path("nothing").isMissing()).isTrue();
        assertThat(json.path("list").texts()).containsExactly("a", "1");
        assertThat(json.path("object").fields()).containsExactly(Map.entry("a", "b"), Map.entry("c", "1"));
        assertThat(json.path("object")).hasSize(2);
    }

    @Test
    void whatIsNotThereIsEmpty() throws IOException {
        Json json = Json.read("{\"text\": \"a\"}").path("text").path("below").path("that");
        assertThat(json.isMissing()).isTrue();
        assertThat(json.text()).isEmpty();
        assertThat(json.textOrNull()).isNull();
        assertThat(json.number()).isZero();
        assertThat(json.isTrue()).isFalse();
        assertThat(json).isEmpty();
        assertThat(json.texts()).isEmpty();
        assertThat(json.fields()).isEmpty();
        assertThat(Json.read("").isMissing()).isTrue();
    }

    @Test
    void readsOneValueAfterTheOther() throws IOException {
        List<String> texts = new ArrayList<>();
        Json.readAll(
                new StringReader("{\"a\":1}\n{\"a\":2} \"x\""),
                each -> texts.add(each.path("a").text()));
        assertThat(texts).containsExactly("1", "2", "");
    }

    @Test
    void failsForWhatIsNoJson() {
        assertThatThrownBy(() -> Json.read("{\"a\":")).isInstanceOf(JsonProcessingException.class);
        assertThatThrownBy(() -> Json.read("<html>")).isInstanceOf(JsonProcessingException.class);
        assertThatThrownBy(() -> Json.readAll(new StringReader("{} nonsense"), each -> {}))
                .isInstanceOf(JsonProcessingException.class);
    }

    @Test
    void writesWhatItIsGiven() {
        Map<String, Object> object = new LinkedHashMap<>();
        object.put("text", "a\"\n");
        object.put("list", Arrays.asList("a", 1L, 1.5, true, null));
        object.put("object", Map.of());
        assertThat(Json.write(object))
                .isEqualTo("{\"text\":\"a\\\"\\n\",\"list\":[\"a\",1,1.5,true,null],\"object\":{}}");
        assertThat(Json.writeIndented(Map.of("a", List.of("b")))).isEqualTo("{\n  \"a\" : [ \"b\" ]\n}");
    }
}
