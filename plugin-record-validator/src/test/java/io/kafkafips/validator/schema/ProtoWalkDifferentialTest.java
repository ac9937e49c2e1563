package io.kafkafips.validator.schema;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Random;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The walk over the wire format against protobuf-java: random messages, and the same with a few bytes changed. */
class ProtoWalkDifferentialTest {
    private static final int MESSAGES = 3_000;

    @ParameterizedTest
    @CsvSource({
        "order.proto,Order,true",
        "order.proto,Order,false",
        "legacy.proto,Item,true",
        "legacy.proto,Item,false",
        "modern.proto,Event,true",
        "modern.proto,Event,false"
    })
    void check_messagesAndTheirMutations_agreesWithProtobuf(String file, String message, boolean unknownFields) {
        Random random = new Random(20261123);
        ProtoOracle oracle = new ProtoOracle(file, message);
        RandomProto messages = new RandomProto(random);
        Mutations mutations = new Mutations(random);
        int accepted = 0;
        int refused = 0;

        for (int i = 0; i < MESSAGES; i++) {
            byte[] good = messages.message(oracle.descriptor(), 3).toByteArray();
            assertThat(oracle.agreedOn(good, unknownFields)).isTrue();
            for (int j = 0; j < 5; j++) {
                if (oracle.agreedOn(mutations.of(good), unknownFields)) {
                    accepted++;
                } else {
                    refused++;
                }
            }
        }

        assertThat(accepted).isGreaterThan(MESSAGES / 10);
        assertThat(refused).isGreaterThan(MESSAGES);
    }
}
