package io.kafkafips.ssl.store;

import io.kafkafips.commons.config.Refusal;
import io.kafkafips.ssl.policy.Settings;
import java.util.Optional;
import org.apache.kafka.common.config.SslConfigs;
import org.apache.kafka.common.config.types.Password;

/**
 * A node's own key and certificates as the settings give them: read from disk, not yet opened. Kafka's rules on which settings go
 * together hold. Immutable.
 */
public sealed interface KeyInput permits BcfksKeyInput, PemKeyInput, Pkcs11KeyInput, NoKeyInput {
    /** Permits keys that another device than the module holds and signs with. */
    String KEY_OUTSIDE_MODULE = "fips.tls.allow.key.outside.module";

    /** Takes part in telling one configuration from another: settings, secrets and file content. */
    void addTo(Fingerprint fingerprint);

    /**
     * Opens and checks the material. Dear: PBKDF2 several times over.
     *
     * @throws org.apache.kafka.common.config.ConfigException when anything is wrong with it
     */
    KeyMaterial load();

    /**
     * Reads the {@code ssl.keystore.*} and {@code ssl.key.password} settings and the file that they name.
     *
     * @throws org.apache.kafka.common.config.ConfigException for a combination or a file that cannot be used
     */
    static KeyInput from(Settings settings) {
        Optional<Password> key = settings.secret(SslConfigs.SSL_KEYSTORE_KEY_CONFIG);
        Optional<Password> chain = settings.secret(SslConfigs.SSL_KEYSTORE_CERTIFICATE_CHAIN_CONFIG);
        if (key.isPresent() || chain.isPresent()) {
            return PemKeyInput.inline(settings, key, chain);
        }
        Optional<String> location = settings.text(SslConfigs.SSL_KEYSTORE_LOCATION_CONFIG);
        if (location.isEmpty()) {
            if (settings.secret(SslConfigs.SSL_KEYSTORE_PASSWORD_CONFIG).isPresent()) {
                throw Refusal.setting(
                        SslConfigs.SSL_KEYSTORE_LOCATION_CONFIG,
                        null,
                        "the store that " + SslConfigs.SSL_KEYSTORE_PASSWORD_CONFIG + " belongs to",
                        SslConfigs.SSL_KEYSTORE_LOCATION_CONFIG + "=<path of the store>");
            }
            return new NoKeyInput();
        }
        if (settings.text(SslConfigs.SSL_KEYSTORE_TYPE_CONFIG)
                .filter("PKCS11"::equals)
                .isPresent()) {
            return Pkcs11KeyInput.file(settings, location.get());
        }
        return StoreType.from(settings, SslConfigs.SSL_KEYSTORE_TYPE_CONFIG) == StoreType.PEM
                ? PemKeyInput.file(settings, location.get())
                : BcfksKeyInput.file(settings, location.get());
    }
}
