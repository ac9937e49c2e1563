package io.kafkafips.validator.schema;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.util.Random;
import org.apache.avro.generic.GenericDatumWriter;
import org.apache.avro.io.Encoder;
import org.apache.avro.io.EncoderFactory;
import org.apache.avro.util.RandomData;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The check of Avro's encoding against Avro's own reader: random data, and the same with a few bytes changed. */
class AvroDifferentialTest {
    private static final int DATA = 3_000;

    @ParameterizedTest
    @ValueSource(booleans = {true, false})
    void check_dataAndTheirMutations_agreesWithAvro(boolean blocksWithSizes) throws IOException {
        AvroOracle oracle = new AvroOracle(AvroSamples.ORDER);
        Mutations mutations = new Mutations(new Random(20261123));
        int accepted = 0;
        int refused = 0;

        for (Object datum : new RandomData(oracle.schema(), DATA, 20261123)) {
            byte[] good = encoded(oracle, datum, blocksWithSizes);
            assertThat(oracle.agreedOn(good)).isTrue();
            for (int i = 0; i < 5; i++) {
                if (oracle.agreedOn(mutations.of(good))) {
                    accepted++;
                } else {
                    refused++;
                }
            }
        }

        assertThat(accepted).isGreaterThan(DATA / 10);
        assertThat(refused).isGreaterThan(DATA);
    }

    private static byte[] encoded(AvroOracle oracle, Object datum, boolean blocksWithSizes) throws IOException {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        Encoder encoder = blocksWithSizes
                ? EncoderFactory.get().blockingBinaryEncoder(out, null)
                : EncoderFactory.get().binaryEncoder(out, null);
        new GenericDatumWriter<>(oracle.schema()).write(datum, encoder);
        encoder.flush();
        return out.toByteArray();
    }
}
