package io.kafkafips.tiered.key;

import java.util.Map;
import org.apache.kafka.common.config.ConfigDef;

/**
 * A kind of {@link KeyService}, found by {@link java.util.ServiceLoader} and chosen by {@code rsm.config.keys.provider}. Has a public
 * constructor without parameters.
 */
public interface KeyServiceProvider {
    /** What the setting calls it. */
    String name();

    /** Its own settings, each with its documentation; their names begin with {@code keys.<name>.}. */
    ConfigDef configDef();

    /**
     * Opens the service. One that cannot be reached now is no reason to fail: its calls do, until it is back.
     *
     * @param settings everything under {@code rsm.config.}, that prefix stripped
     * @throws org.apache.kafka.common.config.ConfigException naming the setting that is missing or wrong
     */
    KeyService open(Map<String, ?> settings);
}
