package io.kafkafips.authorizer.kafka;

import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** A demand on changes of dynamic settings. Thread-safe. */
interface SettingRule {
    String LISTENER_PREFIX = "listener.name.";

    /**
     * Looks at one change.
     *
     * @param altered the settings that it touches with their new values, {@code null} for one that falls back to what is below it
     * @return what is wrong with it, in words for who asked for it
     */
    List<String> violations(Map<String, @Nullable String> altered);

    /**
     * The longest of these names that the key has behind the prefix of a listener, or the key itself. By its end: the name of a listener
     * may have dots.
     */
    static String base(String key, Set<String> names) {
        return !key.startsWith(LISTENER_PREFIX)
                ? key
                : names.stream()
                        .filter(name -> key.endsWith("." + name))
                        .max(Comparator.comparingInt(String::length))
                        .orElse(key);
    }
}
