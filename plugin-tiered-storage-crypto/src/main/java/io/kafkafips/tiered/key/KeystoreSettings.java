package io.kafkafips.tiered.key;

import io.kafkafips.commons.config.Refusal;
import java.nio.file.Path;
import org.apache.kafka.common.config.ConfigDef;
import org.apache.kafka.common.config.ConfigException;
import org.apache.kafka.common.config.types.Password;
import org.jspecify.annotations.Nullable;

/**
 * Which keystore holds the root keys.
 *
 * @param location a BCFKS file
 * @param password of the file and of each key in it
 */
public record KeystoreSettings(Path location, Password password) {
    public static final String LOCATION_CONFIG = "keys.keystore.location";
    public static final String PASSWORD_CONFIG = "keys.keystore.password";

    /** SP 800-132 as the module enforces it: 112 bits. */
    static final int SHORTEST_PASSWORD = 14;

    private static final String LOCATION_DOC =
            "The BCFKS keystore with the root keys, AES-256. Required with keys.provider=keystore. It is read again when it changes. Every key"
                    + " in it unwraps, so keep the old ones.";
    private static final String PASSWORD_DOC =
            "The password of the keystore and of its keys, at least 14 characters. Required with keys.provider=keystore.";
    private static final String LOCATION = KeySettings.PREFIX + LOCATION_CONFIG;
    private static final String PASSWORD = KeySettings.PREFIX + PASSWORD_CONFIG;

    static ConfigDef configDef() {
        return new ConfigDef()
                .define(LOCATION_CONFIG, ConfigDef.Type.STRING, null, ConfigDef.Importance.HIGH, LOCATION_DOC)
                .define(PASSWORD_CONFIG, ConfigDef.Type.PASSWORD, null, ConfigDef.Importance.HIGH, PASSWORD_DOC);
    }

    /**
     * Checks what can be checked without the file.
     *
     * @throws ConfigException naming the setting that is missing or wrong
     */
    public static KeystoreSettings of(@Nullable String location, @Nullable Password password) {
        if (location == null || location.isBlank()) {
            throw Refusal.setting(
                    LOCATION,
                    location,
                    "the path of the BCFKS keystore with the root keys",
                    LOCATION + "=/etc/kafka/tiered-roots.bcfks");
        }
        if (password == null) {
            throw Refusal.setting(
                    PASSWORD, null, "the keystore's password", PASSWORD + "=${file:/etc/kafka/secrets:tiered.keys}");
        }
        if (password.value().length() < SHORTEST_PASSWORD) {
            throw Refusal.setting(
                    PASSWORD,
                    password,
                    "at least " + SHORTEST_PASSWORD + " characters: the FIPS module opens no keystore with fewer",
                    "make a new keystore with a longer password, copy the keys, and set " + PASSWORD);
        }
        return new KeystoreSettings(Path.of(location), password);
    }

    ConfigException unusable(String expected, Throwable cause) {
        return Refusal.setting(
                LOCATION, location, expected, LOCATION + "=<file made by " + makeKey("<alias>") + ">", cause);
    }

    ConfigException wrongPassword(Throwable cause) {
        return Refusal.setting(
                PASSWORD,
                password,
                "the password of the BCFKS keystore " + location + " and of its keys",
                PASSWORD + "=<the password that the keystore was made with>",
                cause);
    }

    /** The command that makes a root key. */
    public String makeKey(String alias) {
        return "keytool -genseckey -keyalg AES -keysize 256 -alias " + alias + " -storetype BCFKS -keystore " + location
                + " -providerclass org.bouncycastle.jcajce.provider.BouncyCastleFipsProvider -providerpath bc-fips.jar";
    }
}
