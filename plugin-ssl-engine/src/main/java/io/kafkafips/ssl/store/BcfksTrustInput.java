package io.kafkafips.ssl.store;

import io.kafkafips.ssl.policy.Settings;
import java.security.KeyStore;
import org.apache.kafka.common.config.SslConfigs;
import org.apache.kafka.common.config.types.Password;

/**
 * A BCFKS trust store.
 *
 * @param file its content
 * @param password what opens it
 */
record BcfksTrustInput(StoreFile file, Password password) implements TrustInput {

    static TrustInput file(Settings settings, String location) {
        Password password = Secrets.required(settings, SslConfigs.SSL_TRUSTSTORE_PASSWORD_CONFIG);
        return new BcfksTrustInput(StoreFile.read(SslConfigs.SSL_TRUSTSTORE_LOCATION_CONFIG, location), password);
    }

    @Override
    public void addTo(Fingerprint fingerprint) {
        fingerprint
                .add("BCFKS trust")
                .add(file.origin().shown())
                .add(file.content())
                .add(password);
    }

    @Override
    public TrustMaterial load() {
        KeyStore store = Bcfks.open(
                file, password, SslConfigs.SSL_TRUSTSTORE_PASSWORD_CONFIG, SslConfigs.SSL_TRUSTSTORE_TYPE_CONFIG);
        return TrustMaterial.ofStore(store, file.origin());
    }
}
