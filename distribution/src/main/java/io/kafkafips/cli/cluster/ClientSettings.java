package io.kafkafips.cli.cluster;

import io.kafkafips.cli.output.CommandFailure;
import io.kafkafips.cli.settings.PropertiesFiles;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** The settings of a Kafka client from a properties file, held to TLS and to our engine. Stateless. */
public final class ClientSettings {
    private static final Set<String> ENCRYPTED = Set.of("SSL", "SASL_SSL");
    private static final String ENGINE = "io.kafkafips.ssl.kafka.FipsSslEngineFactory";

    private ClientSettings() {}

    /**
     * Reads them.
     *
     * @param file properties, {@code null} for none
     * @param option which option named the file, for the message
     * @param bootstrapServers in place of those of the file, {@code null} to leave them
     * @throws CommandFailure when the file cannot be read, or asks for a connection without TLS
     */
    public static Map<String, Object> read(@Nullable Path file, String option, @Nullable String bootstrapServers) {
        Map<String, String> given = file == null ? Map.of() : PropertiesFiles.read(file, option);
        Map<String, Object> settings = new HashMap<>(given);
        if (bootstrapServers != null) {
            settings.put("bootstrap.servers", bootstrapServers);
        }
        String protocol = String.valueOf(settings.getOrDefault("security.protocol", "PLAINTEXT"));
        if (!ENCRYPTED.contains(protocol)) {
            throw CommandFailure.usage(
                    "security.protocol=" + protocol + " is refused: expected SSL or SASL_SSL",
                    option + " <file with security.protocol=SSL and the ssl.* settings>");
        }
        settings.putIfAbsent("ssl.engine.factory.class", ENGINE);
        settings.putIfAbsent("default.api.timeout.ms", "30000");
        settings.putIfAbsent("request.timeout.ms", "15000");
        return settings;
    }
}
