package io.kafkafips.validator.rule.encrypted;

import java.util.Arrays;
import java.util.List;

/** The envelopes that are known, by the name that an option gives them. */
enum EnvelopeKind {
    KROXYLICIOUS("kroxylicious"),
    CSFLE("csfle"),
    AWS_ENCRYPTION_SDK("aws-encryption-sdk"),
    JWE("jwe");

    private final String word;

    EnvelopeKind(String word) {
        this.word = word;
    }

    /** @param fields that must be encrypted, for envelopes of single fields */
    Envelope envelope(List<String> fields) {
        return switch (this) {
            case KROXYLICIOUS -> new KroxyliciousEnvelope();
            case CSFLE -> new CsfleEnvelope(fields);
            case AWS_ENCRYPTION_SDK -> new AwsEncryptionSdkEnvelope();
            case JWE -> new JweEnvelope();
        };
    }

    static List<String> words() {
        return Arrays.stream(values()).map(kind -> kind.word).toList();
    }

    static EnvelopeKind of(String word) {
        return Arrays.stream(values())
                .filter(kind -> kind.word.equals(word))
                .findFirst()
                .orElseThrow(() -> new IllegalArgumentException(word));
    }
}
