package io.kafkafips.validator.schema;

import com.code_intelligence.jazzer.junit.FuzzTest;
import io.kafkafips.validator.rule.Octets;
import java.util.List;

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

    @FuzzTest(maxDuration = "1m")
    void parse_anyText_isReadOrRefused(byte[] text) {
        try {
            ProtoCompiler.compile(new SchemaText("fuzz", Octets.of(text), List.of(), path -> null));
        } catch (SchemaRefused e) {
            // the only way out
        }
    }
}
