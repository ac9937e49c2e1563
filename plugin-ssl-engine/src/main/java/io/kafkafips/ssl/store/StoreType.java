package io.kafkafips.ssl.store;

import io.kafkafips.commons.config.Refusal;
import io.kafkafips.ssl.policy.Settings;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/** The formats that key and trust material may have. */
enum StoreType {
    /** The store of the validated module: AES-256-CCM, PBKDF2. */
    BCFKS,
    /** Certificates and PKCS#8 keys as text (RFC 7468). */
    PEM;

    static StoreType from(Settings settings, String typeKey) {
        String value = settings.text(typeKey).orElse(null);
        return Arrays.stream(values())
                .filter(type -> isNamed(type.name(), value))
                .findFirst()
                .orElseThrow(() -> Refusal.setting(typeKey, value, expected(value), remedy(typeKey, value)));
    }

    private static boolean isNamed(String name, @Nullable String value) {
        return value != null && String.CASE_INSENSITIVE_ORDER.compare(name, value) == 0;
    }

    private static String expected(@Nullable String value) {
        return isNamed("JKS", value)
                ? "BCFKS or PEM: the module has no JKS, which is also what Kafka puts here when the line is missing"
                : "BCFKS or PEM";
    }

    private static String remedy(String typeKey, @Nullable String value) {
        String line = typeKey + "=BCFKS";
        return value == null ? line : conversion(value) + ", then " + line;
    }

    /** The command that makes a BCFKS store of a store that the module does not have. */
    static String conversion(String sourceType) {
        return "in a JVM without the FIPS settings: keytool -importkeystore -srckeystore <old file> -srcstoretype "
                + sourceType
                + " -destkeystore <new file>.bcfks -deststoretype BCFKS -providerpath <bc-fips jar>"
                + " -provider org.bouncycastle.jcajce.provider.BouncyCastleFipsProvider";
    }
}
