package io.kafkafips.ssl.store;

import io.kafkafips.commons.config.Refusal;
import io.kafkafips.ssl.policy.Settings;
import org.apache.kafka.common.config.ConfigException;
import org.apache.kafka.common.config.types.Password;

/** The rule for passwords of stores and keys. Stateless. */
public final class Secrets {
    /** 112 bits at a byte a character: what the module asks of a password in PBKDF2 (SP 800-132) in approved-only mode. */
    public static final int SHORTEST = 14;

    private Secrets() {}

    static Password required(Settings settings, String key) {
        return longEnough(
                key,
                settings.secret(key)
                        .orElseThrow(() -> Refusal.setting(
                                key, null, "the password of the store", key + "=<at least 14 characters>")));
    }

    static Password longEnough(String key, Password password) {
        if (password.value().length() < SHORTEST) {
            throw tooShort(key, password);
        }
        return password;
    }

    private static ConfigException tooShort(String key, Password password) {
        return Refusal.setting(
                key,
                password,
                "at least " + SHORTEST + " characters (SP 800-132: 112 bits)",
                "give the store a longer password (keytool -storepasswd) and set " + key + " to it");
    }
}
