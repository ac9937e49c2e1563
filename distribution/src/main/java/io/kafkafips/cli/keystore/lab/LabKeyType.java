package io.kafkafips.cli.keystore.lab;

/** Kinds of keys of a lab's certificates, and what they sign with. */
public enum LabKeyType {
    /** For every profile but strict. */
    EC_P256("ec-p256", "EC", "P-256", "SHA256withECDSA"),
    /** For the profile strict too. */
    EC_P384("ec-p384", "EC", "P-384", "SHA384withECDSA"),
    /** For the profile strict too. */
    RSA_3072("rsa-3072", "RSA", "3072", "SHA384withRSA");

    private final String word;
    private final String algorithm;
    private final String parameter;
    private final String signature;

    LabKeyType(String word, String algorithm, String parameter, String signature) {
        this.word = word;
        this.algorithm = algorithm;
        this.parameter = parameter;
        this.signature = signature;
    }

    String algorithm() {
        return algorithm;
    }

    /** A curve, or a length in bits. */
    String parameter() {
        return parameter;
    }

    String signature() {
        return signature;
    }

    /** As an option has it. */
    @Override
    public String toString() {
        return word;
    }
}
