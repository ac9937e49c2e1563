package io.kafkafips.tiered.key;

import io.kafkafips.commons.config.Refusal;
import java.util.Map;
import java.util.ServiceLoader;
import java.util.TreeMap;

/** The kinds of key service there are beside this plug-in. Stateless. */
public final class KeyServices {
    private KeyServices() {}

    /**
     * The provider that a setting names.
     *
     * @throws org.apache.kafka.common.config.ConfigException when there is none of that name
     */
    public static KeyServiceProvider provider(String name) {
        Map<String, KeyServiceProvider> providers = new TreeMap<>();
        ServiceLoader.load(KeyServiceProvider.class, KeyServices.class.getClassLoader())
                .forEach(provider -> providers.put(provider.name(), provider));
        KeyServiceProvider found = providers.get(name);
        if (found == null) {
            String setting = KeySettings.PREFIX + KeySettings.PROVIDER_CONFIG;
            throw Refusal.setting(
                    setting, name, "one of " + providers.keySet(), setting + "=" + KeystoreKeyServiceProvider.NAME);
        }
        return found;
    }

    /** The provider that is part of this plug-in. */
    public static KeyServiceProvider embedded() {
        return new KeystoreKeyServiceProvider();
    }

    /**
     * Opens the key service that the settings name.
     *
     * @param settings everything under {@code rsm.config.}, that prefix stripped
     * @throws org.apache.kafka.common.config.ConfigException naming the setting that is missing or wrong
     */
    public static KeyService open(Map<String, ?> settings) {
        return provider(KeySettings.providerName(settings)).open(settings);
    }
}
