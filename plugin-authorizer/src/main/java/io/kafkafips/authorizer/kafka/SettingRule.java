package io.kafkafips.authorizer.kafka;

import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** A demand on changes of dynamic settings. Thread-safe. */
interface SettingRule {
    /**
     * Looks at one change.
     *
     * @param altered the settings that it touches with their new values, {@code null} for one that falls back to what is below it
     * @return what is wrong with it, in words for who asked for it
     */
    List<String> violations(Map<String, @Nullable String> altered);

    /** The name of a setting without the prefix of a listener. */
    static String base(String key) {
        Matcher prefixed = Prefix.OF_LISTENER.matcher(key);
        return prefixed.matches() ? String.valueOf(prefixed.group(1)) : key;
    }

    /** Holder of the pattern. */
    final class Prefix {
        private static final Pattern OF_LISTENER = Pattern.compile("listener\\.name\\.[^.]+\\.(.+)");

        private Prefix() {}
    }
}
