package io.kafkafips.validator.registry;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import org.apache.kafka.common.InvalidRecordException;
import org.apache.kafka.common.config.ConfigException;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class FileSchemaRegistryTest {
    private static final String GUID = "cc0e0e0e-53c1-4a1a-8f1a-000000000001";

    @TempDir
    private Path base;

    private final List<String> read = new ArrayList<>();
    private Path folder;

    @BeforeEach
    void folder() throws IOException {
        folder = Files.createDirectory(base.resolve("schemas"));
    }

    private void write(String file, String content) throws IOException {
        Files.writeString(folder.resolve(file), content);
    }

    private SchemaRegistry registry(Map<String, String> options) {
        Map<String, String> all = new HashMap<>(Map.of("folder", "schemas"));
        all.putAll(options);
        return SchemaRegistries.open(RegistryConfig.of("files", all), base, this::content);
    }

    private byte[] content(String path) {
        read.add(path);
        try {
            return Files.readAllBytes(base.resolve(path));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @Test
    void schema_byTheNameOfItsFile_isFound() throws IOException {
        write("42.orders-value.avsc", "\"string\"");
        write("7.json", "{}");
        write(GUID + ".com.example.Order.proto", "syntax");

        try (SchemaRegistry registry = registry(Map.of())) {
            assertThat(List.of(
                            registry.schema(new SchemaId.Registered(42)),
                            registry.schema(new SchemaId.Registered(7)),
                            registry.schema(new SchemaId.Guid(GUID))))
                    .containsExactly(
                            new RegisteredSchema(
                                    42, RegisteredSchema.Type.AVRO, "\"string\"", List.of(), Set.of("orders-value")),
                            new RegisteredSchema(7, RegisteredSchema.Type.JSON, "{}", List.of(), Set.of()),
                            new RegisteredSchema(
                                    0,
                                    RegisteredSchema.Type.PROTOBUF,
                                    "syntax",
                                    List.of(),
                                    Set.of("com.example.Order")));
        }
        assertThat(read).hasSize(3).allMatch(path -> path.startsWith("schemas"));
    }

    @Test
    void schema_thatIsInNoFile_isRefused() throws IOException {
        write("42.avsc", "\"string\"");

        try (SchemaRegistry registry = registry(Map.of())) {
            assertThatThrownBy(() -> registry.schema(new SchemaId.Registered(43)))
                    .isInstanceOf(InvalidRecordException.class)
                    .hasMessage("the schema is not known to the registry files");
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"orders.avsc", "42.avro", "99999999999.json", "4294967296.json", "42"})
    void open_withAFileOfAnotherName_isRefused(String file) throws IOException {
        write(file, "{}");

        assertThatThrownBy(() -> registry(Map.of()))
                .isInstanceOf(ConfigException.class)
                .hasMessageContaining(file);
    }

    @Test
    void open_withTwoFilesOfOneId_isRefused() throws IOException {
        write("42.a.json", "{}");
        write("42.b.json", "{}");

        assertThatThrownBy(() -> registry(Map.of())).isInstanceOf(ConfigException.class);
    }

    @Test
    void open_withAnEmptyFolder_isRefused() {
        assertThatThrownBy(() -> registry(Map.of())).isInstanceOf(ConfigException.class);
    }

    @Test
    void open_withASchemaThatIsNotUtf8_isRefused() throws IOException {
        Files.write(folder.resolve("42.json"), new byte[] {(byte) 0xff});

        assertThatThrownBy(() -> registry(Map.of())).isInstanceOf(ConfigException.class);
    }

    @Test
    void schema_ofAnIndex_hasWhatThatSays() throws IOException {
        write("order.avsc", "order");
        write("address.avsc", "address");
        write("index.yaml", """
                schemas:
                  - file: order.avsc
                    id: 42
                    guid: %s
                    subjects: [orders-value, returns-value]
                    references:
                      - {name: com.example.Address, file: address.avsc}
                """.formatted(GUID.toUpperCase(Locale.ROOT)));

        try (SchemaRegistry registry = registry(Map.of("index", "index.yaml"))) {
            assertThat(registry.schema(new SchemaId.Guid(GUID)))
                    .isSameAs(registry.schema(new SchemaId.Registered(42)))
                    .isEqualTo(new RegisteredSchema(
                            42,
                            RegisteredSchema.Type.AVRO,
                            "order",
                            List.of(new RegisteredSchema.Reference("com.example.Address", "address")),
                            Set.of("orders-value", "returns-value")));
        }
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "schemas: [{file: a.avsc}]",
                "schemas: [{file: a.avsc, id: -1}]",
                "schemas: [{file: a.avsc, id: 1, type: XSD}]",
                "schemas: [{file: a.avsc, id: 1, guid: nonsense}]",
                "schemas: [{file: a.avsc, id: 1, subject: s}]",
                "schemas: [{file: a.avsc, id: 1}, {file: a.avsc, id: 1}]",
                "schemas: []",
                "schemata: []"
            })
    void open_withAnIndexThatCannotBe_isRefused(String index) throws IOException {
        write("a.avsc", "\"string\"");
        write("index.yaml", index);

        assertThatThrownBy(() -> registry(Map.of("index", "index.yaml"))).isInstanceOf(ConfigException.class);
    }
}
