package io.kafkafips.ssl.policy;

import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import org.apache.kafka.common.config.types.Password;

/**
 * TLS settings as Kafka's {@code ConfigDef} parsed them, with absence spelled out: a missing, null or blank value is empty. Immutable
 * if the map is.
 */
public final class Settings {
    private final Map<String, Object> parsed;

    public Settings(Map<String, Object> parsed) {
        this.parsed = parsed;
    }

    /** A setting of type string. */
    public Optional<String> text(String key) {
        return Optional.ofNullable((String) parsed.get(key)).map(String::trim).filter(value -> !value.isEmpty());
    }

    /** A setting of type password. */
    public Optional<Password> secret(String key) {
        return Optional.ofNullable((Password) parsed.get(key))
                .filter(value -> !value.value().isBlank());
    }

    /** A setting of type boolean; false when it is missing. */
    public boolean isTrue(String key) {
        return Boolean.TRUE.equals(parsed.get(key));
    }

    /** A setting of type list, without blank elements. */
    public List<String> list(String key) {
        List<?> value = (List<?>) parsed.get(key);
        return value == null
                ? List.of()
                : value.stream()
                        .map(element -> String.valueOf(element).trim())
                        .filter(element -> !element.isEmpty())
                        .toList();
    }

    /** A setting of type boolean, which has a default. */
    public boolean flag(String key) {
        return Boolean.TRUE.equals(parsed.get(key));
    }

    /** A setting of type long in milliseconds, which has a default. */
    public Duration millis(String key) {
        return Duration.ofMillis(((Number) Objects.requireNonNull(parsed.get(key), key)).longValue());
    }
}
