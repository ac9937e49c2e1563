package io.kafkafips.validator.agent;

import static org.assertj.core.api.Assertions.assertThat;

import io.kafkafips.validator.agent.TestKafka.Append;
import io.kafkafips.validator.policy.RecordValidationPolicy;
import io.kafkafips.validator.rule.JsonWellFormed;
import io.kafkafips.validator.rule.RequiredHeaders;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.apache.kafka.common.record.internal.CompressionType;
import org.apache.kafka.common.record.internal.MemoryRecords;
import org.apache.kafka.common.record.internal.Record;
import org.apache.kafka.storage.internals.log.RecordValidationException;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/**
 * Random batches through the woven {@code LogValidator} with real rules: what it appends is what stock Kafka appends of those batches that
 * a naive oracle finds valid, to the byte, and of the others it names exactly the records that the oracle names. As many batches as
 * {@code -Dkafkafips.differential.batches} says; {@code -Pconformance} says a million.
 */
class OracleDifferentialTest {
    private static final int BATCHES = Integer.getInteger("kafkafips.differential.batches", 20_000);
    private static final long SEED = 940;
    private static final List<String> HEADERS = List.of("h1");
    private static final CompressionType[] CODECS = CompressionType.values();

    private final Random random = new Random(SEED);
    private final RandomBatches batches = new RandomBatches(random);
    private final Map<Kind, Integer> counts = new EnumMap<>(Kind.class);
    private TestKafka stock;
    private TestKafka woven;

    private enum Kind {
        ACCEPTED,
        REFUSED_BY_RULE,
        REFUSED_BY_BOTH,
        UNREADABLE_REFUSED_BY_BOTH,
        UNREADABLE_REFUSED_BY_US_ALONE,
        UNREADABLE_ACCEPTED_BY_BOTH,
        OLD_ACCEPTED,
        OLD_REFUSED
    }

    @BeforeEach
    void weave() throws ClassNotFoundException {
        stock = TestKafka.stock();
    }

    @Test
    void append_batchesOfV2_acceptedSetIsTheOracles() throws Exception {
        RequiredHeaders headers = new RequiredHeaders();
        headers.configure(headers.configDef().parse(Map.of("names", HEADERS)));
        woven = TestKafka.woven().enforcing(json(), headers);
        NaiveOracle oracle = new NaiveOracle(HEADERS);
        for (int i = 0; i < BATCHES; i++) {
            CompressionType source = codec();
            ByteBuffer plain = batches.plainJson();
            count(judge(
                    "batch " + i,
                    oracle,
                    RandomBatches.records(plain),
                    RandomBatches.compressed(plain, source),
                    Append.of(source).to(random.nextInt(3) == 0 ? codec() : source)));
        }
        Files.writeString(Path.of("target", "differential.md"), BATCHES + " batches of format v2: " + counts + "\n");
        // all kinds were met: a generator that makes only one proves nothing
        assertThat(counts.get(Kind.ACCEPTED)).isBetween(BATCHES / 5, BATCHES * 4 / 5);
        assertThat(counts.get(Kind.REFUSED_BY_RULE)).isGreaterThan(BATCHES / 5);
        assertThat(counts).containsKeys(Kind.UNREADABLE_REFUSED_BY_BOTH, Kind.UNREADABLE_REFUSED_BY_US_ALONE);
    }

    @Test
    void append_messagesOfV0AndV1_acceptedSetIsTheOracles() throws Exception {
        woven = TestKafka.woven().enforcing(json());
        NaiveOracle oracle = new NaiveOracle(List.of());
        for (int i = 0; i < BATCHES / 10; i++) {
            CompressionType codec = random.nextInt(4) == 0 ? oldCodec() : CompressionType.NONE;
            CompressionType target = random.nextInt(3) == 0 ? codec() : codec;
            ByteBuffer messages = batches.old((byte) random.nextInt(2), codec);
            Append append = Append.of(codec).to(target);
            Outcome expected = Outcome.of(stock, messages, append);
            Outcome actual = Outcome.of(woven, messages, append);
            boolean valid = oracle.refused(read(messages)).isEmpty();

            assertThat(actual.failed()).as("messages %s", i).isEqualTo(!valid || expected.failed());
            if (valid) {
                assertThat(actual.isLike(expected))
                        .as("messages %s: %s", i, actual)
                        .isTrue();
            }
            count(actual.failed() ? Kind.OLD_REFUSED : Kind.OLD_ACCEPTED);
        }
        assertThat(counts.get(Kind.OLD_ACCEPTED)).isGreaterThan(BATCHES / 50);
        assertThat(counts.get(Kind.OLD_REFUSED)).isGreaterThan(BATCHES / 50);
    }

    private static RecordValidationPolicy json() {
        JsonWellFormed json = new JsonWellFormed();
        json.configure(json.configDef().parse(Map.of()));
        return json;
    }

    private static List<Record> read(ByteBuffer messages) {
        List<Record> records = new ArrayList<>();
        MemoryRecords.readableRecords(messages.duplicate()).records().forEach(records::add);
        return records;
    }

    private Kind judge(String name, NaiveOracle oracle, List<Record> records, ByteBuffer batch, Append append)
            throws IOException {
        Outcome expected = Outcome.of(stock, batch, append);
        Outcome actual = Outcome.of(woven, batch, append);
        if (records.isEmpty()) {
            assertThat(!expected.failed() || actual.failed())
                    .as("%s is accepted, unlike by stock Kafka", name)
                    .isTrue();
            return !actual.failed()
                    ? Kind.UNREADABLE_ACCEPTED_BY_BOTH
                    : expected.failed() ? Kind.UNREADABLE_REFUSED_BY_BOTH : Kind.UNREADABLE_REFUSED_BY_US_ALONE;
        }
        List<Integer> refused = oracle.refused(records);
        if (refused.isEmpty()) {
            assertThat(actual.isLike(expected))
                    .as("%s: %s instead of %s", name, actual, expected)
                    .isTrue();
            return expected.failed() ? Kind.REFUSED_BY_BOTH : Kind.ACCEPTED;
        }
        assertThat(actual.failed()).as(name).isTrue();
        if (!expected.failed()) {
            assertThat(actual.failure()).as(name).isInstanceOf(RecordValidationException.class);
            assertThat(((RecordValidationException) actual.failure()).recordErrors())
                    .as(name)
                    .extracting(error -> error.batchIndex)
                    .containsExactlyElementsOf(refused);
        }
        return expected.failed() ? Kind.REFUSED_BY_BOTH : Kind.REFUSED_BY_RULE;
    }

    private CompressionType codec() {
        return CODECS[random.nextInt(CODECS.length)];
    }

    /** The formats before v2 have no zstd. */
    private CompressionType oldCodec() {
        return List.of(CompressionType.GZIP, CompressionType.SNAPPY, CompressionType.LZ4)
                .get(random.nextInt(3));
    }

    private void count(Kind kind) {
        counts.merge(kind, 1, Integer::sum);
    }
}
