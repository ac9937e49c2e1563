package io.kafkafips.tiered.key;

import java.time.InstantSource;
import java.util.Map;
import org.apache.kafka.common.config.AbstractConfig;
import org.apache.kafka.common.config.ConfigDef;

/** The embedded key service: root keys in a BCFKS keystore. */
public final class KeystoreKeyServiceProvider implements KeyServiceProvider {
    static final String NAME = "keystore";

    @Override
    public String name() {
        return NAME;
    }

    @Override
    public ConfigDef configDef() {
        return KeystoreSettings.configDef();
    }

    @Override
    public KeyService open(Map<String, ?> settings) {
        AbstractConfig values = new AbstractConfig(configDef(), settings, false);
        KeystoreSettings keystore = KeystoreSettings.of(
                values.getString(KeystoreSettings.LOCATION_CONFIG),
                values.getPassword(KeystoreSettings.PASSWORD_CONFIG));
        return KeystoreKeyService.open(keystore, InstantSource.system());
    }
}
