package io.kafkafips.validator.schema;

import io.kafkafips.validator.rule.Octets;
import java.io.IOException;
import java.util.HexFormat;
import java.util.Set;
import org.apache.avro.Schema;
import org.apache.avro.generic.GenericDatumReader;
import org.apache.avro.io.BinaryDecoder;
import org.apache.avro.io.DecoderFactory;

/** What Avro's own reader says of the same bytes. */
final class AvroOracle {
    /** Where the check asks for more than Avro's decoder does, as its documentation says. */
    private static final Set<String> STRICTER = Set.of(
            "a boolean",
            "an int of no more bits",
            "a long of no more bits",
            "a string in UTF-8",
            "a block of as many bytes as it says",
            "the rest of a block, of a length that is not negative",
            "at most 10000 elements of arrays and entries of maps");

    static {
        // else it allocates what a length claims
        System.setProperty("org.apache.avro.limits.bytes.maxLength", "100000");
        System.setProperty("org.apache.avro.limits.string.maxLength", "100000");
        System.setProperty("org.apache.avro.limits.collectionItems.maxLength", "10000");
    }

    private final Schema schema;
    private final AvroType type;

    AvroOracle(String text) {
        schema = AvroCompiler.parse(SchemaText.of(text));
        type = AvroCompiler.compile(SchemaText.of(text));
    }

    Schema schema() {
        return schema;
    }

    /** @throws AssertionError when the two do not agree, and the difference is none that is documented */
    boolean agreedOn(byte[] bytes) {
        String complaint = null;
        try {
            AvroRule.check(type, Octets.of(bytes), new AvroLimits(1_000, 10_000, false));
        } catch (Misfit e) {
            complaint = e.getMessage();
        }
        boolean accepted = accepts(bytes);
        if (accepted != (complaint == null) && !(accepted && STRICTER.contains(complaint))) {
            throw new AssertionError("Avro says " + accepted + ", the check: " + complaint + " of "
                    + HexFormat.of().formatHex(bytes));
        }
        return accepted;
    }

    private boolean accepts(byte[] bytes) {
        BinaryDecoder decoder = DecoderFactory.get().binaryDecoder(bytes, null);
        try {
            new GenericDatumReader<>(schema).read(null, decoder);
            return decoder.isEnd();
        } catch (IOException | RuntimeException | StackOverflowError e) {
            return false;
        }
    }
}
