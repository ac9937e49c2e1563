package io.kafkafips.ssl.store;

import io.kafkafips.ssl.policy.Settings;
import java.security.KeyStore;
import java.util.Arrays;
import org.apache.kafka.common.config.SslConfigs;
import org.apache.kafka.common.config.types.Password;

/**
 * A BCFKS key store.
 *
 * @param file its content
 * @param storePassword what opens the store
 * @param keyPassword what opens its keys
 */
record BcfksKeyInput(StoreFile file, Password storePassword, Password keyPassword) implements KeyInput {

    static KeyInput file(Settings settings, String location) {
        Password storePassword = Secrets.required(settings, SslConfigs.SSL_KEYSTORE_PASSWORD_CONFIG);
        Password keyPassword = settings.secret(SslConfigs.SSL_KEY_PASSWORD_CONFIG)
                .map(password -> Secrets.longEnough(SslConfigs.SSL_KEY_PASSWORD_CONFIG, password))
                .orElse(storePassword);
        StoreFile file = StoreFile.read(SslConfigs.SSL_KEYSTORE_LOCATION_CONFIG, location);
        return new BcfksKeyInput(file, storePassword, keyPassword);
    }

    @Override
    public void addTo(Fingerprint fingerprint) {
        fingerprint
                .add("BCFKS key")
                .add(file.origin().shown())
                .add(file.content())
                .add(storePassword)
                .add(keyPassword);
    }

    @Override
    public KeyMaterial load() {
        KeyStore store = Bcfks.open(
                file, storePassword, SslConfigs.SSL_KEYSTORE_PASSWORD_CONFIG, SslConfigs.SSL_KEYSTORE_TYPE_CONFIG);
        char[] characters = keyPassword.value().toCharArray();
        try {
            return KeyMaterial.ofStore(store, characters, file.origin());
        } finally {
            Arrays.fill(characters, '\0');
        }
    }
}
