package io.kafkafips.validator.registry;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowable;

import io.kafkafips.testkit.Pki;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What counts as an outage where the policy lets records pass during one. */
class OutageTest {
    private static final SchemaId FIVE = new SchemaId.Registered(5);

    private final FakeRegistry remote = FakeRegistry.start();
    private final ExecutorService threads = Executors.newFixedThreadPool(2);

    @TempDir
    private Path folder;

    @AfterEach
    void stop() {
        remote.close();
        threads.shutdownNow();
    }

    /** Whether a record passes unvalidated after the lookup of its schema has failed. */
    private boolean isAccepted(RegistryConfig config) {
        RegistryClient client = new RegistryClient(
                new RegistryHttp(config, folder, threads),
                config.context(),
                config.limits().maxSchemaBytes());
        CachedSchemaRegistry registry = new CachedSchemaRegistry(config, client, Runnable::run, () -> 0, () -> {});
        Throwable first = catchThrowable(() -> registry.schema(FIVE));
        Throwable answer = catchThrowable(() -> registry.schema(FIVE));

        assertThat(first).isInstanceOf(SchemaUnavailable.class);
        assertThat(registry.statistics().orElseThrow().failures()).isEqualTo(1);
        assertThat(answer).isInstanceOf(SchemaUnavailable.class);
        return ((SchemaUnavailable) answer).isAccepted();
    }

    private static RegistryConfig config(Map<String, Object> options) {
        Map<String, Object> all = new HashMap<>(options);
        all.put("on-outage", "accept-unvalidated");
        return RegistryConfig.of("main", all);
    }

    private RegistryConfig config() {
        return config(Map.of("url", List.of(remote.url()), "allow-plaintext-http", true));
    }

    private void answer(FakeRegistry registry, int status) {
        registry.on("/schemas/ids/5", FakeRegistry.status(status, ""))
                .on("/schemas/types", FakeRegistry.status(status, ""));
    }

    @ParameterizedTest
    @ValueSource(ints = {302, 400, 401, 403, 404, 429, 500, 501})
    void schema_ofARegistryThatAnswersWithAStatus_doesNotPass(int status) {
        answer(remote, status);

        assertThat(isAccepted(config())).isFalse();
    }

    @ParameterizedTest
    @ValueSource(ints = {502, 503, 504})
    void schema_ofAGatewayWithoutRegistry_passes(int status) {
        answer(remote, status);

        assertThat(isAccepted(config())).isTrue();
    }

    @Test
    void schema_ofARegistryThatIsDown_passes() {
        remote.close();

        assertThat(isAccepted(config())).isTrue();
    }

    @Test
    void schema_ofARegistryThatAnswersNonsense_doesNotPass() {
        remote.on("/schemas/ids/5", "nonsense").on("/schemas/types", "nonsense");

        assertThat(isAccepted(config())).isFalse();
    }

    @Test
    void schema_ofARegistryThatIsCutShort_doesNotPass() {
        FakeRegistry.Answer half = exchange -> {
            exchange.sendResponseHeaders(200, 1_000);
            exchange.getResponseBody().write('[');
        };
        remote.on("/schemas/ids/5", half).on("/schemas/types", half);

        assertThat(isAccepted(config())).isFalse();
    }

    @ParameterizedTest
    @ValueSource(booleans = {true, false})
    void schema_whenOneUrlIsDownAndTheOtherAnswers_doesNotPass(boolean downFirst) {
        answer(remote, 429);
        try (FakeRegistry down = FakeRegistry.start()) {
            answer(down, 503);
            List<String> urls = downFirst ? List.of(down.url(), remote.url()) : List.of(remote.url(), down.url());

            assertThat(isAccepted(config(Map.of("url", urls, "allow-plaintext-http", true))))
                    .isFalse();
        }
    }

    @Test
    void schema_whenOneUrlIsDownAndTheOtherHasNoSuchPath_doesNotPass() {
        try (FakeRegistry down = FakeRegistry.start()) {
            answer(down, 503);

            assertThat(isAccepted(
                            config(Map.of("url", List.of(down.url(), remote.url()), "allow-plaintext-http", true))))
                    .isFalse();
        }
    }

    @Test
    void schema_whenThePasswordCannotBeRead_doesNotPass() throws Exception {
        Pki.root("CN=authority").writePem(folder.resolve("ca.pem"));

        assertThat(isAccepted(config(Map.of(
                        "url",
                        List.of(remote.url().replace("http:", "https:")),
                        "truststore",
                        "ca.pem",
                        "user",
                        "broker",
                        "password-file",
                        "missing"))))
                .isFalse();
        assertThat(Files.exists(folder.resolve("missing"))).isFalse();
        assertThat(remote.asked()).isEmpty();
    }
}
