package io.kafkafips.validator.registry;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class RegistryClientTest {
    private static final SchemaId FIVE = new SchemaId.Registered(5);

    private final FakeRegistry registry = FakeRegistry.start();
    private final ExecutorService threads = Executors.newFixedThreadPool(2);

    @TempDir
    private Path folder;

    @AfterEach
    void stop() {
        registry.close();
        threads.shutdownNow();
    }

    private RegistryClient client(Map<String, Object> options) {
        Map<String, Object> all = new HashMap<>(Map.of("url", List.of(registry.url()), "allow-plaintext-http", true));
        all.putAll(options);
        RegistryConfig config = RegistryConfig.of("main", all);
        return new RegistryClient(
                new RegistryHttp(config, folder, threads),
                config.context(),
                config.limits().maxSchemaBytes());
    }

    private RegistryClient client() {
        return client(Map.of());
    }

    @Test
    void schema_asConfluentAnswers_isAvroWithItsSubjects() throws Exception {
        registry.on("/schemas/ids/5", "{\"schema\":\"\\\"string\\\"\",\"maxId\":9,\"guid\":\"x\"}")
                .on(
                        "/schemas/ids/5/versions",
                        "[{\"subject\":\"orders-value\",\"version\":1},{\"subject\":\"returns-value\",\"version\":3}]");

        RegisteredSchema schema = client().schema(FIVE);

        assertThat(schema)
                .isEqualTo(new RegisteredSchema(
                        5,
                        RegisteredSchema.Type.AVRO,
                        "\"string\"",
                        List.of(),
                        Set.of("orders-value", "returns-value")));
    }

    @Test
    void schema_ofRegistryWithoutVersionsOfAnId_hasSubjects() throws Exception {
        registry.on("/schemas/ids/5", "{\"schema\":\"{}\",\"schemaType\":\"JSON\",\"references\":[]}")
                .on(
                        "/schemas/ids/5/versions",
                        FakeRegistry.status(404, "{\"error_code\":404,\"message\":\"HTTP 404\"}"))
                .on("/schemas/ids/5/subjects", "[\"orders-value\"]");

        RegisteredSchema schema = client().schema(FIVE);

        assertThat(schema.subjects()).containsExactly("orders-value");
        assertThat(schema.type()).isEqualTo(RegisteredSchema.Type.JSON);
    }

    @Test
    void schema_whoseVersionsAreDeleted_hasNoSubjects() throws Exception {
        registry.on("/schemas/ids/5", "{\"schema\":\"{}\"}");

        assertThat(client().schema(FIVE).subjects()).isEmpty();
    }

    @Test
    void schema_byGuid_hasTheSubjectsOfItsContexts() throws Exception {
        String guid = "cc0e0e0e-53c1-4a1a-8f1a-000000000001";
        registry.on("/schemas/guids/" + guid, "{\"schema\":\"syntax\",\"schemaType\":\"PROTOBUF\"}")
                .on(
                        "/schemas/guids/" + guid + "/ids",
                        "[{\"context\":\".\",\"id\":7},{\"context\":\".staging\",\"id\":1}]")
                .on("/schemas/ids/7/versions", "[{\"subject\":\"orders-value\",\"version\":1}]")
                .on(
                        "/schemas/ids/1/versions?subject=%3A.staging%3A",
                        "[{\"subject\":\":.staging:orders-value\",\"version\":1}]");

        RegisteredSchema schema = client().schema(new SchemaId.Guid(guid));

        assertThat(schema.id()).isEqualTo(7);
        assertThat(schema.subjects()).containsExactlyInAnyOrder("orders-value", ":.staging:orders-value");
    }

    @Test
    void schema_byGuidOfARegistryWithoutThose_isUnusable() {
        SchemaId guid = new SchemaId.Guid("cc0e0e0e-53c1-4a1a-8f1a-000000000001");
        registry.on("/schemas/guids/cc0e0e0e-53c1-4a1a-8f1a-000000000001", FakeRegistry.status(404, ""))
                .on("/schemas/types", "[\"AVRO\"]");

        assertThatThrownBy(() -> client().schema(guid))
                .isInstanceOf(UnusableSchema.class)
                .hasMessageContaining("GUID");
    }

    @Test
    void schema_byGuidUnderAUrlThatLacksItsPath_isNotDecided() {
        SchemaId guid = new SchemaId.Guid("cc0e0e0e-53c1-4a1a-8f1a-000000000001");
        registry.on("/schemas/guids/cc0e0e0e-53c1-4a1a-8f1a-000000000001", FakeRegistry.status(404, ""))
                .on("/schemas/types", FakeRegistry.status(404, ""));

        assertThatThrownBy(() -> client().schema(guid)).isInstanceOf(IOException.class);
    }

    @Test
    void schema_ofAContext_hasItsSubjectsWithoutThatPrefix() throws Exception {
        registry.on("/schemas/ids/5?subject=%3A.staging%3A", "{\"schema\":\"{}\"}")
                .on(
                        "/schemas/ids/5/versions?subject=%3A.staging%3A",
                        "[{\"subject\":\":.staging:orders-value\",\"version\":1}]");

        assertThat(client(Map.of("context", ".staging")).schema(FIVE).subjects())
                .containsExactly("orders-value");
    }

    @Test
    void schema_withNestedReferences_hasThemInnermostFirst() throws Exception {
        registry.on("/schemas/ids/5", referring("root", "a.proto", "a", "b.proto", "b"))
                .on("/subjects/a/versions/1", referring("text of a", "b.proto", "b"))
                .on("/subjects/b/versions/1", referring("text of b", "c.proto", "c/d e"))
                .on("/subjects/c%2Fd%20e/versions/1", referring("text of c"));

        assertThat(client().schema(FIVE).references())
                .containsExactly(
                        new RegisteredSchema.Reference("c.proto", "text of c"),
                        new RegisteredSchema.Reference("b.proto", "text of b"),
                        new RegisteredSchema.Reference("a.proto", "text of a"));
    }

    private static String referring(String text, String... namesAndSubjects) {
        StringBuilder json =
                new StringBuilder("{\"schema\":\"" + text + "\",\"schemaType\":\"PROTOBUF\",\"references\":[");
        for (int i = 0; i < namesAndSubjects.length; i += 2) {
            json.append(i == 0 ? "" : ",")
                    .append("{\"name\":\"" + namesAndSubjects[i] + "\",\"subject\":\"" + namesAndSubjects[i + 1]
                            + "\",\"version\":1}");
        }
        return json.append("]}").toString();
    }

    @Test
    void schema_withReferencesInACircle_isUnusable() {
        registry.on("/schemas/ids/5", referring("root", "a.proto", "a"))
                .on("/subjects/a/versions/1", referring("a", "b.proto", "b"))
                .on("/subjects/b/versions/1", referring("b", "a.proto", "a"));

        assertThatThrownBy(() -> client().schema(FIVE))
                .isInstanceOf(UnusableSchema.class)
                .hasMessage("has references that go in a circle");
    }

    @Test
    void schema_withReferencesOfEndlessDepth_isUnusable() {
        registry.on("/schemas/ids/5", referring("root", "0", "s0"));
        for (int i = 0; i < 40; i++) {
            registry.on("/subjects/s" + i + "/versions/1", referring("x", "n" + (i + 1), "s" + (i + 1)));
        }

        assertThatThrownBy(() -> client().schema(FIVE))
                .isInstanceOf(UnusableSchema.class)
                .hasMessageContaining("16 levels");
    }

    @Test
    void schema_withAReferenceThatIsMissing_isUnusableAndMayYetCome() {
        registry.on("/schemas/ids/5", referring("root", "a.proto", "a"));

        assertThatThrownBy(() -> client().schema(FIVE))
                .isInstanceOfSatisfying(
                        UnusableSchema.class, e -> assertThat(e.isUnknown()).isTrue());
    }

    @Test
    void schema_thatTheRegistryDoesNotHave_isUnknown() {
        assertThatThrownBy(() -> client().schema(FIVE))
                .isInstanceOfSatisfying(
                        UnusableSchema.class, e -> assertThat(e.isUnknown()).isTrue());
    }

    @Test
    void schema_ofAnotherLanguage_isUnusable() {
        registry.on("/schemas/ids/5", "{\"schema\":\"<xs/>\",\"schemaType\":\"XSD\"}");

        assertThatThrownBy(() -> client().schema(FIVE)).isInstanceOf(UnusableSchema.class);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "500 | {} | HTTP status 500",
                "401 | {} | HTTP status 401",
                "302 | {} | HTTP status 302",
                "404 | <html/> | HTTP status 404 without an error code",
                "404 | {\"error_code\":404} | HTTP status 404 without an error code",
                "200 | {\"schema\":\"secret-text\" | an answer that is not JSON",
                "200 | {\"schema\":\"a\"}{ | an answer that is not JSON",
                "200 | {\"schema\":\"a\",\"schema\":\"b\"} | an answer that is not JSON",
                "200 | [1] | an answer whose schema is no string",
                "200 | {\"schema\":{\"type\":\"secret-text\"}} | an answer whose schema is no string"
            })
    void schema_fromABrokenRegistry_failsWithoutQuotingIt(int status, String body, String expected) {
        registry.on("/schemas/ids/5", FakeRegistry.status(status, body));

        assertThatThrownBy(() -> client().schema(FIVE))
                .isInstanceOf(IOException.class)
                .hasMessageContaining(expected)
                .hasMessageContaining(registry.url())
                .hasMessageNotContaining("secret-text")
                .hasMessageNotContaining("/ids/5");
    }

    @Test
    void schema_ofGiganticSize_endsTheExchange() {
        CountDownLatch refused = new CountDownLatch(1);
        registry.on("/schemas/ids/5", exchange -> {
            exchange.sendResponseHeaders(200, 0);
            byte[] piece = new byte[64 * 1024];
            Arrays.fill(piece, (byte) ' ');
            try (OutputStream out = exchange.getResponseBody()) {
                while (true) {
                    out.write(piece);
                }
            } catch (IOException e) {
                refused.countDown();
            }
        });

        assertThatThrownBy(() -> client(Map.of("max-schema-bytes", 100_000)).schema(FIVE))
                .isInstanceOf(IOException.class)
                .hasMessageContaining("more than 100000 bytes");
        assertThat(refused).satisfies(CountDownLatch::await);
    }

    @Test
    void schema_thatIsCutShort_fails() {
        registry.on("/schemas/ids/5", exchange -> {
            exchange.sendResponseHeaders(200, 1_000);
            exchange.getResponseBody().write("{\"schema\":\"".getBytes(StandardCharsets.UTF_8));
        });

        assertThatThrownBy(() -> client().schema(FIVE)).isInstanceOf(IOException.class);
    }

    @Test
    void schema_whoseBodyNeverEnds_isGivenUp() {
        CountDownLatch end = new CountDownLatch(1);
        registry.on("/schemas/ids/5", exchange -> {
            exchange.sendResponseHeaders(200, 1_000);
            exchange.getResponseBody().write('{');
            exchange.getResponseBody().flush();
            awaitQuietly(end);
        });

        assertThatThrownBy(() -> client(Map.of("request-timeout-ms", 200)).schema(FIVE))
                .isInstanceOf(IOException.class)
                .hasMessageContaining("no answer within 200 ms");
        end.countDown();
    }

    private static void awaitQuietly(CountDownLatch latch) {
        try {
            latch.await();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    @Test
    void schema_whenOneUrlIsDown_comesFromTheOther() throws Exception {
        try (FakeRegistry down = FakeRegistry.start()) {
            down.on("/schemas/ids/5", FakeRegistry.status(503, ""))
                    .on("/schemas/ids/5/versions", FakeRegistry.status(503, ""));
            registry.withAvro(5, "orders-value");
            RegistryClient client = client(Map.of("url", List.of(down.url(), registry.url())));

            client.schema(FIVE);

            assertThat(client.schema(FIVE).subjects()).containsExactly("orders-value");
            assertThat(down.asked()).hasSize(1);
        }
    }

    @Test
    void schema_unknownToOneUrl_isThatOfTheOther() throws Exception {
        try (FakeRegistry behind = FakeRegistry.start()) {
            registry.withAvro(5, "orders-value");

            RegisteredSchema schema =
                    client(Map.of("url", List.of(behind.url(), registry.url()))).schema(FIVE);

            assertThat(schema.subjects()).containsExactly("orders-value");
        }
    }

    @Test
    void schema_unknownToOneUrlWhileTheOtherIsDown_isNotDecided() {
        registry.on("/schemas/ids/5", FakeRegistry.status(503, ""));
        try (FakeRegistry behind = FakeRegistry.start()) {
            RegistryClient client = client(Map.of("url", List.of(behind.url(), registry.url())));

            assertThatThrownBy(() -> client.schema(FIVE)).isInstanceOf(IOException.class);
        }
    }

    @Test
    void ids_ofASubject_areThoseOfItsVersions() throws Exception {
        registry.on("/subjects/orders-value/versions", "[1,2]")
                .on("/subjects/orders-value/versions/1", "{\"id\":5,\"schema\":\"{}\"}")
                .on("/subjects/orders-value/versions/2", "{\"id\":9,\"schema\":\"{}\"}");

        assertThat(client().ids("orders-value")).containsExactly(FIVE, new SchemaId.Registered(9));
    }

    @Test
    void secretFile_replaced_isReadAnew() throws Exception {
        Path file = Files.writeString(folder.resolve("password"), "first\n");
        Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("rw-------"));
        SecretFile secret = new SecretFile(file);
        String before = secret.read();

        Files.writeString(file, "second");

        assertThat(List.of(before, secret.read())).containsExactly("first", "second");
    }

    @ParameterizedTest
    @ValueSource(strings = {"rw-rw----", "rw----r--"})
    void secretFile_openToOthers_isRefused(String permissions) throws Exception {
        Path file = Files.writeString(folder.resolve("password"), "hunter2");
        Files.setPosixFilePermissions(file, PosixFilePermissions.fromString(permissions));

        assertThatThrownBy(() -> new SecretFile(file).read())
                .isInstanceOf(IOException.class)
                .hasMessageContaining("chmod 600")
                .hasMessageNotContaining("hunter2");
    }
}
