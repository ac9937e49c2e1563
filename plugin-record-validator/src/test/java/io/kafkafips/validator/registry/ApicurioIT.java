package io.kafkafips.validator.registry;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowable;
import static org.assertj.core.api.Assumptions.assumeThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.kafkafips.testkit.Jdk;
import io.kafkafips.testkit.Ports;
import java.io.IOException;
import java.net.HttpURLConnection;
import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;
import org.apache.kafka.common.InvalidRecordException;
import org.apache.kafka.common.errors.RetriableException;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** The client against Apicurio's Confluent-compatible API. */
@Tag("apicurio")
class ApicurioIT {
    private static final Duration LONGEST_START = Duration.ofMinutes(5);
    private static final ObjectMapper JSON = new ObjectMapper();
    private static final String ADDRESS =
            "{\"type\":\"record\",\"name\":\"Address\",\"namespace\":\"x\",\"fields\":[]}";
    private static final String ORDER =
            "{\"type\":\"record\",\"name\":\"Order\",\"namespace\":\"x\",\"fields\":[{\"name\":\"a\",\"type\":\"x.Address\"}]}";
    private static final String RETURN =
            "{\"$schema\":\"http://json-schema.org/draft-07/schema#\",\"title\":\"Return\"}";
    private static final String PROTO = "syntax = \"proto3\";\npackage x;\nmessage Claim { string id = 1; }\n";

    private static String url;
    private static Process process;

    @BeforeAll
    static void start() throws Exception {
        Jdk jdk = Jdk.find(25).or(() -> Jdk.find(21)).orElse(Jdk.current());
        assumeThat(jdk.feature()).as("Apicurio needs JDK 21 or later").isGreaterThanOrEqualTo(21);
        Path folder = Path.of(System.getProperty("kafkafips.apicurio"));
        List<Integer> ports = Ports.free(2);
        url = "http://127.0.0.1:" + ports.get(0) + "/apis/ccompat/v7";
        ProcessBuilder builder = new ProcessBuilder(jdk.java().toString(), "-Xmx400m", "-jar", "quarkus-run.jar")
                .directory(folder.toFile())
                .redirectErrorStream(true)
                .redirectOutput(folder.resolve("apicurio.log").toFile());
        builder.environment()
                .putAll(Map.of(
                        "QUARKUS_HTTP_HOST",
                        "127.0.0.1",
                        "QUARKUS_HTTP_PORT",
                        String.valueOf(ports.get(0)),
                        "QUARKUS_MANAGEMENT_HOST",
                        "127.0.0.1",
                        "QUARKUS_MANAGEMENT_PORT",
                        String.valueOf(ports.get(1))));
        process = builder.start();
        await(() -> catchThrowable(() -> request("GET", "/schemas/types", null)) == null);
    }

    @AfterAll
    static void stop() throws InterruptedException {
        if (process != null) {
            process.destroy();
            process.waitFor(1, TimeUnit.MINUTES);
        }
    }

    private static void await(Supplier<Boolean> condition) {
        Instant end = Instant.now().plus(LONGEST_START);
        while (!condition.get()) {
            assertThat(Instant.now()).as("waited too long").isBefore(end);
            try {
                Thread.sleep(200);
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
                return;
            }
        }
    }

    private static JsonNode request(String method, String path, JsonNode body) throws IOException {
        HttpURLConnection connection =
                (HttpURLConnection) URI.create(url + path).toURL().openConnection();
        connection.setRequestMethod(method);
        connection.setRequestProperty("Content-Type", "application/vnd.schemaregistry.v1+json");
        if (body != null) {
            connection.setDoOutput(true);
            connection.getOutputStream().write(JSON.writeValueAsBytes(body));
        }
        return JSON.readTree(connection.getInputStream());
    }

    /** Registers a schema, and gives its id. */
    private static SchemaId register(String subject, RegisteredSchema.Type type, String text, ObjectNode... references)
            throws IOException {
        ObjectNode body = JSON.createObjectNode().put("schema", text).put("schemaType", type.name());
        body.putArray("references").addAll(List.of(references));
        return new SchemaId.Registered(request("POST", "/subjects/" + subject + "/versions", body)
                .path("id")
                .asInt());
    }

    private static SchemaRegistry open(Map<String, String> options) {
        Map<String, String> settings = new HashMap<>(Map.of("url", url, "allow-plaintext-http", "true"));
        settings.putAll(options);
        return SchemaRegistries.open(RegistryConfig.of("apicurio", settings), Path.of("."), path -> new byte[0]);
    }

    private static RegisteredSchema schema(SchemaId id) {
        try (SchemaRegistry registry = open(Map.of())) {
            await(() -> !(catchThrowable(() -> registry.schema(id)) instanceof RetriableException));
            return registry.schema(id);
        }
    }

    @Test
    void schema_inAvroWithAReference_isRead() throws IOException {
        register("address-value", RegisteredSchema.Type.AVRO, ADDRESS);
        SchemaId order = register(
                "orders-value",
                RegisteredSchema.Type.AVRO,
                ORDER,
                JSON.createObjectNode()
                        .put("name", "x.Address")
                        .put("subject", "address-value")
                        .put("version", 1));

        RegisteredSchema schema = schema(order);

        assertThat(schema.type()).isEqualTo(RegisteredSchema.Type.AVRO);
        assertThat(schema.references()).containsExactly(new RegisteredSchema.Reference("x.Address", ADDRESS));
        assertThat(schema.subjects()).isEqualTo(Set.of("orders-value"));
    }

    @Test
    void schema_inJson_isRead() throws IOException {
        RegisteredSchema schema = schema(register("returns-value", RegisteredSchema.Type.JSON, RETURN));

        assertThat(List.of(schema.type(), schema.text())).containsExactly(RegisteredSchema.Type.JSON, RETURN);
    }

    @Test
    void schema_inProtobuf_isRead() throws IOException {
        RegisteredSchema schema = schema(register("claims-value", RegisteredSchema.Type.PROTOBUF, PROTO));

        assertThat(schema.type()).isEqualTo(RegisteredSchema.Type.PROTOBUF);
        assertThat(RecordNames.of(schema)).containsExactly("x.Claim");
    }

    @Test
    void schema_thatIsNotThere_isRefused() {
        assertThatThrownBy(() -> schema(new SchemaId.Registered(1_000_000)))
                .isInstanceOf(InvalidRecordException.class)
                .hasMessageContaining("not known");
    }

    @Test
    void schema_byGuid_isRefused() {
        assertThatThrownBy(() -> schema(new SchemaId.Guid("cc0e0e0e-53c1-4a1a-8f1a-000000000001")))
                .isInstanceOf(InvalidRecordException.class)
                .hasMessageContaining("GUID");
    }

    @Test
    void open_thatRequiresASubject_hasItsSchemas() throws IOException {
        SchemaId id = register("warm-value", RegisteredSchema.Type.AVRO, "\"string\"");

        try (SchemaRegistry registry = open(Map.of("require-at-start", "true", "subjects", "warm-value"))) {
            assertThat(registry.schema(id).text()).isEqualTo("\"string\"");
        }
    }
}
