package io.kafkafips.cli.keys;

import io.kafkafips.cli.output.CommandFailure;
import io.kafkafips.cli.settings.PasswordFile;
import io.kafkafips.tiered.key.KeyRegistry;
import io.kafkafips.tiered.key.KeyRegistryException;
import io.kafkafips.tiered.key.KeyService;
import io.kafkafips.tiered.key.KeyServices;
import io.kafkafips.tiered.key.KeySettings;
import io.kafkafips.tiered.key.KeystoreSettings;
import io.kafkafips.tiered.key.OfflineKeys;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;
import org.apache.kafka.common.config.ConfigException;
import org.apache.kafka.common.config.types.Password;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/** The options that name registry and key service: a broker's own file, or one by one. Not thread-safe. */
public final class KeyOptions {
    private static final String SERVER_PROPERTIES = "--server-properties";
    private static final String PASSWORD_FILE = "--keystore-password-file";
    private static final String EXPECTED = SERVER_PROPERTIES
            + " <file of a broker>, or --registry <folder> with --keystore <file> and " + PASSWORD_FILE + " <file>";

    @Option(
            names = SERVER_PROPERTIES,
            paramLabel = "<file>",
            description = "server.properties of a broker: registry and key service are those of rsm.config.keys.*")
    private @Nullable Path serverProperties;

    @Option(names = "--registry", paramLabel = "<folder>", description = "the registry of topic keys")
    private @Nullable Path registry;

    @Option(names = "--keystore", paramLabel = "<file>", description = "the BCFKS keystore with the root keys")
    private @Nullable Path keystore;

    @Option(
            names = PASSWORD_FILE,
            paramLabel = "<file>",
            description = "a file with the keystore's password on one line, readable for its owner alone")
    private @Nullable Path passwordFile;

    @Option(
            names = "--cluster-id",
            paramLabel = "<name>",
            description = "rsm.config.keys.cluster.id of the brokers, where they have it")
    private @Nullable String clusterId;

    private @Nullable Map<String, Object> known;

    /** Everything for unwrapping. */
    public OpenKeys open() {
        KeySettings settings = settings();
        KeyRegistry opened = registry();
        KeyService service = service();
        return new OpenKeys(service, KeyFailures.told(() -> new OfflineKeys(opened, service, settings.clusterId())));
    }

    /** The typed settings; what a command line does not need has its default. */
    KeySettings settings() {
        Map<String, Object> settings = new HashMap<>(all());
        settings.putIfAbsent(KeySettings.TOPICS_CONFIG, "*:any");
        try {
            return KeySettings.of(settings);
        } catch (ConfigException e) {
            throw CommandFailure.refused(e, EXPECTED);
        }
    }

    KeyRegistry registry() {
        try {
            return KeyRegistry.open(settings().registry());
        } catch (KeyRegistryException e) {
            throw CommandFailure.refused(e, "--registry <folder that you can read>");
        }
    }

    /** Whether the settings are those of a broker. */
    boolean isBrokerKnown() {
        return serverProperties != null;
    }

    /** Whether a key service is named, so that commands that can do without it use it. */
    boolean hasService() {
        return all().containsKey(KeystoreSettings.LOCATION_CONFIG) || all().containsKey(KeySettings.PROVIDER_CONFIG);
    }

    KeyService service() {
        try {
            return KeyServices.open(all());
        } catch (ConfigException e) {
            throw CommandFailure.refused(e, EXPECTED);
        }
    }

    /** The keystore's own settings, for who makes one. */
    KeystoreSettings keystore() {
        try {
            Object location = all().get(KeystoreSettings.LOCATION_CONFIG);
            Object password = all().get(KeystoreSettings.PASSWORD_CONFIG);
            return KeystoreSettings.of(
                    location == null ? null : location.toString(),
                    password instanceof String text ? new Password(text) : (Password) password);
        } catch (ConfigException e) {
            throw CommandFailure.refused(e, EXPECTED);
        }
    }

    private Map<String, Object> all() {
        Map<String, Object> settings = known;
        if (settings == null) {
            settings = read();
            known = settings;
        }
        return settings;
    }

    private Map<String, Object> read() {
        Map<String, Object> settings =
                serverProperties == null ? new HashMap<>() : BrokerFile.settings(serverProperties, SERVER_PROPERTIES);
        if (registry != null) {
            settings.put(KeySettings.REGISTRY_PATH_CONFIG, registry.toString());
        }
        if (keystore != null) {
            settings.put(KeystoreSettings.LOCATION_CONFIG, keystore.toString());
        }
        if (passwordFile != null) {
            settings.put(KeystoreSettings.PASSWORD_CONFIG, PasswordFile.read(passwordFile, PASSWORD_FILE));
        }
        if (clusterId != null) {
            settings.put(KeySettings.CLUSTER_ID_CONFIG, clusterId);
        }
        return settings;
    }
}
