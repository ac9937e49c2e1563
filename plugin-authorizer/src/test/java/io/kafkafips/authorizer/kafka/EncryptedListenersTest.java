package io.kafkafips.authorizer.kafka;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.apache.kafka.common.config.ConfigException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class EncryptedListenersTest {
    @ParameterizedTest
    @ValueSource(
            strings = {
                "listeners=SSL://:9093",
                "listeners=SSL://:9093,SASL_SSL://:9094",
                "listeners=ext://:9093;listener.security.protocol.map=ext:SASL_SSL",
                "listeners=EXT://:9093;listener.security.protocol.map=EXT:SSL, CTL:SSL;controller.listener.names=CTL",
                "listeners=PLAINTEXT://:9093;listener.security.protocol.map=PLAINTEXT:SSL",
                "listeners=SSL://:9093;security.inter.broker.protocol=SSL",
                "listeners=EXT://[::1]:9093;listener.security.protocol.map=EXT:SSL;inter.broker.listener.name=EXT",
            })
    void require_everyListenerEncrypted_passes(String settings) {
        assertThatCode(() -> EncryptedListeners.require(map(settings), Set.of()))
                .doesNotThrowAnyException();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "node.id=1 -> PLAINTEXT:PLAINTEXT",
                "listeners=PLAINTEXT://:9092 -> PLAINTEXT:PLAINTEXT",
                "listeners=SSL://:9093,sasl_plaintext://:9092 -> SASL_PLAINTEXT:SASL_PLAINTEXT",
                "listeners=EXT://:9092;listener.security.protocol.map=EXT:PLAINTEXT -> EXT:PLAINTEXT",
                "listeners=SSL://:9093;listener.security.protocol.map=SSL:PLAINTEXT -> SSL:PLAINTEXT",
                "listeners=SSL://:9093;controller.listener.names=CTL -> CTL:PLAINTEXT",
                "listeners=SSL://:9093;controller.listener.names=PLAINTEXT -> PLAINTEXT:PLAINTEXT",
                "listeners=SSL://:9093;listener.security.protocol.map=SSL:SSL,CTL:SASL_PLAINTEXT -> CTL:SASL_PLAINTEXT",
                "listeners=SSL://:9093;inter.broker.listener.name=INT -> INT:PLAINTEXT",
                "listeners=SSL://:9093;security.inter.broker.protocol=PLAINTEXT -> PLAINTEXT:PLAINTEXT",
                "listeners=SSL://:9093;advertised.listeners=EXT://h:9092 -> EXT:PLAINTEXT",
                "listeners=EXT://:9092;listener.security.protocol.map=SSL:SSL -> EXT:PLAINTEXT",
            })
    void require_aListenerInPlainText_isNamed(String settingsAndListener) {
        String[] parts = settingsAndListener.split(" -> ", 2);
        assertThatThrownBy(() -> EncryptedListeners.require(map(parts[0]), Set.of()))
                .isInstanceOf(ConfigException.class)
                .hasMessageContaining("not encrypted: " + parts[1] + ".");
    }

    @Test
    void require_twoListenersInPlainText_namesBothAndTheLineThatMends() {
        Map<String, Object> settings = map("listeners=A://:1,B://:2,C://:3;controller.listener.names=C");
        settings.put("listener.security.protocol.map", List.of("A:PLAINTEXT", "B:SASL_PLAINTEXT", "C:SSL"));
        assertThatThrownBy(() -> EncryptedListeners.require(settings, Set.of()))
                .hasMessageContaining("not encrypted: A:PLAINTEXT,B:SASL_PLAINTEXT.")
                .hasMessageContaining("Remedy: listener.security.protocol.map=A:SSL,B:SASL_SSL,C:SSL");
    }

    @Test
    void require_listenerThatMigrates_isNamedAndTheOthersAreStillRefused() {
        Map<String, Object> settings =
                map("listeners=OLD://:1,NEW://:2;listener.security.protocol.map=OLD:PLAINTEXT,NEW:SSL");

        assertThat(EncryptedListeners.require(settings, Set.of("OLD", "NEW", "GONE")))
                .containsExactly("OLD:PLAINTEXT");
        assertThatThrownBy(() -> EncryptedListeners.require(settings, Set.of("OTHER")))
                .hasMessageContaining("not encrypted: OLD:PLAINTEXT.");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "SSL://:1 | SSL:SSL,PLAINTEXT:PLAINTEXT | ''",
                "SSL://:1,EXTRA://:2 | SSL:SSL,EXTRA:SASL_PLAINTEXT | EXTRA:SASL_PLAINTEXT",
                "SSL://:1,extra://:2 | SSL:SSL | EXTRA:PLAINTEXT",
                "SSL://:1,OLD://:2 | SSL:SSL,OLD:PLAINTEXT | ''",
            })
    void unencrypted_listenersOfARunningNode_namesThoseThatItWouldOpen(
            String listeners, String mapping, String expected) {
        Map<String, Object> settings = new HashMap<>();
        settings.put("listeners", List.of(listeners.split(",")));
        settings.put("listener.security.protocol.map", mapping);
        // a default of Kafka, which opens nothing
        settings.put("security.inter.broker.protocol", "PLAINTEXT");

        assertThat(String.join(",", EncryptedListeners.unencrypted(settings, Set.of("OLD"))))
                .isEqualTo(expected);
    }

    private static Map<String, Object> map(String settings) {
        Map<String, Object> map = new HashMap<>();
        for (String setting : settings.split(";", -1)) {
            int equals = setting.indexOf('=');
            map.put(setting.substring(0, equals), setting.substring(equals + 1));
        }
        return map;
    }
}
