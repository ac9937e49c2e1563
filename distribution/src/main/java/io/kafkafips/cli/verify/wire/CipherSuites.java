package io.kafkafips.cli.verify.wire;

import java.util.Collections;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Cipher suites by their IANA numbers, grouped by what is wrong with them. */
public enum CipherSuites {
    /** TLS 1.3, approved. */
    APPROVED_13("1302 TLS_AES_256_GCM_SHA384", "1301 TLS_AES_128_GCM_SHA256"),
    /** TLS 1.2, approved: ephemeral keys, AES-GCM. */
    APPROVED_12(
            "C02C TLS_ECDHE_ECDSA_WITH_AES_256_GCM_SHA384",
            "C030 TLS_ECDHE_RSA_WITH_AES_256_GCM_SHA384",
            "C02B TLS_ECDHE_ECDSA_WITH_AES_128_GCM_SHA256",
            "C02F TLS_ECDHE_RSA_WITH_AES_128_GCM_SHA256",
            "009F TLS_DHE_RSA_WITH_AES_256_GCM_SHA384",
            "009E TLS_DHE_RSA_WITH_AES_128_GCM_SHA256"),
    /** Finite-field Diffie-Hellman, where the server may choose the group. */
    FINITE_FIELD("009F TLS_DHE_RSA_WITH_AES_256_GCM_SHA384", "009E TLS_DHE_RSA_WITH_AES_128_GCM_SHA256"),
    /** What servers of TLS 1.1 and before can choose from. */
    OLD(
            "C00A TLS_ECDHE_ECDSA_WITH_AES_256_CBC_SHA",
            "C014 TLS_ECDHE_RSA_WITH_AES_256_CBC_SHA",
            "C009 TLS_ECDHE_ECDSA_WITH_AES_128_CBC_SHA",
            "C013 TLS_ECDHE_RSA_WITH_AES_128_CBC_SHA",
            "0039 TLS_DHE_RSA_WITH_AES_256_CBC_SHA",
            "0033 TLS_DHE_RSA_WITH_AES_128_CBC_SHA",
            "0035 TLS_RSA_WITH_AES_256_CBC_SHA",
            "002F TLS_RSA_WITH_AES_128_CBC_SHA",
            "000A TLS_RSA_WITH_3DES_EDE_CBC_SHA",
            "0005 TLS_RSA_WITH_RC4_128_SHA"),
    CHACHA20_13("1303 TLS_CHACHA20_POLY1305_SHA256"),
    CHACHA20_12(
            "CCA9 TLS_ECDHE_ECDSA_WITH_CHACHA20_POLY1305_SHA256",
            "CCA8 TLS_ECDHE_RSA_WITH_CHACHA20_POLY1305_SHA256",
            "CCAA TLS_DHE_RSA_WITH_CHACHA20_POLY1305_SHA256"),
    CBC(
            "C024 TLS_ECDHE_ECDSA_WITH_AES_256_CBC_SHA384",
            "C028 TLS_ECDHE_RSA_WITH_AES_256_CBC_SHA384",
            "C023 TLS_ECDHE_ECDSA_WITH_AES_128_CBC_SHA256",
            "C027 TLS_ECDHE_RSA_WITH_AES_128_CBC_SHA256",
            "006B TLS_DHE_RSA_WITH_AES_256_CBC_SHA256",
            "0067 TLS_DHE_RSA_WITH_AES_128_CBC_SHA256",
            "C00A TLS_ECDHE_ECDSA_WITH_AES_256_CBC_SHA",
            "C014 TLS_ECDHE_RSA_WITH_AES_256_CBC_SHA",
            "C009 TLS_ECDHE_ECDSA_WITH_AES_128_CBC_SHA",
            "C013 TLS_ECDHE_RSA_WITH_AES_128_CBC_SHA",
            "0039 TLS_DHE_RSA_WITH_AES_256_CBC_SHA",
            "0033 TLS_DHE_RSA_WITH_AES_128_CBC_SHA"),
    RSA_KEY_EXCHANGE(
            "009D TLS_RSA_WITH_AES_256_GCM_SHA384",
            "009C TLS_RSA_WITH_AES_128_GCM_SHA256",
            "003D TLS_RSA_WITH_AES_256_CBC_SHA256",
            "003C TLS_RSA_WITH_AES_128_CBC_SHA256",
            "0035 TLS_RSA_WITH_AES_256_CBC_SHA",
            "002F TLS_RSA_WITH_AES_128_CBC_SHA"),
    BROKEN_CIPHERS(
            "C008 TLS_ECDHE_ECDSA_WITH_3DES_EDE_CBC_SHA",
            "C012 TLS_ECDHE_RSA_WITH_3DES_EDE_CBC_SHA",
            "0016 TLS_DHE_RSA_WITH_3DES_EDE_CBC_SHA",
            "000A TLS_RSA_WITH_3DES_EDE_CBC_SHA",
            "C007 TLS_ECDHE_ECDSA_WITH_RC4_128_SHA",
            "C011 TLS_ECDHE_RSA_WITH_RC4_128_SHA",
            "0005 TLS_RSA_WITH_RC4_128_SHA",
            "0004 TLS_RSA_WITH_RC4_128_MD5",
            "0015 TLS_DHE_RSA_WITH_DES_CBC_SHA",
            "0009 TLS_RSA_WITH_DES_CBC_SHA",
            "0008 TLS_RSA_EXPORT_WITH_DES40_CBC_SHA",
            "0003 TLS_RSA_EXPORT_WITH_RC4_40_MD5"),
    NO_ENCRYPTION(
            "C006 TLS_ECDHE_ECDSA_WITH_NULL_SHA",
            "C010 TLS_ECDHE_RSA_WITH_NULL_SHA",
            "003B TLS_RSA_WITH_NULL_SHA256",
            "0002 TLS_RSA_WITH_NULL_SHA",
            "0001 TLS_RSA_WITH_NULL_MD5"),
    ANONYMOUS(
            "C019 TLS_ECDH_anon_WITH_AES_256_CBC_SHA",
            "C018 TLS_ECDH_anon_WITH_AES_128_CBC_SHA",
            "C017 TLS_ECDH_anon_WITH_3DES_EDE_CBC_SHA",
            "C015 TLS_ECDH_anon_WITH_NULL_SHA",
            "00A7 TLS_DH_anon_WITH_AES_256_GCM_SHA384",
            "00A6 TLS_DH_anon_WITH_AES_128_GCM_SHA256",
            "003A TLS_DH_anon_WITH_AES_256_CBC_SHA",
            "0034 TLS_DH_anon_WITH_AES_128_CBC_SHA");

    @SuppressWarnings("ImmutableEnumChecker") // unmodifiable
    private final Map<Integer, String> names;

    CipherSuites(String... suites) {
        Map<Integer, String> parsed = new LinkedHashMap<>();
        for (String suite : suites) {
            parsed.put(HexFormat.fromHexDigits(suite, 0, 4), suite.substring(5));
        }
        names = Collections.unmodifiableMap(parsed);
    }

    /** Their numbers, in the order of the offer. */
    public List<Integer> numbers() {
        return List.copyOf(names.keySet());
    }

    /** The name of a number, or the number. */
    public static String name(int number) {
        for (CipherSuites group : values()) {
            String name = group.names.get(number);
            if (name != null) {
                return name;
            }
        }
        return "suite 0x" + HexFormat.of().toHexDigits((short) number);
    }
}
