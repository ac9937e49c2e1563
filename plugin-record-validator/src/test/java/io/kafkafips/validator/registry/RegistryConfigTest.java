package io.kafkafips.validator.registry;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.net.URI;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.apache.kafka.common.config.ConfigException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class RegistryConfigTest {
    private static final Map<String, String> LEAST = Map.of("url", "https://registry.example/", "truststore", "ca.pem");

    private static RegistryConfig with(String key, Object value) {
        Map<String, Object> options = new HashMap<>(LEAST);
        options.put(key, value);
        return RegistryConfig.of("main", options);
    }

    @Test
    void of_theLeast_failsClosed() {
        RegistryConfig config = RegistryConfig.of("main", LEAST);

        assertThat(config.urls()).containsExactly(URI.create("https://registry.example"));
        assertThat(config.onOutage()).isEqualTo(OutageRule.RETRY);
    }

    @Test
    void of_theSameOptions_isEqual() {
        assertThat(RegistryConfig.of("main", LEAST))
                .isEqualTo(RegistryConfig.of("main", LEAST))
                .isNotEqualTo(with("cache-size", 7));
    }

    @Test
    void of_typedValues_takesThemAsTexts() {
        assertThat(with("cache-size", 7)).isEqualTo(with("cache-size", "7"));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "url | http://registry.example | allow-plaintext-http",
                "url | ftp://registry.example | registries.main.url",
                "url | https://user:hunter2@registry.example | registries.main.url",
                "url | https://registry.example?token=hunter2 | registries.main.url",
                "url | http://user:hunter2@registry.example | registries.main.url",
                "url | registry.example | registries.main.url",
                "url | https://registry.example/%zz | registries.main.url",
                "folder | schemas | either url or folder",
                "truststore | '' | registries.main.truststore",
                "user | broker | password-file",
                "password-file | secret | user",
                "cache-size | many | cache-size",
                "cache-size | 0 | cache-size",
                "refresh-ms | 999999999 | stale-while-error-ms",
                "on-outage | accept | on-outage",
                "cache-sice | 5 | registries.main.cache-sice"
            })
    void of_anOptionThatCannotBe_isRefusedByName(String key, String value, String expected) {
        assertThatThrownBy(() -> with(key, value))
                .isInstanceOf(ConfigException.class)
                .hasMessageContaining(expected)
                .hasMessageNotContaining("hunter2");
    }

    @Test
    void of_credentialsOverHttp_isRefused() {
        Map<String, Object> options =
                Map.of("url", List.of("http://registry.example"), "allow-plaintext-http", true, "token-file", "token");

        assertThatThrownBy(() -> RegistryConfig.of("main", options))
                .isInstanceOf(ConfigException.class)
                .hasMessageContaining("credentials");
    }

    @Test
    void of_aUserWithAPassword_isRefusedWithoutShowingIt() {
        Map<String, Object> options = new HashMap<>(LEAST);
        options.put("user", "broker:hunter2");
        options.put("password-file", "password");

        assertThatThrownBy(() -> RegistryConfig.of("main", options))
                .isInstanceOf(ConfigException.class)
                .hasMessageContaining("registries.main.user")
                .hasMessageNotContaining("hunter2");
    }

    @Test
    void of_neitherUrlNorFolder_isRefused() {
        assertThatThrownBy(() -> RegistryConfig.of("main", Map.of())).isInstanceOf(ConfigException.class);
    }
}
