package io.github.godocker.go;

import java.lang.reflect.RecordComponent;
import java.util.Collection;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * A text that equal values have, and no other. That of Java is not like that: {@code [a, b]} is a list of two and of one,
 * and sets and maps show their order, which equal ones do not share.
 */
final class CanonicalText {
    private CanonicalText() {}

    /** @param value made of records, maps, collections and of what has a {@code toString} of its own */
    static String of(@Nullable Object value) {
        StringBuilder text = new StringBuilder();
        append(value, text);
        return text.toString();
    }

    private static void append(@Nullable Object value, StringBuilder text) {
        if (value == null) {
            text.append('-');
        } else if (value instanceof Record tuple) {
            RecordComponent[] components = tuple.getClass().getRecordComponents();
            text.append('(').append(components.length);
            for (RecordComponent component : components) {
                append(component(tuple, component), text);
            }
        } else if (value instanceof Map<?, ?> map) {
            text.append('{').append(map.size());
            // Each JVM has another order of what Map.of and Set.of have made.
            map.entrySet().stream()
                    .map(entry -> of(entry.getKey()) + of(entry.getValue()))
                    .sorted()
                    .forEach(text::append);
        } else if (value instanceof Set<?> set) {
            text.append('<').append(set.size());
            set.stream().map(CanonicalText::of).sorted().forEach(text::append);
        } else if (value instanceof Collection<?> collection) {
            text.append('[').append(collection.size());
            collection.forEach(each -> append(each, text));
        } else if (value instanceof Optional<?> optional) {
            append(optional.orElse(null), text.append('?'));
        } else {
            String simple = value.toString();
            text.append('"').append(simple.length()).append(':').append(simple);
        }
    }

    private static @Nullable Object component(Record tuple, RecordComponent component) {
        try {
            // A record may be visible in its package only.
            component.getAccessor().setAccessible(true);
            return component.getAccessor().invoke(tuple);
        } catch (ReflectiveOperationException e) {
            throw new IllegalStateException("a record shows its components", e);
        }
    }
}
