package io.kafkafips.validator.registry;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CountDownLatch;
import org.apache.kafka.common.config.ConfigException;
import org.apache.kafka.common.errors.RetriableException;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class SchemaRegistriesTest {
    private static final SchemaId FIVE = new SchemaId.Registered(5);

    private final FakeRegistry remote = FakeRegistry.start();

    @AfterEach
    void stop() {
        remote.close();
    }

    private SchemaRegistry open(Map<String, Object> options) {
        Map<String, Object> all = new HashMap<>(Map.of("url", List.of(remote.url()), "allow-plaintext-http", true));
        all.putAll(options);
        return SchemaRegistries.open(RegistryConfig.of("main", all), Path.of("."), path -> {
            throw new IllegalStateException(path);
        });
    }

    private void haveSubject() {
        remote.withAvro(5, "orders-value")
                .on("/subjects/orders-value/versions", "[1]")
                .on("/subjects/orders-value/versions/1", "{\"id\":5}");
    }

    @Test
    void open_whileTheRegistryIsDown_startsAllTheSame() {
        remote.close();

        try (SchemaRegistry registry = open(Map.of("subjects", "orders-value"))) {
            assertThatThrownBy(() -> registry.schema(FIVE)).isInstanceOf(RetriableException.class);
        }
    }

    @Test
    void open_thatRequiresTheRegistryWhileItIsDown_isRefused() {
        remote.close();

        assertThatThrownBy(() -> open(Map.of("require-at-start", true)))
                .isInstanceOf(ConfigException.class)
                .hasMessageContaining("registries.main.url");
    }

    @Test
    void open_thatRequiresASubjectWhichIsMissing_isRefused() {
        assertThatThrownBy(() -> open(Map.of("require-at-start", true, "subjects", "orders-value")))
                .isInstanceOf(ConfigException.class)
                .hasMessageContaining("orders-value");
    }

    @Test
    void open_thatRequiresTheRegistry_asksItWithoutSubjectsToo() {
        remote.on("/schemas/types", "[\"AVRO\"]");

        try (SchemaRegistry registry = open(Map.of("require-at-start", true))) {
            assertThat(remote.asked()).containsExactly("/schemas/types");
            assertThat(registry.statistics()).isPresent();
        }
    }

    @Test
    void open_thatRequiresItsSubjects_hasTheirSchemas() {
        haveSubject();

        try (SchemaRegistry registry = open(Map.of("require-at-start", true, "subjects", "orders-value"))) {
            assertThat(registry.schema(FIVE).subjects()).containsExactly("orders-value");
        }
    }

    @Test
    void open_withSubjects_fetchesThemInTheBackgroundWhenTheRegistryIsBack() throws Exception {
        CountDownLatch failed = new CountDownLatch(1);
        CountDownLatch fetched = new CountDownLatch(1);
        remote.on("/subjects/orders-value/versions", exchange -> {
            FakeRegistry.status(503, "").to(exchange);
            failed.countDown();
        });
        try (SchemaRegistry registry = open(Map.of("retry-ms", 10, "subjects", "orders-value"))) {
            failed.await();
            haveSubject();
            remote.on("/schemas/ids/5/versions", exchange -> {
                FakeRegistry.status(200, "[{\"subject\":\"orders-value\",\"version\":1}]")
                        .to(exchange);
                fetched.countDown();
            });

            assertThat(fetched).satisfies(CountDownLatch::await);
            assertThat(registry.statistics().orElseThrow().failures()).isPositive();
        }
    }

    @Test
    void close_whileALookupIsUnderWay_endsIt() throws Exception {
        CountDownLatch asked = new CountDownLatch(1);
        CountDownLatch gone = new CountDownLatch(1);
        remote.on("/schemas/ids/5", exchange -> {
            asked.countDown();
            try {
                gone.await();
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
            }
        });
        SchemaRegistry registry = open(Map.of());
        assertThatThrownBy(() -> registry.schema(FIVE)).isInstanceOf(RetriableException.class);
        asked.await();

        registry.close();

        assertThatThrownBy(() -> registry.schema(FIVE)).isInstanceOf(RetriableException.class);
        gone.countDown();
    }
}
