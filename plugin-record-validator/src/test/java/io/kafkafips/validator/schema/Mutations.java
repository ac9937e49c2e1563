package io.kafkafips.validator.schema;

import java.util.Arrays;
import java.util.Random;

/** Small changes of bytes, of the kinds that break encodings: bits, bytes, ends, repetitions. */
final class Mutations {
    private final Random random;

    Mutations(Random random) {
        this.random = random;
    }

    byte[] of(byte[] bytes) {
        byte[] changed = bytes.clone();
        for (int i = random.nextInt(3); i >= 0; i--) {
            changed = once(changed);
        }
        return changed;
    }

    private byte[] once(byte[] bytes) {
        int at = random.nextInt(bytes.length + 1);
        switch (random.nextInt(6)) {
            case 0 -> {
                return Arrays.copyOf(bytes, at);
            }
            case 1 -> {
                return joined(bytes, at, new byte[] {(byte) random.nextInt(256)}, at);
            }
            case 2 -> {
                return joined(bytes, at, new byte[0], Math.min(bytes.length, at + 1 + random.nextInt(3)));
            }
            case 3 -> {
                int from = random.nextInt(bytes.length + 1);
                int to = Math.min(bytes.length, from + random.nextInt(12));
                return joined(bytes, at, Arrays.copyOfRange(bytes, from, to), at);
            }
            default -> {
                byte[] changed = bytes.clone();
                if (at < bytes.length) {
                    changed[at] = random.nextBoolean()
                            ? (byte) (changed[at] ^ 1 << random.nextInt(8))
                            : (byte) random.nextInt();
                }
                return changed;
            }
        }
    }

    private static byte[] joined(byte[] bytes, int end, byte[] middle, int from) {
        byte[] joined = Arrays.copyOf(bytes, end + middle.length + bytes.length - from);
        System.arraycopy(middle, 0, joined, end, middle.length);
        System.arraycopy(bytes, from, joined, end + middle.length, bytes.length - from);
        return joined;
    }
}
