package io.kafkafips.validator.schema;

import com.code_intelligence.jazzer.junit.FuzzTest;

/** Any bytes as messages of proto2, proto3 and an edition: the walk says what protobuf-java says. */
class ProtoWalkFuzzTest {
    private final ProtoOracle order = new ProtoOracle("order.proto", "Order");
    private final ProtoOracle legacy = new ProtoOracle("legacy.proto", "Item");
    private final ProtoOracle modern = new ProtoOracle("modern.proto", "Event");

    @FuzzTest(maxDuration = "2m")
    void check_anyBytes_agreesWithProtobuf(byte[] bytes) {
        order.agreedOn(bytes, true);
        order.agreedOn(bytes, false);
        legacy.agreedOn(bytes, true);
        modern.agreedOn(bytes, false);
    }
}
