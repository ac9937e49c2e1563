package io.kafkafips.tiered.kafka;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.kafkafips.tiered.directory.DirectoryRemoteStorageManager;
import io.kafkafips.tiered.key.KeyCacheSettings;
import io.kafkafips.tiered.key.KeyLimits;
import io.kafkafips.tiered.testing.TestKeys;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import org.apache.kafka.common.config.ConfigException;
import org.apache.kafka.common.config.types.Password;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class TieredStorageConfigTest {
    @TempDir
    static Path folder;

    private static Path keystore;

    @BeforeAll
    static void makeKeys() {
        keystore = TestKeys.write(folder.resolve("keys.bcfks"), "kek-1");
    }

    @Test
    void of_theLeast_hasTheDefaults() {
        Map<String, Object> settings = least();

        TieredStorageConfig config = TieredStorageConfig.of(settings);

        assertThat(config.delegateClassName()).isEqualTo(DirectoryRemoteStorageManager.class.getName());
        assertThat(config.chunkSizeBytes()).isEqualTo(256 * 1024);
        assertThat(config.keys().provider()).isEqualTo("keystore");
        assertThat(config.keys().clusterId()).isEmpty();
        assertThat(config.keys().createMissing()).isFalse();
        assertThat(config.keys().refreshInterval()).hasSeconds(10);
        assertThat(config.keys().cache())
                .isEqualTo(new KeyCacheSettings(10_000, Duration.ofMinutes(15), 1_000_000, Duration.ofSeconds(10)));
        assertThat(config.keys().limits()).isEqualTo(new KeyLimits(Duration.ofDays(90), 1L << 44, 1L << 20, false));
        assertThat(config.customMetadataMaxBytes()).isEqualTo(128);
        assertThat(config.plaintextReadAllowed()).isFalse();
        assertThat(config.unknown()).isEmpty();
    }

    @Test
    void of_delegateSettings_stripsThePrefixAndAddsTheBroker() {
        Map<String, Object> settings = least();
        settings.put("delegate.directory.path", "/mnt/tiered");
        settings.put("broker.id", 7);

        TieredStorageConfig config = TieredStorageConfig.of(settings);

        assertThat(config.delegateSettings())
                .containsOnly(Map.entry("directory.path", "/mnt/tiered"), Map.entry("broker.id", 7));
        assertThat(config.brokerId()).isEqualTo(7);
    }

    @Test
    void of_aNameThatIsNoSetting_listsIt() {
        Map<String, Object> settings = least();
        settings.put("keys.active.alias", "x");

        TieredStorageConfig config = TieredStorageConfig.of(settings);

        assertThat(config.unknown()).containsExactly("keys.active.alias");
    }

    @ParameterizedTest
    @CsvSource({
        "chunk.size.bytes, 5000, rsm.config.chunk.size.bytes",
        "chunk.size.bytes, 2048, chunk.size.bytes",
        "chunk.size.bytes, 2097152, chunk.size.bytes",
        "chunk.size.bytes, many, chunk.size.bytes",
        "keys.topics, '', rsm.config.keys.topics",
        "keys.registry.path, ' ', rsm.config.keys.registry.path",
        "keys.provider, nobody, rsm.config.keys.provider=nobody",
        "keys.refresh.interval.ms, 0, keys.refresh.interval.ms",
        "keys.limits.age.ms, 0, keys.limits.age.ms",
        "keys.cache.max.uses, 0, keys.cache.max.uses",
        "keys.cache.max.entries, 0, keys.cache.max.entries",
        "keys.cache.max.age.ms, 0, keys.cache.max.age.ms",
        "custom.metadata.max.bytes, 20, custom.metadata.max.bytes",
        "plaintext.read.allowed, maybe, plaintext.read.allowed",
    })
    void of_aWrongValue_namesTheSetting(String name, String value, String named) {
        Map<String, Object> settings = least();
        settings.put(name, value);

        assertThatThrownBy(() -> TieredStorageConfig.of(settings))
                .isInstanceOf(ConfigException.class)
                .hasMessageContaining(named)
                .hasMessageNotContaining(TestKeys.PASSWORD);
    }

    @Test
    void configure_withAnAliasThatIsNotThere_namesThoseThatAre() throws IOException {
        Map<String, Object> settings = Rig.settings(keystore);
        settings.put("keys.root.alias", "kek-9");
        try (EncryptingRemoteStorageManager manager = new EncryptingRemoteStorageManager()) {
            assertThatThrownBy(() -> manager.configure(settings))
                    .isInstanceOf(ConfigException.class)
                    .hasMessageContaining("rsm.config.keys.root.alias=kek-9")
                    .hasMessageContaining("[kek-1]");
        }
    }

    @Test
    void of_aRegistryInRemoteStorage_isRefused() {
        Map<String, Object> settings = least();
        settings.put("delegate.directory.path", "/mnt/tiered");
        settings.put("keys.registry.path", "/mnt/tiered/../tiered/keys");

        assertThatThrownBy(() -> TieredStorageConfig.of(settings))
                .isInstanceOf(ConfigException.class)
                .hasMessageContaining("rsm.config.keys.registry.path")
                .hasMessageContaining("outside of remote storage");
    }

    @Test
    void configure_withoutAKeystore_namesTheSetting() throws IOException {
        Map<String, Object> settings = Rig.settings(keystore);
        settings.put("keys.keystore.location", "");
        try (EncryptingRemoteStorageManager manager = new EncryptingRemoteStorageManager()) {
            assertThatThrownBy(() -> manager.configure(settings))
                    .isInstanceOf(ConfigException.class)
                    .hasMessageContaining("rsm.config.keys.keystore.location");
        }
    }

    @ParameterizedTest
    @CsvSource({
        "delegate.class.name, no.such.Thing, rsm.config.delegate.class.name",
        "delegate.class.name, java.lang.Object, rsm.config.delegate.class.name",
        "delegate.class.name, java.util.Map, rsm.config.delegate.class.name",
        "delegate.class.path, /no/such/jar.jar, rsm.config.delegate.class.path",
        "delegate.class.path, /dev/*, rsm.config.delegate.class.path",
        "delegate.class.path, 'a,,b', rsm.config.delegate.class.path",
    })
    void configure_withoutAUsableDelegate_namesTheSetting(String name, String value, String named) throws IOException {
        Map<String, Object> settings = Rig.settings(keystore);
        settings.put(name, value);
        try (EncryptingRemoteStorageManager manager = new EncryptingRemoteStorageManager()) {
            assertThatThrownBy(() -> manager.configure(settings))
                    .isInstanceOf(ConfigException.class)
                    .hasMessageContaining(named);
        }
    }

    @Test
    void configDef_ofTheManager_documentsEveryOption() {
        assertThat(TieredStorageConfig.configDef().configKeys().values())
                .allSatisfy(key -> assertThat(key.documentation).isNotBlank());
    }

    private static Map<String, Object> least() {
        Map<String, Object> settings = new HashMap<>();
        settings.put("keys.keystore.location", "/keys.bcfks");
        settings.put("keys.keystore.password", new Password(TestKeys.PASSWORD));
        settings.put("keys.root.alias", "kek-1");
        settings.put("keys.registry.path", "/registry");
        settings.put("keys.topics", "*:shared");
        return settings;
    }
}
