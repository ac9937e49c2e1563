package io.kafkafips.ssl.store;

import io.kafkafips.commons.config.Refusal;
import io.kafkafips.ssl.policy.Settings;
import java.util.List;
import java.util.Optional;
import org.apache.kafka.common.config.SslConfigs;
import org.apache.kafka.common.config.types.Password;

/**
 * A private key and its chain as PEM, from one file or from two settings.
 *
 * @param origin where the text comes from
 * @param text key and certificates; a secret
 * @param keyPassword what opens an encrypted key; blank for none
 */
record PemKeyInput(Origin origin, Password text, Password keyPassword) implements KeyInput {
    private static final Password NONE = new Password("");

    static KeyInput file(Settings settings, String location) {
        settings.secret(SslConfigs.SSL_KEYSTORE_PASSWORD_CONFIG).ifPresent(password -> {
            throw Refusal.setting(
                    SslConfigs.SSL_KEYSTORE_PASSWORD_CONFIG,
                    password,
                    "no store password with PEM; an encrypted key has " + SslConfigs.SSL_KEY_PASSWORD_CONFIG,
                    "delete the line");
        });
        StoreFile file = StoreFile.read(SslConfigs.SSL_KEYSTORE_LOCATION_CONFIG, location);
        if (!file.isPem()) {
            throw file.origin()
                    .refused(
                            "PEM text, but the file has no BEGIN line",
                            SslConfigs.SSL_KEYSTORE_TYPE_CONFIG + "=BCFKS if it is a BCFKS store");
        }
        return new PemKeyInput(file.origin(), new Password(file.text()), keyPassword(settings));
    }

    static KeyInput inline(Settings settings, Optional<Password> key, Optional<Password> chain) {
        if (StoreType.from(settings, SslConfigs.SSL_KEYSTORE_TYPE_CONFIG) != StoreType.PEM) {
            throw Refusal.setting(
                    SslConfigs.SSL_KEYSTORE_TYPE_CONFIG,
                    settings.text(SslConfigs.SSL_KEYSTORE_TYPE_CONFIG).orElse(""),
                    "PEM, since the key or its chain is given in the settings",
                    SslConfigs.SSL_KEYSTORE_TYPE_CONFIG + "=PEM");
        }
        Password keyText = key.orElseThrow(() -> missing(SslConfigs.SSL_KEYSTORE_KEY_CONFIG));
        Password chainText = chain.orElseThrow(() -> missing(SslConfigs.SSL_KEYSTORE_CERTIFICATE_CHAIN_CONFIG));
        for (String other : List.of(SslConfigs.SSL_KEYSTORE_LOCATION_CONFIG, SslConfigs.SSL_KEYSTORE_PASSWORD_CONFIG)) {
            boolean present = other.equals(SslConfigs.SSL_KEYSTORE_LOCATION_CONFIG)
                    ? settings.text(other).isPresent()
                    : settings.secret(other).isPresent();
            if (present) {
                throw Refusal.setting(
                        other,
                        Origin.HIDDEN,
                        "no value, since " + SslConfigs.SSL_KEYSTORE_KEY_CONFIG + " is given",
                        "delete one of the two lines");
            }
        }
        return new PemKeyInput(
                new Origin(SslConfigs.SSL_KEYSTORE_KEY_CONFIG, Origin.HIDDEN),
                new Password(keyText.value() + "\n" + chainText.value()),
                keyPassword(settings));
    }

    private static RuntimeException missing(String key) {
        return Refusal.setting(
                key, null, "the private key and its certificate chain, both as PEM", key + "=-----BEGIN ...");
    }

    private static Password keyPassword(Settings settings) {
        return settings.secret(SslConfigs.SSL_KEY_PASSWORD_CONFIG).orElse(NONE);
    }

    @Override
    public void addTo(Fingerprint fingerprint) {
        fingerprint.add("PEM key").add(origin.shown()).add(text).add(keyPassword);
    }

    @Override
    public KeyMaterial load() {
        PemPair pair = PemPair.parse(
                text.value(),
                origin,
                Optional.of(keyPassword).filter(password -> !password.equals(NONE)),
                SslConfigs.SSL_KEY_PASSWORD_CONFIG);
        return KeyMaterial.ofPair(pair.key(), pair.chain(), origin);
    }
}
