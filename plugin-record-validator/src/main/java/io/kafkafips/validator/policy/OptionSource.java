package io.kafkafips.validator.policy;

import java.util.Set;
import org.apache.kafka.common.config.ConfigException;
import org.jspecify.annotations.Nullable;

/** Options as they were written, and where: so that a refusal names the line. */
interface OptionSource {
    Set<String> keys();

    /** A text or a list of texts; {@code null} when the option is not given. */
    @Nullable
    Object value(String key);

    /** The exception for one option, given or missing. */
    ConfigException refused(String key, String expected, String remedy, @Nullable Throwable cause);

    /** The exception for what these options are the options of. */
    ConfigException refused(String expected, String remedy, @Nullable Throwable cause);
}
