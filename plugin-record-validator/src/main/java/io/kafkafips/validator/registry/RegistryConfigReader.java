package io.kafkafips.validator.registry;

import io.kafkafips.commons.config.Refusal;
import java.net.URI;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.apache.kafka.common.config.ConfigDef;
import org.apache.kafka.common.config.ConfigException;

/** A reader of {@link RegistryOptions}. For one registry. */
final class RegistryConfigReader {
    private final String name;
    private final Map<String, Object> values;

    RegistryConfigReader(String name, Map<String, ?> given) {
        this.name = name;
        ConfigDef def = RegistryOptions.define();
        given.keySet().stream()
                .filter(key -> !def.names().contains(key))
                .findFirst()
                .ifPresent(key -> {
                    throw RegistryConfig.unknownKey(path(key), def);
                });
        try {
            this.values = def.parse(given);
        } catch (ConfigException e) {
            throw Refusal.setting("registries." + name, "[hidden]", "values as documented", "correct the value", e);
        }
    }

    RegistryConfig config() {
        boolean folder = !text(RegistryOptions.FOLDER).isEmpty();
        List<URI> urls = RegistryConfig.urls(
                path(RegistryOptions.URL), list(RegistryOptions.URL), (Boolean) value(RegistryOptions.PLAINTEXT));
        if (folder == !urls.isEmpty()) {
            throw Refusal.setting(
                    path(RegistryOptions.URL),
                    urls,
                    "either " + RegistryOptions.URL + " or " + RegistryOptions.FOLDER,
                    path(RegistryOptions.URL) + ": https://...");
        }
        RegistryConfig config = new RegistryConfig(
                name,
                urls,
                text(RegistryOptions.FOLDER),
                text(RegistryOptions.INDEX),
                new RegistryConfig.Tls(
                        text(RegistryOptions.TRUSTSTORE),
                        text(RegistryOptions.TRUSTSTORE_PASSWORD_FILE),
                        text(RegistryOptions.KEY)),
                new RegistryConfig.Credentials(
                        text(RegistryOptions.USER),
                        text(RegistryOptions.PASSWORD_FILE),
                        text(RegistryOptions.TOKEN_FILE)),
                text(RegistryOptions.CONTEXT),
                new RegistryConfig.Limits(
                        millis(RegistryOptions.CONNECT_TIMEOUT),
                        millis(RegistryOptions.REQUEST_TIMEOUT),
                        (Integer) value(RegistryOptions.MAX_SCHEMA_BYTES),
                        (Integer) value(RegistryOptions.MAX_LOOKUPS),
                        (Integer) value(RegistryOptions.LOOKUPS_PER_SECOND)),
                new RegistryConfig.CacheRules(
                        (Integer) value(RegistryOptions.CACHE_SIZE),
                        millis(RegistryOptions.REFRESH),
                        millis(RegistryOptions.STALE_WHILE_ERROR),
                        millis(RegistryOptions.NEGATIVE),
                        millis(RegistryOptions.CONFIRM_NEGATIVE),
                        millis(RegistryOptions.RETRY)),
                OutageRule.of(text(RegistryOptions.ON_OUTAGE)),
                list(RegistryOptions.SUBJECTS),
                (Boolean) value(RegistryOptions.REQUIRE_AT_START));
        check(config);
        return config;
    }

    private void check(RegistryConfig config) {
        boolean https = config.urls().stream().anyMatch(RegistryConfigReader::isHttps);
        if (https && config.tls().truststore().isEmpty()) {
            throw Refusal.setting(
                    path(RegistryOptions.TRUSTSTORE),
                    null,
                    "the authorities of the registry's certificate",
                    path(RegistryOptions.TRUSTSTORE) + ": ca.pem");
        }
        RegistryConfig.Credentials credentials = config.credentials();
        if (credentials.any() && !config.urls().stream().allMatch(RegistryConfigReader::isHttps)) {
            throw Refusal.setting(
                    path(RegistryOptions.URL), config.urls(), "https, since credentials are sent", "https://...");
        }
        if (credentials.user().isEmpty() != credentials.passwordFile().isEmpty()) {
            throw Refusal.setting(
                    path(RegistryOptions.PASSWORD_FILE),
                    null,
                    "both " + RegistryOptions.USER + " and " + RegistryOptions.PASSWORD_FILE,
                    "add the other");
        }
        if (!credentials.user().isEmpty() && !credentials.tokenFile().isEmpty()) {
            throw Refusal.setting(
                    path(RegistryOptions.TOKEN_FILE), "[hidden]", "a user or a token, not both", "remove one of them");
        }
        if (credentials.user().indexOf(':') >= 0) {
            throw Refusal.setting(
                    path(RegistryOptions.USER), "[hidden]", "a name without a colon (RFC 7617)", "another user");
        }
        if (config.cache().staleWhileError().compareTo(config.cache().refresh()) < 0) {
            throw Refusal.setting(
                    path(RegistryOptions.STALE_WHILE_ERROR),
                    config.cache().staleWhileError().toMillis(),
                    "at least " + RegistryOptions.REFRESH,
                    path(RegistryOptions.STALE_WHILE_ERROR) + ": "
                            + config.cache().refresh().toMillis());
        }
    }

    private static boolean isHttps(URI url) {
        return "https".equals(url.getScheme());
    }

    private String path(String key) {
        return "registries." + name + "." + key;
    }

    private Object value(String key) {
        Object value = values.get(key);
        if (value == null) {
            throw Refusal.setting(path(key), null, "a value", "give it one, or remove the key");
        }
        return value;
    }

    private String text(String key) {
        return ((String) value(key)).strip();
    }

    private List<String> list(String key) {
        return ((List<?>) value(key))
                .stream().map(element -> String.valueOf(element).strip()).toList();
    }

    private Duration millis(String key) {
        return Duration.ofMillis((Long) value(key));
    }
}
