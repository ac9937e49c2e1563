package io.kafkafips.validator.schema;

import java.util.Arrays;
import java.util.stream.IntStream;

/** The numbers that a Protobuf enum has. Immutable. */
final class EnumNumbers {
    private final int[] sorted;

    EnumNumbers(IntStream numbers) {
        sorted = numbers.sorted().toArray();
    }

    boolean has(int number) {
        return Arrays.binarySearch(sorted, number) >= 0;
    }
}
