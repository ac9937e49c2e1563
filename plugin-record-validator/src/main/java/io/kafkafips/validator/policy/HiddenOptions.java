package io.kafkafips.validator.policy;

import java.util.Set;
import org.apache.kafka.common.config.ConfigException;
import org.jspecify.annotations.Nullable;

/**
 * Options whose refusals name key and place, never a value: that of a mistyped key may be a password. A cause is left out, since it may
 * quote the value too.
 *
 * @param options as they were written
 */
record HiddenOptions(OptionSource options) implements OptionSource {
    @Override
    public Set<String> keys() {
        return options.keys();
    }

    @Override
    public @Nullable Object value(String key) {
        return options.value(key);
    }

    @Override
    public ConfigException refused(String key, String expected, String remedy, @Nullable Throwable cause) {
        return refused("in place of " + key + "=[hidden] " + expected, remedy, null);
    }

    @Override
    public ConfigException refused(String expected, String remedy, @Nullable Throwable cause) {
        return options.refused(expected, remedy, null);
    }
}
