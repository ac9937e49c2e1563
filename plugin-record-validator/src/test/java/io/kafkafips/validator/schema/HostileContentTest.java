package io.kafkafips.validator.schema;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowable;

import com.sun.management.ThreadMXBean;
import io.kafkafips.validator.policy.RecordValidationPolicy;
import java.lang.management.ManagementFactory;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.Map;
import java.util.concurrent.atomic.AtomicReference;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** Contents made to cost much: what they make the rules allocate is bounded by their own size. */
class HostileContentTest {
    private static final long KILOBYTE = 1 << 10;
    private static final long MEGABYTE = 1 << 20;

    static Stream<Arguments> avro() {
        return Stream.of(
                Arguments.of("\"bytes\"", new byte[] {-2, -1, -1, -1, 15}, "the rest of bytes"),
                Arguments.of("\"string\"", new byte[] {-2, -1, -1, -1, -1, -1, -1, -1, -1, 1}, "the rest of a string"),
                Arguments.of(
                        "{\"type\": \"array\", \"items\": \"null\"}",
                        new byte[] {-2, -1, -1, -1, -1, -1, -1, -1, -1, 1},
                        "at most 1000000 elements"),
                Arguments.of(
                        "{\"type\": \"array\", \"items\": {\"type\": \"fixed\", \"name\": \"F\", \"size\": 0}}",
                        new byte[] {-1, -1, -1, -1, -1, -1, -1, -1, -1, 1, 0},
                        "a count of items"),
                // one element, then so many that the sum of both is negative
                Arguments.of(
                        "{\"type\": \"array\", \"items\": \"null\"}",
                        new byte[] {2, -2, -1, -1, -1, -1, -1, -1, -1, -1, 1, 0},
                        "at most 1000000 elements"),
                Arguments.of(
                        "{\"type\": \"array\", \"items\": \"null\"}",
                        new byte[] {1, 0, -3, -1, -1, -1, -1, -1, -1, -1, -1, 1, 0, 0},
                        "at most 1000000 elements"),
                Arguments.of(
                        "{\"type\": \"record\", \"name\": \"T\", \"fields\": [{\"name\": \"t\", \"type\": \"T\"}]}",
                        new byte[0],
                        "a nesting of at most 100"),
                Arguments.of(
                        "{\"type\": \"record\", \"name\": \"L\", \"fields\": [{\"name\": \"n\", \"type\": [\"null\", \"L\"]}]}",
                        repeated("\u0002", 1_000_000),
                        "a nesting of at most 100"));
    }

    @ParameterizedTest
    @MethodSource("avro")
    void avro_claimsThatNothingBacks_costNothing(String schema, byte[] content, String complaint) {
        RecordValidationPolicy rule = configured(new AvroRule(), "schema.avsc", schema, Map.of());

        assertRefusedWithin(rule, content, complaint, 64 * KILOBYTE);
    }

    static Stream<Arguments> protobuf() {
        return Stream.of(
                // field 7 of Item is an Item, of 1 MB of the same
                Arguments.of(repeated("<", 1_000_000), "no field that the schema does not have"),
                Arguments.of(repeated("#", 1_000_000), "a nesting of at most 100"),
                Arguments.of(new byte[] {0x0A, -1, -1, -1, -1, 7}, "as many bytes as it says"),
                Arguments.of(new byte[] {0x0A, -1, -1, -1, -1, 15}, "as many bytes as it says"));
    }

    @ParameterizedTest
    @MethodSource("protobuf")
    void protobuf_claimsThatNothingBacks_costNothing(byte[] content, String complaint) {
        RecordValidationPolicy rule = configured(
                new ProtobufRule(),
                "deep.proto",
                "message Item { optional string name = 1; repeated group Deep = 4 { repeated group Deep = 4 {"
                        + " optional Item item = 1; } repeated Item.Deep again = 5; } optional Item inner = 7; }",
                Map.of("max-depth", "1"));

        assertRefusedWithin(rule, content, complaint.replace("100", "1"), 64 * KILOBYTE);
    }

    static Stream<Arguments> json() {
        String many =
                String.join(",", IntStream.range(0, 100_000).mapToObj(i -> "1").toList());
        return Stream.of(
                Arguments.of("1e999999999", "a number of at most 400 digits", 64 * KILOBYTE),
                Arguments.of("1E-999999", "a number of at most 400 digits", 64 * KILOBYTE),
                Arguments.of("1e99999", "a number of at most 400 digits", 64 * KILOBYTE),
                Arguments.of("9".repeat(1_000_000), "well-formed JSON within the limits", 8 * MEGABYTE),
                Arguments.of("0." + "9".repeat(1_000_000), "well-formed JSON within the limits", 8 * MEGABYTE),
                Arguments.of("[".repeat(1_000_000), "a nesting of at most 64", MEGABYTE),
                Arguments.of("{\"next\":".repeat(1_000_000), "a nesting of at most 64", MEGABYTE),
                // each level of the text doubles what the schema follows
                Arguments.of("{\"twice\":".repeat(60) + "1" + "}".repeat(60), "fewer references", 64 * MEGABYTE),
                // a misfit for every second byte: about 1 kB for each while it is looked at, none of it kept
                Arguments.of("{\"strings\":[" + many + "]}", "'type' at /strings/0", 200 * MEGABYTE));
    }

    @ParameterizedTest
    @MethodSource("json")
    void jsonSchema_textsThatExplode_areRefused(String content, String complaint, long allocation) {
        RecordValidationPolicy rule =
                configured(new JsonSchemaRule(), "schema.json", """
                {"properties": {"twice": {"allOf": [{"$ref": "#"}, {"$ref": "#"}]}, "next": {"$ref": "#"},
                                "strings": {"items": {"type": "string"}}}}
                """, Map.of("max-bytes", "10000000"));

        assertRefusedWithin(rule, content.getBytes(StandardCharsets.UTF_8), complaint, allocation);
    }

    @Test
    void jsonSchema_textLongerThanAllowed_isRefusedBeforeATreeIsBuilt() {
        RecordValidationPolicy rule = configured(new JsonSchemaRule(), "schema.json", "{}", Map.of());
        byte[] nodes = ("[" + "[],".repeat((1 << 20) / 3) + "[]]").getBytes(StandardCharsets.UTF_8);

        assertRefusedWithin(rule, nodes, "at most 1048576 bytes", 64 * KILOBYTE);
    }

    @Test
    void jsonSchema_deepestTextThatCanBeAllowed_fitsTheStackOfAThread() throws Exception {
        RecordValidationPolicy rule = configured(
                new JsonSchemaRule(),
                "schema.json",
                "{\"properties\": {\"next\": {\"allOf\": [{\"anyOf\": [{\"$ref\": \"#\"}]}]}}}",
                Map.of("max-depth", "256"));
        String deepest = "{\"next\":".repeat(256) + "1" + "}".repeat(256);
        AtomicReference<Throwable> failure = new AtomicReference<>();

        Thread handler = new Thread(() -> failure.set(
                catchThrowable(() -> TestContext.validate(rule, deepest.getBytes(StandardCharsets.UTF_8)))));
        handler.start();
        handler.join();

        assertThat(failure.get()).isNull();
    }

    private static byte[] repeated(String text, int times) {
        return text.repeat(times).getBytes(StandardCharsets.US_ASCII);
    }

    private static RecordValidationPolicy configured(
            RecordValidationPolicy rule, String file, String schema, Map<String, String> more) {
        Map<String, String> options = new HashMap<>(more);
        options.put("schema", file);
        return new TestContext().file(file, schema).configured(rule, options);
    }

    private static void assertRefusedWithin(
            RecordValidationPolicy rule, byte[] content, String complaint, long allocation) {
        ThreadMXBean threads = (ThreadMXBean) ManagementFactory.getThreadMXBean();
        // the first one loads classes
        assertThatThrownBy(() -> TestContext.validate(rule, content)).isNotNull();
        long before = threads.getCurrentThreadAllocatedBytes();
        Throwable refusal = catchThrowable(() -> TestContext.validate(rule, content));
        long allocated = threads.getCurrentThreadAllocatedBytes() - before;

        assertThat(refusal).hasMessageContaining(complaint);
        assertThat(allocated).isLessThan(allocation);
    }
}
