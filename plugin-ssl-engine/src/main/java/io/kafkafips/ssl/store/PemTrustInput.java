package io.kafkafips.ssl.store;

import io.kafkafips.commons.config.Refusal;
import io.kafkafips.ssl.policy.Settings;
import org.apache.kafka.common.config.SslConfigs;
import org.apache.kafka.common.config.types.Password;

/**
 * Trust anchors as PEM, from a file or from a setting.
 *
 * @param origin where the text comes from
 * @param text the certificates
 */
record PemTrustInput(Origin origin, String text) implements TrustInput {

    static TrustInput file(Settings settings, String location) {
        settings.secret(SslConfigs.SSL_TRUSTSTORE_PASSWORD_CONFIG).ifPresent(PemTrustInput::refusePassword);
        StoreFile file = StoreFile.read(SslConfigs.SSL_TRUSTSTORE_LOCATION_CONFIG, location);
        if (!file.isPem()) {
            throw file.origin()
                    .refused(
                            "PEM text, but the file has no BEGIN line",
                            SslConfigs.SSL_TRUSTSTORE_TYPE_CONFIG + "=BCFKS if it is a BCFKS store");
        }
        return new PemTrustInput(file.origin(), file.text());
    }

    static TrustInput inline(Settings settings, Password certificates) {
        if (StoreType.from(settings, SslConfigs.SSL_TRUSTSTORE_TYPE_CONFIG) != StoreType.PEM) {
            throw Refusal.setting(
                    SslConfigs.SSL_TRUSTSTORE_TYPE_CONFIG,
                    settings.text(SslConfigs.SSL_TRUSTSTORE_TYPE_CONFIG).orElse(""),
                    "PEM, since " + SslConfigs.SSL_TRUSTSTORE_CERTIFICATES_CONFIG + " is given",
                    SslConfigs.SSL_TRUSTSTORE_TYPE_CONFIG + "=PEM");
        }
        settings.text(SslConfigs.SSL_TRUSTSTORE_LOCATION_CONFIG).ifPresent(location -> {
            throw Refusal.setting(
                    SslConfigs.SSL_TRUSTSTORE_LOCATION_CONFIG,
                    location,
                    "no value, since " + SslConfigs.SSL_TRUSTSTORE_CERTIFICATES_CONFIG + " is given",
                    "delete one of the two lines");
        });
        settings.secret(SslConfigs.SSL_TRUSTSTORE_PASSWORD_CONFIG).ifPresent(PemTrustInput::refusePassword);
        return new PemTrustInput(
                new Origin(SslConfigs.SSL_TRUSTSTORE_CERTIFICATES_CONFIG, Origin.HIDDEN), certificates.value());
    }

    private static void refusePassword(Password password) {
        throw Refusal.setting(
                SslConfigs.SSL_TRUSTSTORE_PASSWORD_CONFIG, password, "no store password with PEM", "delete the line");
    }

    @Override
    public void addTo(Fingerprint fingerprint) {
        fingerprint.add("PEM trust").add(origin.shown()).add(text);
    }

    @Override
    public TrustMaterial load() {
        return TrustMaterial.of(Certificates.of(PemReader.read(text, origin), origin), origin);
    }
}
