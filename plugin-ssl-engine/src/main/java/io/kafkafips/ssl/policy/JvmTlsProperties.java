package io.kafkafips.ssl.policy;

import io.kafkafips.commons.config.Refusal;
import io.kafkafips.ssl.engine.EngineLimits;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import org.apache.kafka.common.config.ConfigException;
import org.jspecify.annotations.Nullable;

/**
 * The system properties by which somebody may have tuned the TLS of the JVM. A list may narrow the profile and is then followed; a
 * name outside the profile is refused, where BCJSSE would log it and go on, or offer it. Switches that weaken BCJSSE are refused.
 */
final class JvmTlsProperties {
    static final String NAMED_GROUPS = "jdk.tls.namedGroups";
    static final String CLIENT_SCHEMES = "jdk.tls.client.SignatureSchemes";
    static final String SERVER_SCHEMES = "jdk.tls.server.SignatureSchemes";

    private static final List<String> CERTIFICATE_SCHEMES = List.of(
            "org.bouncycastle.jsse.client.SignatureSchemesCert", "org.bouncycastle.jsse.server.SignatureSchemesCert");

    /** Property and the only value that changes nothing. */
    private static final Map<String, String> SWITCHES = Map.of(
            "jdk.tls.useExtendedMasterSecret", "true",
            "jdk.tls.allowLegacyResumption", "false",
            "sun.security.ssl.allowLegacyHelloMessages", "false",
            "jdk.tls.trustNameService", "false",
            "org.bouncycastle.jsse.fips.allowRSAKeyExchange", "false",
            "org.bouncycastle.jsse.trustManager.checkEKU", "true",
            "org.bouncycastle.jsse.client.acceptRenegotiation", "false",
            "org.bouncycastle.jsse.client.dh.unrestrictedGroups", "false",
            "org.bouncycastle.jsse.hostname_check_cn_fallback", "false");

    private final Function<String, @Nullable String> properties;

    JvmTlsProperties(Function<String, @Nullable String> properties) {
        this.properties = properties;
    }

    /**
     * The groups and schemes of a profile, as far as the JVM leaves them.
     *
     * @throws ConfigException for a property that names anything outside the profile, or weakens BCJSSE
     */
    EngineLimits within(TlsProfile profile) {
        SWITCHES.forEach(this::requireSwitch);
        CERTIFICATE_SCHEMES.forEach(property -> narrowed(property, profile, profile.signatureSchemes()));
        return new EngineLimits(
                narrowed(NAMED_GROUPS, profile, profile.namedGroups()),
                narrowed(CLIENT_SCHEMES, profile, profile.signatureSchemes()),
                narrowed(SERVER_SCHEMES, profile, profile.signatureSchemes()));
    }

    private List<String> narrowed(String property, TlsProfile profile, List<String> approved) {
        String value = properties.apply(property);
        if (value == null || value.isBlank()) {
            return approved;
        }
        List<String> names =
                Arrays.stream(value.split(",", -1)).map(String::trim).toList();
        for (String name : names) {
            if (!approved.contains(name)) {
                throw Refusal.setting(
                        property,
                        name,
                        "in this system property only what the profile " + profile.setting() + " has: "
                                + String.join(", ", approved),
                        "take " + name + " out of -D" + property + ", or delete the property");
            }
        }
        return names;
    }

    private void requireSwitch(String property, String harmless) {
        String value = properties.apply(property);
        if (value != null && !value.isBlank() && String.CASE_INSENSITIVE_ORDER.compare(value.trim(), harmless) != 0) {
            throw Refusal.setting(
                    property,
                    value,
                    harmless + " or nothing: this system property weakens TLS",
                    "start the JVM without -D" + property);
        }
    }
}
