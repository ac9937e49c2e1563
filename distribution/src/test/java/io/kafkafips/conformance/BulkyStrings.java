package io.kafkafips.conformance;

import java.nio.charset.StandardCharsets;
import java.util.Random;
import org.apache.kafka.common.serialization.Deserializer;
import org.apache.kafka.common.serialization.Serde;
import org.apache.kafka.common.serialization.Serdes;
import org.apache.kafka.common.serialization.Serializer;

/** Strings with a long filler behind them on the wire, so that the tests' records of two letters fill several chunks. */
public final class BulkyStrings {
    /** Two chunks and a half of the smallest kind. */
    private static final int FILLER_CHARS = 10_000;

    private static final char END = '\0';

    private BulkyStrings() {}

    /** Called in the place of {@code Serdes.String()}. */
    public static Serde<String> serde() {
        return Serdes.serdeFrom(new Writer(), new Reader());
    }

    /** In the place of a {@code StringSerializer}. The same text always has the same filler. */
    public static final class Writer implements Serializer<String> {
        @Override
        public byte[] serialize(String topic, String text) {
            if (text == null) {
                return null;
            }
            Random random = new Random(text.hashCode());
            StringBuilder all = new StringBuilder(text).append(END);
            for (int i = 0; i < FILLER_CHARS; i++) {
                all.append((char) ('!' + random.nextInt('~' - '!')));
            }
            return all.toString().getBytes(StandardCharsets.UTF_8);
        }
    }

    /** In the place of a {@code StringDeserializer}. */
    public static final class Reader implements Deserializer<String> {
        @Override
        public String deserialize(String topic, byte[] bytes) {
            if (bytes == null) {
                return null;
            }
            String all = new String(bytes, StandardCharsets.UTF_8);
            return all.substring(0, all.indexOf(END));
        }
    }
}
