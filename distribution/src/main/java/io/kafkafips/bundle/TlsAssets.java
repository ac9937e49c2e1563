package io.kafkafips.bundle;

import io.kafkafips.ssl.policy.TlsProfile;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeSet;

/** What TLS may negotiate, from {@link TlsProfile} itself: a name that this class cannot read stops the build. Not thread-safe. */
final class TlsAssets {
    private static final String GCM = "_GCM_";

    private final CryptoAssets assets;

    TlsAssets(CryptoAssets assets) {
        this.assets = assets;
    }

    /** Adds versions, suites, groups and signature schemes of the widest profile; the references of the protocols. */
    List<String> add() {
        TlsProfile widest = TlsProfile.SP800_52R2;
        List<String> common = new ArrayList<>();
        widest.namedGroups().forEach(group -> common.add(group(group)));
        widest.signatureSchemes().forEach(scheme -> common.add(signature(scheme)));
        List<String> protocols = new ArrayList<>();
        for (String protocol : widest.protocols()) {
            String version = protocol.replace("TLSv", "");
            List<Map<String, Object>> suites = new ArrayList<>();
            TreeSet<String> algorithms = new TreeSet<>(common);
            for (String suite : widest.cipherSuites()) {
                // TLS 1.3 leaves the key exchange out of the suite's name
                if (version.equals(suite.contains("_WITH_") ? "1.2" : "1.3")) {
                    List<String> parts = parts(suite);
                    suites.add(Map.of("name", suite, "algorithms", parts));
                    algorithms.addAll(parts);
                }
            }
            protocols.add(assets.protocol("TLS " + version, version, suites, List.copyOf(algorithms)));
        }
        return protocols;
    }

    private List<String> parts(String suite) {
        int gcm = suite.indexOf(GCM);
        int aes = suite.indexOf("AES_");
        if (gcm < 0 || aes < 0) {
            throw unknown(suite);
        }
        int bits = Integer.parseInt(suite.substring(aes + "AES_".length(), gcm));
        String hash = suite.substring(gcm + GCM.length()).replace("SHA", "SHA-");
        return List.of(aesGcm(assets, bits), hash(hash), keyDerivation(hash));
    }

    /** AES-GCM of a key size. */
    static String aesGcm(CryptoAssets assets, int bits) {
        return assets.algorithm(
                "AES-" + bits + "-GCM",
                "ae",
                Map.of(
                        "parameterSetIdentifier",
                        Integer.toString(bits),
                        "mode",
                        "gcm",
                        "cryptoFunctions",
                        List.of("encrypt", "decrypt"),
                        "classicalSecurityLevel",
                        bits),
                "NIST SP 800-38D");
    }

    private String hash(String name) {
        return hash(assets, name);
    }

    /** A digest of the SHA-2 family. */
    static String hash(CryptoAssets assets, String name) {
        return assets.algorithm(
                name,
                "hash",
                Map.of("parameterSetIdentifier", name.substring("SHA-".length()), "cryptoFunctions", List.of("digest")),
                "FIPS 180-4");
    }

    private String keyDerivation(String hash) {
        return assets.algorithm(
                "TLS key derivation with HMAC-" + hash,
                "kdf",
                Map.of("cryptoFunctions", List.of("keyderive")),
                "HKDF in TLS 1.3 (RFC 8446), the PRF with extended master secret in TLS 1.2 (RFC 7627)");
    }

    private String group(String name) {
        if (name.startsWith("secp")) {
            return assets.algorithm(
                    "ECDHE " + name,
                    "key-agree",
                    Map.of("curve", name, "cryptoFunctions", List.of("keygen", "keyderive")),
                    "NIST SP 800-56A, ephemeral");
        }
        if (name.startsWith("ffdhe")) {
            return assets.algorithm(
                    "DHE " + name,
                    "key-agree",
                    Map.of(
                            "parameterSetIdentifier",
                            name.substring("ffdhe".length()),
                            "cryptoFunctions",
                            List.of("keygen", "keyderive")),
                    "RFC 7919, NIST SP 800-56A, ephemeral");
        }
        throw unknown(name);
    }

    private String signature(String scheme) {
        List<String> functions = List.of("sign", "verify");
        if (scheme.startsWith("ecdsa_")) {
            String curve = scheme.split("_", -1)[1];
            return assets.algorithm(
                    scheme, "signature", Map.of("cryptoFunctions", functions, "curve", curve), "FIPS 186-5");
        }
        if (scheme.startsWith("rsa_pss_") || scheme.startsWith("rsa_pkcs1_")) {
            // CycloneDX 1.6 has no term for the padding of PSS
            String padding = scheme.startsWith("rsa_pss_") ? "other" : "pkcs1v15";
            return assets.algorithm(
                    scheme,
                    "signature",
                    Map.of("cryptoFunctions", functions, "padding", padding),
                    "FIPS 186-5, moduli from 2048 bits");
        }
        throw unknown(scheme);
    }

    private static IllegalStateException unknown(String name) {
        return new IllegalStateException("TlsProfile has " + name + ", which the bill of cryptography cannot describe");
    }
}
