package io.kafkafips.authorizer.identity;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.Arrays;
import java.util.Random;
import java.util.function.Function;
import org.apache.kafka.common.errors.SerializationException;

/**
 * What every wire form has to be: read whole or refused, and of one form for one value.
 *
 * @param value some value
 * @param encode the codec's writing
 * @param decode the codec's reading
 */
record WireForm<T>(T value, Function<T, byte[]> encode, Function<byte[], T> decode) {
    void assertRefusedWhereverItIsCut() {
        byte[] good = encode.apply(value);
        for (int length = 0; length < good.length; length++) {
            byte[] cut = Arrays.copyOf(good, length);
            assertThatThrownBy(() -> decode.apply(cut)).isInstanceOf(SerializationException.class);
        }
    }

    void assertRefusedWithOneByteMore() {
        byte[] good = encode.apply(value);
        assertThatThrownBy(() -> decode.apply(Arrays.copyOf(good, good.length + 1)))
                .isInstanceOf(SerializationException.class)
                .hasMessageContaining("1 bytes too many");
    }

    void assertRandomChangesHaveOneFormOrAreRefused() {
        Random random = new Random(4711);
        byte[] good = encode.apply(value);
        int refused = 0;
        for (int i = 0; i < 100_000; i++) {
            byte[] bytes = good.clone();
            for (int change = random.nextInt(4); change >= 0; change--) {
                bytes[random.nextInt(bytes.length)] = (byte) random.nextInt(256);
            }
            try {
                assertThat(encode.apply(decode.apply(bytes)))
                        .as("one value has one form")
                        .isEqualTo(bytes);
            } catch (SerializationException e) {
                refused++;
            }
        }
        assertThat(refused).isBetween(1_000, 99_000);
    }
}
