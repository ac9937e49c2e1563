package io.kafkafips.validator.schema;

import com.code_intelligence.jazzer.junit.FuzzTest;

/** Any bytes as data of a schema that has every type: the check says what Avro's own reader says. */
class AvroFuzzTest {
    private final AvroOracle order = new AvroOracle(AvroSamples.ORDER);
    private final AvroOracle tree = new AvroOracle("""
            {"type": "record", "name": "Tree", "fields": [{"name": "kids", "type": {"type": "map", "values": "Tree"}}]}
            """);

    @FuzzTest(maxDuration = "2m")
    void check_anyBytes_agreesWithAvro(byte[] bytes) {
        order.agreedOn(bytes);
        tree.agreedOn(bytes);
    }
}
