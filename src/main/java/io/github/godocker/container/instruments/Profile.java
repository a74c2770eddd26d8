package io.github.godocker.container.instruments;

import io.github.godocker.GoDockerException;
import io.github.godocker.container.instruments.ProtobufMessage.Field;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.zip.GZIPInputStream;

/**
 * A profile as Go's runtime writes it, which is pprof's {@code profile.proto}, compressed: where the program was, and how
 * much of what is measured belongs to each such place.
 *
 * @param types what is measured; each sample has a value for each
 * @param usual the one of these that people want to see first
 * @param nanos over how much time; 0 for a state
 */
record Profile(List<Type> types, int usual, long nanos, List<Sample> samples) {
    private static final int GZIP = 0x1f;

    /** @param unit {@code nanoseconds}, {@code bytes}, {@code count} */
    record Type(String name, String unit) {}

    /**
     * @param inlined whether the compiler has put it into its caller
     */
    record Frame(String function, boolean inlined) {}

    /** @param stack the innermost first */
    record Sample(List<Frame> stack, long[] values) {}

    Profile {
        types = List.copyOf(types);
        samples = List.copyOf(samples);
    }

    static Profile read(byte[] bytes) {
        try {
            byte[] plain = bytes;
            if (bytes.length > 0 && bytes[0] == GZIP) {
                try (GZIPInputStream in = new GZIPInputStream(new ByteArrayInputStream(bytes))) {
                    plain = in.readAllBytes();
                }
            }
            return new Reader(plain).profile();
        } catch (IOException | RuntimeException e) {
            throw new GoDockerException(
                    "Cannot read the profile: it is not as Go writes one.",
                    "Is it really Go's net/http/pprof that answers? -Dgo-docker.pprof.port names another port.",
                    e);
        }
    }

    long total(int type) {
        return samples.stream().mapToLong(sample -> sample.values()[type]).sum();
    }

    /** The numbers of fields are those of profile.proto. */
    private static final class Reader {
        private static final int SAMPLE_TYPE = 1;
        private static final int SAMPLE = 2;
        private static final int LOCATION = 4;
        private static final int FUNCTION = 5;
        private static final int STRING = 6;
        private static final int DURATION = 10;
        private static final int DEFAULT_TYPE = 14;
        private static final int LINE = 4;

        private final List<String> strings = new ArrayList<>();
        private final Map<Long, Long> functions = new HashMap<>();
        private final Map<Long, List<Long>> locations = new HashMap<>();
        private final List<Field> fields;

        Reader(byte[] bytes) {
            fields = ProtobufMessage.read(bytes);
        }

        Profile profile() {
            // What is named by a number may come after it.
            for (Field field : fields) {
                switch (field.number()) {
                    case STRING -> strings.add(field.text());
                    case FUNCTION -> functions.put(first(field.message(), 1), first(field.message(), 2));
                    case LOCATION -> locations.put(first(field.message(), 1), functionsAt(field.message()));
                    default -> {}
                }
            }
            List<Type> types = new ArrayList<>();
            List<Sample> samples = new ArrayList<>();
            long nanos = 0;
            String usual = "";
            for (Field field : fields) {
                switch (field.number()) {
                    case SAMPLE_TYPE ->
                        types.add(new Type(string(first(field.message(), 1)), string(first(field.message(), 2))));
                    case SAMPLE -> samples.add(sample(field.message()));
                    case DURATION -> nanos = field.value();
                    case DEFAULT_TYPE -> usual = string(field.value());
                    default -> {}
                }
            }
            int last = types.size() - 1;
            if (last < 0 || samples.stream().anyMatch(sample -> sample.values().length != types.size())) {
                throw new IllegalArgumentException("samples without types");
            }
            int named = types.stream().map(Type::name).toList().indexOf(usual);
            return new Profile(types, named < 0 ? last : named, nanos, samples);
        }

        private String string(long number) {
            return strings.get(Math.toIntExact(number));
        }

        private static long first(List<Field> message, int number) {
            return message.stream()
                    .filter(field -> field.number() == number)
                    .mapToLong(Field::value)
                    .findFirst()
                    .orElse(0);
        }

        private static List<Long> functionsAt(List<Field> location) {
            return location.stream()
                    .filter(field -> field.number() == LINE)
                    .map(field -> first(field.message(), 1))
                    .toList();
        }

        private Sample sample(List<Field> message) {
            List<Frame> stack = new ArrayList<>();
            List<Long> values = new ArrayList<>();
            for (Field field : message) {
                switch (field.number()) {
                    case 1 ->
                        field.numbers().forEach(location -> {
                            List<Long> all = locations.getOrDefault(location, List.of());
                            for (int i = 0; i < all.size(); i++) {
                                String function = string(functions.getOrDefault(all.get(i), 0L));
                                stack.add(new Frame(function, i < all.size() - 1));
                            }
                        });
                    case 2 -> values.addAll(field.numbers());
                    default -> {}
                }
            }
            return new Sample(
                    List.copyOf(stack),
                    values.stream().mapToLong(Long::longValue).toArray());
        }
    }
}
