package io.kafkafips.cli.keys;

import io.kafkafips.cli.output.CommandFailure;
import io.kafkafips.cli.settings.PropertiesFiles;
import io.kafkafips.tiered.key.KeySettings;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.config.AbstractConfig;
import org.apache.kafka.common.config.ConfigDef;

/** A broker's {@code server.properties}, as the RemoteStorageManager sees it: config providers resolved, its prefix stripped. */
final class BrokerFile {
    private static final String PREFIX_CONFIG = "remote.log.storage.manager.impl.prefix";

    private BrokerFile() {}

    static Map<String, Object> settings(Path file, String option) {
        Map<String, Object> all = resolved(file, option);
        String prefix = String.valueOf(all.getOrDefault(PREFIX_CONFIG, KeySettings.PREFIX));
        Map<String, Object> settings = new HashMap<>();
        all.forEach((name, value) -> {
            if (name.startsWith(prefix)) {
                settings.put(name.substring(prefix.length()), value);
            }
        });
        return settings;
    }

    /** As Kafka does it, by {@code config.providers}. */
    private static Map<String, Object> resolved(Path file, String option) {
        Map<String, String> read = PropertiesFiles.read(file, option);
        try {
            return new AbstractConfig(new ConfigDef(), read, false).originals();
        } catch (KafkaException e) {
            throw CommandFailure.usage(
                    option + " " + file + " has a config provider that does not work here",
                    "run where the broker runs, as its user; or name keystore and registry by options",
                    e);
        }
    }
}
