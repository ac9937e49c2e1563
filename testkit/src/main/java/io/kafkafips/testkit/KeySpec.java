package io.kafkafips.testkit;

import java.security.PrivateKey;

/**
 * A kind of key pair, weak ones included: a test must be able to show that they are refused.
 *
 * @param algorithm {@code EC} or {@code RSA}
 * @param parameter curve name such as {@code P-256} or {@code secp256k1}, or the modulus length in bits
 */
public record KeySpec(String algorithm, String parameter) {
    public static final KeySpec P256 = new KeySpec("EC", "P-256");
    public static final KeySpec P384 = new KeySpec("EC", "P-384");
    public static final KeySpec P521 = new KeySpec("EC", "P-521");
    public static final KeySpec RSA2048 = new KeySpec("RSA", "2048");

    /** The kind of a key: EC, whatever its curve, or RSA. */
    static KeySpec of(PrivateKey key) {
        return key.getAlgorithm().equals("RSA") ? RSA2048 : P256;
    }

    /** An algorithm by which such a key signs. */
    String signatureAlgorithm() {
        return algorithm.equals("EC") ? "SHA256withECDSA" : "SHA256withRSA";
    }
}
