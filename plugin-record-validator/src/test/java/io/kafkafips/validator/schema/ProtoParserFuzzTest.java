package io.kafkafips.validator.schema;

import com.code_intelligence.jazzer.junit.FuzzTest;
import io.kafkafips.validator.rule.Octets;
import java.util.List;

/** Any text as a .proto file, such as a registry may have: it is read or refused, and nothing else comes out. */
class ProtoParserFuzzTest {
    @FuzzTest(maxDuration = "1m")
    void parse_anyText_isReadOrRefused(byte[] text) {
        try {
            ProtoCompiler.compile(new SchemaText("fuzz", Octets.of(text), List.of(), path -> null));
        } catch (SchemaRefused e) {
            // the only way out
        }
    }
}
