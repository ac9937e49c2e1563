package io.kafkafips.authorizer.kafka;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * The rule that no change weakens TLS, as far as single settings show it: versions, cipher suites, client authentication, kinds of key
 * stores, algorithms. A value which the controller has in its {@code server.properties} under the same key passes.
 */
final class TlsSettings implements SettingRule {
    private static final String CLIENT_AUTH = "ssl.client.auth";
    private static final String STRICT_SUITE = "TLS_AES_256_GCM_SHA384";
    private static final String SUITE = "TLS_AES_(128_GCM_SHA256|256_GCM_SHA384)"
            + "|TLS_(ECDHE_(ECDSA|RSA)|DHE_RSA)_WITH_AES_(128_GCM_SHA256|256_GCM_SHA384)";

    private final Map<String, ?> configs;
    private final Map<String, Pattern> accepted = new HashMap<>();

    /** The rule of a controller with this {@code server.properties}. */
    TlsSettings(Map<String, ?> configs) {
        this.configs = Map.copyOf(configs);
        boolean strict = "strict".equals(String.valueOf(configs.get("fips.tls.profile")));
        accept("ssl.enabled.protocols", strict ? "TLSv1\\.3" : "TLSv1\\.[23]");
        accept("ssl.protocol", strict ? "TLSv1\\.3" : "TLSv1\\.[23]|TLS");
        accept("ssl.cipher.suites", strict ? STRICT_SUITE : SUITE);
        accept("ssl.keystore.type", "BCFKS|PEM");
        accept("ssl.truststore.type", "BCFKS|PEM");
        accept("ssl.provider", "BCJSSE");
        accept("ssl.keymanager.algorithm", "PKIX");
        accept("ssl.trustmanager.algorithm", "PKIX");
        accept("ssl.secure.random.implementation", "(?!)");
        // what a listener can have for itself
        accept("fips.ssl.protocol", strict ? "strict" : "strict|sp800-52r2");
        accept("fips.ssl.trustmanager.algorithm", "crl|ocsp");
        accept("ssl.endpoint.identification.algorithm", "https|HTTPS");
        if (!"true".equals(String.valueOf(configs.get("fips.tls.allow.clients.without.certificate")))) {
            accept(CLIENT_AUTH, "required");
        }
    }

    private void accept(String key, String pattern) {
        accepted.put(key, Pattern.compile(pattern));
    }

    @Override
    public List<String> violations(Map<String, @Nullable String> altered) {
        List<String> violations = new ArrayList<>();
        altered.forEach((key, value) -> {
            Pattern pattern = accepted.get(SettingRule.base(key, accepted.keySet()));
            if (value != null && pattern != null && !isAsStarted(key, value) && !isAccepted(pattern, value)) {
                violations.add(key + "=" + value
                        + " would weaken TLS. Expected what server.properties has, or a value that the TLS"
                        + " profile accepts");
            }
        });
        return violations;
    }

    private boolean isAsStarted(String key, String value) {
        Object own = configs.get(key);
        return own != null && value.trim().equals(String.valueOf(own).trim());
    }

    private static boolean isAccepted(Pattern pattern, String value) {
        return Arrays.stream(value.split(",", -1))
                .map(String::trim)
                .allMatch(element -> pattern.matcher(element).matches());
    }
}
