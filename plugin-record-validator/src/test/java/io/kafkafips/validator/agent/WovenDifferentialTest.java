package io.kafkafips.validator.agent;

import static org.assertj.core.api.Assertions.assertThat;

import io.kafkafips.validator.agent.TestKafka.Append;
import java.nio.ByteBuffer;
import java.util.Random;
import org.apache.kafka.common.record.internal.CompressionType;
import org.junit.jupiter.api.Test;

/**
 * Holds the woven {@code LogValidator} with a rule that accepts everything against the one Kafka ships, on random batches of which
 * many are mutated before they are compressed. What Kafka's consumers could read must be treated alike to the byte; what they could
 * not read may be refused where stock Kafka skips over it, and must never be accepted where stock Kafka refuses it.
 */
class WovenDifferentialTest {
    private static final int BATCHES = 12_000;
    private static final long SEED = 467;
    private static final CompressionType[] CODECS = CompressionType.values();

    private final Random random = new Random(SEED);
    private final RandomBatches batches = new RandomBatches(random);

    @Test
    void append_randomBatches_endsAsInStockKafka() throws Exception {
        TestKafka stock = TestKafka.stock();
        TestKafka woven = TestKafka.woven().enforcing(new TestRule());
        int accepted = 0;
        int stricter = 0;
        for (int i = 0; i < BATCHES; i++) {
            CompressionType source = CODECS[random.nextInt(CODECS.length)];
            Append append =
                    Append.of(source).to(random.nextInt(3) == 0 ? CODECS[random.nextInt(CODECS.length)] : source);
            ByteBuffer plain = batches.plain();
            boolean readable = RandomBatches.isReadable(plain);
            ByteBuffer batch = RandomBatches.compressed(plain, source);

            Outcome expected = Outcome.of(stock, batch, append);
            Outcome actual = Outcome.of(woven, batch, append);

            if (readable || expected.failed()) {
                assertThat(actual.failed())
                        .as("%s: %s instead of %s", i, actual, expected)
                        .isEqualTo(expected.failed());
            }
            if (readable) {
                assertThat(actual.isLike(expected))
                        .as("batch %s: %s instead of %s", i, actual, expected)
                        .isTrue();
            }
            accepted += actual.failed() ? 0 : 1;
            stricter += actual.failed() && !expected.failed() ? 1 : 0;
        }
        // all kinds were met: a generator that makes only one proves nothing
        assertThat(accepted).isBetween(BATCHES / 4, BATCHES * 9 / 10);
        assertThat(stricter).isPositive();
    }
}
