package io.kafkafips.commons.audit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Path;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import org.apache.kafka.common.config.ConfigException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class AuditConfigTest {
    @Test
    void of_noDirectory_isNoTrail() {
        assertThat(AuditConfig.of(Map.of("audit.overflow", "deny", "node.id", 7)))
                .isEmpty();
    }

    @Test
    void of_defaults_areThoseOfTheReference() {
        assertThat(AuditConfig.of(Map.of("audit.directory", " /a ")))
                .hasValue(new AuditConfig(
                        Path.of("/a"),
                        null,
                        AuditOverflow.DROP,
                        Duration.ofSeconds(1),
                        65_536,
                        Duration.ofSeconds(10),
                        10_000,
                        256L << 20,
                        Duration.ofDays(1),
                        Duration.ofMinutes(1)));
    }

    @Test
    void of_allSettings_readsThem() {
        Map<String, Object> settings = new HashMap<>();
        settings.put("audit.directory", "/a");
        settings.put("audit.hmac.key.file", "/k");
        settings.put("audit.overflow", "block");
        settings.put("audit.overflow.block.ms", "5");
        settings.put("audit.queue.capacity", 100);
        settings.put("audit.aggregation.window.ms", "0");
        settings.put("audit.aggregation.entries", "3");
        settings.put("audit.rotate.bytes", "2048");
        settings.put("audit.rotate.interval.ms", "1000");
        settings.put("audit.checkpoint.interval.ms", "100");

        assertThat(AuditConfig.of(settings))
                .hasValue(new AuditConfig(
                        Path.of("/a"),
                        Path.of("/k"),
                        AuditOverflow.BLOCK,
                        Duration.ofMillis(5),
                        100,
                        Duration.ZERO,
                        3,
                        2048,
                        Duration.ofSeconds(1),
                        Duration.ofMillis(100)));
    }

    @ParameterizedTest
    @CsvSource({
        "audit.directory,' '",
        "audit.directory,a\0b",
        "audit.hmac.key.file,a\0b",
        "audit.overflow,lose",
        "audit.overflow.block.ms,0",
        "audit.queue.capacity,15",
        "audit.aggregation.window.ms,-1",
        "audit.aggregation.entries,0",
        "audit.rotate.bytes,1023",
        "audit.rotate.interval.ms,999",
        "audit.checkpoint.interval.ms,x",
        "audit.overflo,deny",
    })
    void of_unusableSetting_isRefusedByName(String key, String value) {
        Map<String, Object> settings = new HashMap<>();
        settings.put("audit.directory", "/a");
        settings.put(key, value);

        assertThatThrownBy(() -> AuditConfig.of(settings))
                .isInstanceOf(ConfigException.class)
                .hasMessageContaining(key);
    }

    @ParameterizedTest
    @ValueSource(longs = {Long.MAX_VALUE, Long.MAX_VALUE / 1_000_000 + 1, Long.MAX_VALUE / 1_000_000})
    void of_intervalsWithoutEnd_areAsLongAsNanosecondsCanTell(long millis) {
        AuditConfig config = AuditConfig.of(Map.of(
                        "audit.directory",
                        "/a",
                        "audit.rotate.interval.ms",
                        Long.toString(millis),
                        "audit.checkpoint.interval.ms",
                        Long.toString(millis)))
                .orElseThrow();

        assertThat(config.rotateInterval()).isEqualTo(Duration.ofMillis(Long.MAX_VALUE / 1_000_000));
        assertThat(config.rotateInterval().toNanos()).isPositive();
        assertThat(config.checkpointInterval()).isEqualTo(config.rotateInterval());
    }

    @Test
    void configDef_everyOption_isDocumentedAndKeptByABroker() {
        assertThat(AuditConfig.configDef().configKeys().values()).allSatisfy(key -> {
            assertThat(key.documentation).isNotBlank();
            assertThat(key.name).startsWith("audit.");
        });
    }
}
