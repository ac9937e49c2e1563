package io.kafkafips.ssl.store;

import io.kafkafips.commons.config.Refusal;
import io.kafkafips.ssl.engine.TlsProvider;
import io.kafkafips.ssl.policy.Settings;
import java.io.IOException;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.security.Provider;
import java.security.ProviderException;
import java.util.Arrays;
import org.apache.kafka.common.config.SslConfigs;
import org.apache.kafka.common.config.types.Password;

/**
 * A key that never leaves a PKCS#11 token: the token makes the signatures of the handshake, and the module everything else. The JDK's
 * SunPKCS11 talks to it, as an object that is not registered.
 *
 * @param file the configuration of SunPKCS11: {@code name}, {@code library} and {@code slot}
 * @param pin what logs in to the token
 */
record Pkcs11KeyInput(StoreFile file, Password pin) implements KeyInput {
    static KeyInput file(Settings settings, String location) {
        if (!settings.isTrue(KEY_OUTSIDE_MODULE)) {
            throw Refusal.setting(
                    SslConfigs.SSL_KEYSTORE_TYPE_CONFIG,
                    "PKCS11",
                    "BCFKS or PEM, since the token signs outside the module and has to be validated by itself",
                    KEY_OUTSIDE_MODULE + "=true if it is");
        }
        Password pin = settings.secret(SslConfigs.SSL_KEYSTORE_PASSWORD_CONFIG)
                .orElseThrow(() -> Refusal.setting(
                        SslConfigs.SSL_KEYSTORE_PASSWORD_CONFIG,
                        null,
                        "the PIN of the token",
                        SslConfigs.SSL_KEYSTORE_PASSWORD_CONFIG + "=<PIN>"));
        return new Pkcs11KeyInput(StoreFile.read(SslConfigs.SSL_KEYSTORE_LOCATION_CONFIG, location), pin);
    }

    @Override
    public void addTo(Fingerprint fingerprint) {
        fingerprint
                .add("PKCS11 key")
                .add(file.origin().shown())
                .add(file.content())
                .add(pin);
    }

    @Override
    public KeyMaterial load() {
        Provider token = token();
        char[] characters = pin.value().toCharArray();
        try {
            KeyStore store = TlsProvider.tokenStore(token);
            store.load(null, characters);
            return KeyMaterial.ofToken(store, token, file.origin());
        } catch (IOException | GeneralSecurityException | ProviderException e) {
            throw file.origin()
                    .refused(
                            "a PKCS#11 token that opens with " + SslConfigs.SSL_KEYSTORE_PASSWORD_CONFIG,
                            "compare slot and PIN with pkcs11-tool --list-slots and --login",
                            e);
        } finally {
            Arrays.fill(characters, '\0');
        }
    }

    private Provider token() {
        try {
            return TlsProvider.token(file.text());
        } catch (GeneralSecurityException | RuntimeException e) {
            throw file.origin()
                    .refused(
                            "a configuration of SunPKCS11 (name=, library=, slot=) whose library can be loaded",
                            "see the PKCS#11 Reference Guide of the JDK",
                            e);
        }
    }
}
