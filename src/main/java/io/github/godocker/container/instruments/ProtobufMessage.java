package io.github.godocker.container.instruments;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/** A message in protobuf's wire format, as far as a reader needs it who knows what the fields are. */
final class ProtobufMessage {
    private static final int VARINT = 0;
    private static final int FIXED_64 = 1;
    private static final int BYTES = 2;
    private static final int FIXED_32 = 5;
    private static final int WIRE_BITS = 3;
    private static final int WIRE_MASK = 7;
    private static final int VARINT_BITS = 7;
    private static final int VARINT_MASK = 0x7f;
    private static final int LONGEST_SHIFT = 63;

    private final byte[] bytes;
    private int next;

    private ProtobufMessage(byte[] bytes) {
        this.bytes = bytes;
    }

    /**
     * @param value of a number
     * @param bytes of all else; empty for a number
     */
    record Field(int number, long value, byte[] bytes) {
        String text() {
            return new String(bytes, StandardCharsets.UTF_8);
        }

        List<Field> message() {
            return read(bytes);
        }

        /** Those of a repeated field, of which each is by itself, or all are together. */
        List<Long> numbers() {
            if (bytes.length == 0) {
                return List.of(value);
            }
            ProtobufMessage packed = new ProtobufMessage(bytes);
            List<Long> numbers = new ArrayList<>();
            while (packed.next < bytes.length) {
                numbers.add(packed.varint());
            }
            return numbers;
        }
    }

    /** @throws IllegalArgumentException if it is none */
    static List<Field> read(byte[] bytes) {
        ProtobufMessage message = new ProtobufMessage(bytes);
        List<Field> fields = new ArrayList<>();
        while (message.next < bytes.length) {
            fields.add(message.field());
        }
        return fields;
    }

    private Field field() {
        long key = varint();
        int number = (int) (key >>> WIRE_BITS);
        return switch ((int) key & WIRE_MASK) {
            case VARINT -> new Field(number, varint(), new byte[0]);
            case FIXED_64 -> new Field(number, 0, take(Long.BYTES));
            case FIXED_32 -> new Field(number, 0, take(Integer.BYTES));
            case BYTES -> new Field(number, 0, take(varint()));
            default -> throw new IllegalArgumentException("no field at " + next);
        };
    }

    private byte[] take(long length) {
        if (length < 0 || length > bytes.length - next) {
            throw new IllegalArgumentException("cut off at " + next);
        }
        int begin = next;
        next += (int) length;
        return Arrays.copyOfRange(bytes, begin, next);
    }

    private long varint() {
        long value = 0;
        for (int shift = 0; shift <= LONGEST_SHIFT; shift += VARINT_BITS) {
            byte part = take(1)[0];
            value |= (long) (part & VARINT_MASK) << shift;
            if (part >= 0) {
                return value;
            }
        }
        throw new IllegalArgumentException("a number without an end at " + next);
    }
}
