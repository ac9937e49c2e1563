package io.kafkafips.validator.registry;

import static org.assertj.core.api.Assertions.assertThat;

import com.code_intelligence.jazzer.api.FuzzedDataProvider;
import com.code_intelligence.jazzer.junit.FuzzTest;
import io.kafkafips.validator.registry.SchemaFraming.Framed;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;
import org.apache.kafka.common.InvalidRecordException;
import org.apache.kafka.common.header.Header;
import org.apache.kafka.common.header.internals.RecordHeader;

class SchemaFramingFuzzTest {
    private static final List<String> NAMES = List.of(
            "__value_schema_id",
            "__key_schema_id",
            "apicurio.value.contentId",
            "apicurio.key.contentId",
            "apicurio.value.globalId",
            "apicurio.key.globalId",
            "other");

    @FuzzTest(maxDuration = "2m")
    void read_anything_isAnIdWithinTheContentOrRefused(FuzzedDataProvider data) {
        Framing framing = data.pickValue(Framing.values());
        boolean key = data.consumeBoolean();
        List<Header> headers = new ArrayList<>();
        for (int i = data.consumeInt(0, 3); i > 0; i--) {
            byte[] value = data.consumeBoolean() ? null : data.consumeBytes(20);
            headers.add(new RecordHeader(data.pickValue(NAMES), value));
        }
        ByteBuffer content = ByteBuffer.wrap(data.consumeRemainingAsBytes());
        ByteBuffer before = content.duplicate();
        try {
            Framed framed = SchemaFraming.read(framing, key, content, headers);

            assertThat(framed.payloadOffset()).isBetween(0, content.remaining());
            assertThat(framed.id()).satisfies(SchemaFramingFuzzTest::isProper);
            ByteBuffer indexes = SchemaFraming.messageIndexes(framing, key, content, headers, framed);
            assertThat(indexes.position()).isZero();
        } catch (InvalidRecordException e) {
            assertThat(e.getMessage()).isPrintable();
        }
        assertThat(content).isEqualTo(before);
    }

    private static void isProper(SchemaId id) {
        if (id instanceof SchemaId.Registered registered) {
            assertThat(registered.value()).isNotNegative();
        } else {
            assertThat(((SchemaId.Guid) id).value()).matches("[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}");
        }
    }
}
