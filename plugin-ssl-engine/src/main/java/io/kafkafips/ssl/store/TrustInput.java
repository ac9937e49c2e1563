package io.kafkafips.ssl.store;

import io.kafkafips.commons.config.Refusal;
import io.kafkafips.ssl.policy.Settings;
import java.util.Optional;
import org.apache.kafka.common.config.SslConfigs;
import org.apache.kafka.common.config.types.Password;

/**
 * The trust anchors as the settings give them: read from disk, not yet opened. Immutable.
 */
public sealed interface TrustInput permits BcfksTrustInput, PemTrustInput, NoTrustInput {

    /** Takes part in telling one configuration from another: settings, secrets and file content. */
    void addTo(Fingerprint fingerprint);

    /**
     * Opens and checks the material.
     *
     * @throws org.apache.kafka.common.config.ConfigException when anything is wrong with it
     */
    TrustMaterial load();

    /**
     * Reads the {@code ssl.truststore.*} settings and the file that they name.
     *
     * @throws org.apache.kafka.common.config.ConfigException for a combination or a file that cannot be used
     */
    static TrustInput from(Settings settings) {
        Optional<Password> certificates = settings.secret(SslConfigs.SSL_TRUSTSTORE_CERTIFICATES_CONFIG);
        if (certificates.isPresent()) {
            return PemTrustInput.inline(settings, certificates.get());
        }
        Optional<String> location = settings.text(SslConfigs.SSL_TRUSTSTORE_LOCATION_CONFIG);
        if (location.isEmpty()) {
            if (settings.secret(SslConfigs.SSL_TRUSTSTORE_PASSWORD_CONFIG).isPresent()) {
                throw Refusal.setting(
                        SslConfigs.SSL_TRUSTSTORE_LOCATION_CONFIG,
                        null,
                        "the store that " + SslConfigs.SSL_TRUSTSTORE_PASSWORD_CONFIG + " belongs to",
                        SslConfigs.SSL_TRUSTSTORE_LOCATION_CONFIG + "=<path of the store>");
            }
            return new NoTrustInput();
        }
        return StoreType.from(settings, SslConfigs.SSL_TRUSTSTORE_TYPE_CONFIG) == StoreType.PEM
                ? PemTrustInput.file(settings, location.get())
                : BcfksTrustInput.file(settings, location.get());
    }
}
