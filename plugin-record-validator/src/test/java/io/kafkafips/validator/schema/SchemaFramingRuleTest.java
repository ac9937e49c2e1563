package io.kafkafips.validator.schema;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.kafkafips.validator.policy.RecordPart;
import io.kafkafips.validator.registry.RegisteredSchema;
import io.kafkafips.validator.registry.RegisteredSchema.Reference;
import io.kafkafips.validator.registry.RegistryConfig;
import io.kafkafips.validator.registry.SchemaId;
import io.kafkafips.validator.registry.SchemaRegistries;
import io.kafkafips.validator.registry.SchemaRegistry;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicReference;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.apache.kafka.common.InvalidRecordException;
import org.apache.kafka.common.config.ConfigException;
import org.apache.kafka.common.header.internals.RecordHeader;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** How a record names its schema, and where the schema then comes from: what the three rules share. */
class SchemaFramingRuleTest {
    private static final UUID GUID = UUID.fromString("89791762-2336-4186-9674-299b90a802e2");

    private final AtomicInteger asked = new AtomicInteger();
    private final TestContext context = new TestContext().registry("main", this::schema);

    private RegisteredSchema schema(SchemaId id) {
        asked.incrementAndGet();
        int number = id instanceof SchemaId.Registered registered ? registered.value() : 3;
        return switch (number) {
            case 1 -> registered(number, RegisteredSchema.Type.AVRO, "\"int\"");
            case 2 -> registered(number, RegisteredSchema.Type.AVRO, "{ broken");
            case 3 ->
                registered(
                        number,
                        RegisteredSchema.Type.PROTOBUF,
                        "import \"m.proto\"; message A { optional bool a = 1; message B { optional M m = 1; } }",
                        new Reference("m.proto", "message M { required bool x = 1; }"));
            case 4 ->
                registered(
                        number,
                        RegisteredSchema.Type.JSON,
                        "{\"items\": {\"$ref\": \"urn:line\"}}",
                        new Reference("urn:line", "{\"type\": \"boolean\"}"));
            case 5 ->
                registered(
                        number,
                        RegisteredSchema.Type.PROTOBUF,
                        "package x; message A { extensions 9; map<string, int32> m = 1; optional group G = 2 {}"
                                + " oneof o { group H = 3 {} } message B { required bool b = 1; } map<int32, B> n = 4;"
                                + " message C { required bool c = 2; } } extend A { optional group I = 9 {} }"
                                + " message D { required bool d = 3; }");
            default -> throw new InvalidRecordException("the registry has no such schema");
        };
    }

    private static RegisteredSchema registered(
            int id, RegisteredSchema.Type type, String text, Reference... references) {
        return new RegisteredSchema(id, type, text, List.of(references), Set.of());
    }

    @Test
    void validateRecord_idInTheContent_isCheckedAgainstThatSchema() {
        AvroRule rule = context.configured(new AvroRule(), Map.of("registry", "main"));

        assertThatCode(() -> TestContext.validate(rule, framed(1, 84))).doesNotThrowAnyException();
        assertThatThrownBy(() -> TestContext.validate(rule, framed(1, 84, 0)))
                .hasMessage("the value does not fit its schema: expected nothing after the datum at its root");
    }

    @Test
    void validateRecord_schemaThatCannotBeUsed_isRefusedWithTheReason() {
        AvroRule rule = context.configured(new AvroRule(), Map.of("registry", "main"));

        assertThatThrownBy(() -> TestContext.validate(rule, framed(2, 84)))
                .isInstanceOf(InvalidRecordException.class)
                .hasMessageStartingWith("the value: its schema 2 cannot be used: it is not an Avro schema");
        assertThatThrownBy(() -> TestContext.validate(rule, framed(4, 84)))
                .hasMessage("the value: its schema 4 cannot be used: it is of type JSON, expected AVRO");
        assertThatThrownBy(() -> TestContext.validate(rule, framed(9, 84)))
                .hasMessage("the value: the registry has no such schema");
    }

    @Test
    void validateRecord_manyRecordsOfOneSchema_compileItOnce() {
        RegisteredSchema schema = schema(new SchemaId.Registered(1));
        AtomicInteger compiled = new AtomicInteger();
        RegisteredSchemas<Integer> schemas =
                new RegisteredSchemas<>(id -> schema, RegisteredSchema.Type.AVRO, text -> compiled.incrementAndGet());

        for (int i = 0; i < 10; i++) {
            assertThat(schemas.schema(new SchemaId.Registered(1))).isEqualTo(1);
        }

        assertThat(compiled).hasValue(1);
    }

    @Test
    void validateRecord_schemasWithAGuidAlone_areCheckedAgainstTheirOwn(@TempDir Path base) throws IOException {
        UUID other = UUID.fromString("89791762-2336-4186-9674-299b90a802e3");
        Path folder = Files.createDirectory(base.resolve("schemas"));
        Files.writeString(folder.resolve(GUID + ".avsc"), "\"int\"");
        Files.writeString(folder.resolve(other + ".avsc"), "\"boolean\"");
        SchemaRegistry files = SchemaRegistries.open(
                RegistryConfig.of("files", Map.of("folder", "schemas")), base, path -> content(base.resolve(path)));
        AvroRule rule = context.registry("files", files)
                .configured(new AvroRule(), Map.of("registry", "files", "framing", "header"));

        assertThatCode(() -> TestContext.validate(rule, new byte[] {84}, header(GUID)))
                .doesNotThrowAnyException();
        assertThatThrownBy(() -> TestContext.validate(rule, new byte[] {84}, header(other)))
                .isInstanceOf(InvalidRecordException.class)
                .hasMessageContaining("expected a boolean");
    }

    @Test
    void validateRecord_textOfAnIdChanged_isCheckedAgainstTheLastOne() {
        AtomicReference<RegisteredSchema> inForce =
                new AtomicReference<>(registered(1, RegisteredSchema.Type.AVRO, "\"int\""));
        AvroRule rule = context.registry("changing", id -> inForce.get())
                .configured(new AvroRule(), Map.of("registry", "changing"));
        TestContext.validate(rule, framed(1, 84));

        inForce.set(registered(1, RegisteredSchema.Type.AVRO, "\"boolean\""));

        assertThatThrownBy(() -> TestContext.validate(rule, framed(1, 84)))
                .isInstanceOf(InvalidRecordException.class)
                .hasMessageContaining("expected a boolean");
    }

    private static byte[] content(Path file) {
        try {
            return Files.readAllBytes(file);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static RecordHeader header(UUID guid) {
        return new RecordHeader(
                "__value_schema_id",
                ByteBuffer.allocate(17)
                        .put((byte) 1)
                        .putLong(guid.getMostSignificantBits())
                        .putLong(guid.getLeastSignificantBits())
                        .array());
    }

    @Test
    void validateRecord_jsonOfARegistry_hasItsReferences() {
        JsonSchemaRule rule = context.configured(new JsonSchemaRule(), Map.of("registry", "main"));

        assertThatCode(() -> TestContext.validate(rule, framed(4, '[', '1', ']')))
                .hasMessage("the value does not fit its schema: expected 'type' at /0");
    }

    @ParameterizedTest
    @CsvSource({
        "00,0801,",
        "0200,0801,",
        "040000,0a020801,",
        "040000,0a00,expected the required field at /m/x",
        "0402,0801,expected message indexes",
        "0202,0801,expected message indexes of a message that the schema has",
        "01,0801,expected a count of message indexes",
        "80808080,,expected message indexes behind the schema id"
    })
    void validateRecord_messageIndexes_chooseTheMessage(String indexes, String payload, String complaint) {
        ProtobufRule rule = context.configured(new ProtobufRule(), Map.of("registry", "main"));
        byte[] rest = HexFormat.of().parseHex(indexes + (payload == null ? "" : payload));

        var inContent = assertThatCode(() -> TestContext.validate(rule, framed(3, rest)));

        if (complaint == null) {
            inContent.doesNotThrowAnyException();
        } else {
            inContent.hasMessageContaining(complaint);
        }
    }

    @ParameterizedTest
    @CsvSource({
        "00,",
        "040000,/b",
        "040002,/c",
        "0202,/d",
        "040004,expected message indexes of a message that the schema has",
        "0204,expected message indexes of a message that the schema has"
    })
    void validateRecord_messageIndexes_countWhatTheTextHasAsMessages(String indexes, String complaint) {
        ProtobufRule rule = context.configured(new ProtobufRule(), Map.of("registry", "main"));

        var outcome = assertThatCode(
                () -> TestContext.validate(rule, framed(5, HexFormat.of().parseHex(indexes))));

        if (complaint == null) {
            outcome.doesNotThrowAnyException();
        } else {
            outcome.hasMessageContaining(complaint);
        }
    }

    @Test
    void validateRecord_guidAndIndexesInTheHeader_leaveTheContentAlone() {
        ProtobufRule rule = context.configured(new ProtobufRule(), Map.of("registry", "main", "framing", "header"));
        byte[] header = ByteBuffer.allocate(20)
                .put((byte) 1)
                .putLong(GUID.getMostSignificantBits())
                .putLong(GUID.getLeastSignificantBits())
                .put(new byte[] {4, 0, 0})
                .array();
        RecordHeader named = new RecordHeader("__value_schema_id", header);

        assertThatCode(() -> TestContext.validate(rule, new byte[] {0x0A, 2, 8, 1}, named))
                .doesNotThrowAnyException();
        assertThatThrownBy(() -> TestContext.validate(rule, new byte[] {0x0A, 0}, named))
                .hasMessageContaining("the required field at /m/x");
        assertThatThrownBy(() -> TestContext.validate(rule, new byte[] {0x0A, 0}))
                .hasMessageContaining("the header __value_schema_id is missing");
    }

    @Test
    void validateRecord_keyWithItsId_isSpokenOfAsTheKey() {
        AvroRule rule = context.about(RecordPart.KEY).configured(new AvroRule(), Map.of("registry", "main"));

        assertThatThrownBy(() -> TestContext.validate(rule, framed(1)))
                .hasMessage("the key does not fit its schema: expected the rest of an int at its root");
    }

    @Test
    void validateRecord_schemaFromAFileWithIds_readsTheIdForThemAlone() {
        AvroRule rule = context.file("s.avsc", "\"int\"")
                .configured(new AvroRule(), Map.of("schema", "s.avsc", "framing", "confluent", "ids", "7," + GUID));

        assertThatCode(() -> TestContext.validate(rule, framed(7, 84))).doesNotThrowAnyException();
        assertThatThrownBy(() -> TestContext.validate(rule, framed(8, 84)))
                .hasMessage("the value names a schema id that is not among those accepted");
        assertThat(asked).hasValue(0);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "schema=s.avsc,registry=main",
                "registry=main,framing=none",
                "schema=s.avsc,ids=7",
                "schema=s.avsc,framing=confluent,ids=seven",
                "schema=missing.avsc",
                "registry=missing",
                "schema=s.avsc,framing=other"
            })
    void configure_optionsThatDoNotFitTogether_areRefused(String options) {
        Map<String, String> map = options.isEmpty()
                ? Map.of()
                : Stream.of(options.split(","))
                        .map(option -> option.split("="))
                        .collect(Collectors.toMap(option -> option[0], option -> option[1]));
        context.file("s.avsc", "\"int\"");

        assertThatThrownBy(() -> context.configured(new AvroRule(), map)).isInstanceOf(ConfigException.class);
    }

    private static byte[] framed(int id, int... content) {
        byte[] bytes = new byte[content.length];
        for (int i = 0; i < bytes.length; i++) {
            bytes[i] = (byte) content[i];
        }
        return framed(id, bytes);
    }

    private static byte[] framed(int id, byte[] content) {
        return ByteBuffer.allocate(5 + content.length)
                .put((byte) 0)
                .putInt(id)
                .put(content)
                .array();
    }
}
