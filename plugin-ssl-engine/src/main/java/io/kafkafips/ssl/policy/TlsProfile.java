package io.kafkafips.ssl.policy;

import io.kafkafips.commons.config.Refusal;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** A named set of what TLS may negotiate; a setting can narrow it, and nothing can widen it. */
@SuppressWarnings("ImmutableEnumChecker") // its lists come from List.of
public enum TlsProfile {
    /**
     * What SP 800-52r2 approves, less CBC, CCM and CCM_8 (section 3.3.1); groups of section 3.3.2 and of TLS 1.3; no SHA-1 and no SHA-224
     * in signatures.
     */
    SP800_52R2(
            "sp800-52r2",
            List.of(Names.TLS_1_3, Names.TLS_1_2),
            List.of("TLS_AES_256_GCM_SHA384", "TLS_AES_128_GCM_SHA256"),
            List.of(
                    "TLS_ECDHE_ECDSA_WITH_AES_256_GCM_SHA384",
                    "TLS_ECDHE_ECDSA_WITH_AES_128_GCM_SHA256",
                    "TLS_ECDHE_RSA_WITH_AES_256_GCM_SHA384",
                    "TLS_ECDHE_RSA_WITH_AES_128_GCM_SHA256",
                    "TLS_DHE_RSA_WITH_AES_256_GCM_SHA384",
                    "TLS_DHE_RSA_WITH_AES_128_GCM_SHA256"),
            List.of("secp256r1", "secp384r1", "secp521r1", "ffdhe2048", "ffdhe3072", "ffdhe4096"),
            List.of(
                    "ecdsa_secp256r1_sha256",
                    "ecdsa_secp384r1_sha384",
                    "ecdsa_secp521r1_sha512",
                    "rsa_pss_rsae_sha256",
                    "rsa_pss_rsae_sha384",
                    "rsa_pss_rsae_sha512",
                    "rsa_pss_pss_sha256",
                    "rsa_pss_pss_sha384",
                    "rsa_pss_pss_sha512",
                    "rsa_pkcs1_sha256",
                    "rsa_pkcs1_sha384",
                    "rsa_pkcs1_sha512")),

    /**
     * TLS 1.3 with AES-256 and P-384 alone, after the TLS profile of CNSA (RFC 9151): certificates on P-384, or RSA from 3072 bits, signed
     * with SHA-384 or SHA-512.
     */
    STRICT(
            "strict",
            List.of(Names.TLS_1_3),
            List.of("TLS_AES_256_GCM_SHA384"),
            List.of(),
            List.of("secp384r1"),
            List.of(
                    "ecdsa_secp384r1_sha384",
                    "rsa_pss_rsae_sha384",
                    "rsa_pss_rsae_sha512",
                    "rsa_pss_pss_sha384",
                    "rsa_pss_pss_sha512",
                    "rsa_pkcs1_sha384",
                    "rsa_pkcs1_sha512"));

    /** For the whole node, or for a client. */
    public static final String KEY = "fips.tls.profile";

    /**
     * For one listener of a broker, as {@code listener.name.<listener>.fips.ssl.protocol}. Of what is not Kafka's own, only a key that
     * ends in the name of one of Kafka's settings is given to that listener alone, without the prefix.
     */
    public static final String LISTENER_KEY = "fips.ssl.protocol";

    private final String setting;
    private final List<String> protocols;
    private final List<String> suites13;
    private final List<String> suites12;
    private final List<String> namedGroups;
    private final List<String> signatureSchemes;

    TlsProfile(
            String setting,
            List<String> protocols,
            List<String> suites13,
            List<String> suites12,
            List<String> namedGroups,
            List<String> signatureSchemes) {
        this.setting = setting;
        this.protocols = protocols;
        this.suites13 = suites13;
        this.suites12 = suites12;
        this.namedGroups = namedGroups;
        this.signatureSchemes = signatureSchemes;
    }

    /** The profile that the settings name: the listener's, else the node's, else {@link #SP800_52R2}. */
    static TlsProfile from(Settings settings, NodeRole role) {
        String ofListener = settings.text(LISTENER_KEY).orElse("");
        if (!ofListener.isEmpty()) {
            if (role == NodeRole.CLIENT) {
                throw Refusal.setting(
                        LISTENER_KEY,
                        ofListener,
                        "no value on a client: it is for one listener of a broker",
                        KEY + "=" + ofListener);
            }
            return parse("listener.name.<listener>." + LISTENER_KEY, ofListener);
        }
        return settings.text(KEY).map(value -> parse(KEY, value)).orElse(SP800_52R2);
    }

    private static TlsProfile parse(String key, String value) {
        return Arrays.stream(values())
                .filter(profile -> profile.setting.equals(value))
                .findFirst()
                .orElseThrow(() -> Refusal.setting(key, value, names(), key + "=" + SP800_52R2.setting));
    }

    private static String names() {
        return Arrays.stream(values()).map(TlsProfile::setting).collect(Collectors.joining(" or "));
    }

    /** As it is written in the settings. */
    public String setting() {
        return setting;
    }

    /** The versions that can be enabled, newest first. */
    public List<String> protocols() {
        return protocols;
    }

    /** The suites that can be enabled, best first. */
    public List<String> cipherSuites() {
        return Stream.concat(suites13.stream(), suites12.stream()).toList();
    }

    /** The suites of some versions. */
    List<String> suitesOf(List<String> versions) {
        return cipherSuites().stream()
                .filter(suite -> versions.contains(versionOf(suite)))
                .toList();
    }

    /** The version that a suite belongs to; the two have none in common. */
    static String versionOf(String suite) {
        return SP800_52R2.suites13.contains(suite) ? Names.TLS_1_3 : Names.TLS_1_2;
    }

    /** Groups of the key exchange, preferred first. */
    public List<String> namedGroups() {
        return namedGroups;
    }

    /** Signature schemes, preferred first. */
    public List<String> signatureSchemes() {
        return signatureSchemes;
    }

    /** Constants that an enum cannot have before its values. */
    private static final class Names {
        static final String TLS_1_3 = "TLSv1.3";
        static final String TLS_1_2 = "TLSv1.2";

        private Names() {}
    }
}
