package io.kafkafips.tiered.format;

import org.jspecify.annotations.Nullable;

/** How the data encryption key in a header is wrapped. The codes are part of the wire format. */
public enum WrapAlgorithm {
    /** AES key wrap with padding (SP 800-38F, KWP) under a key that the broker holds. */
    AES_KWP(1),
    /** A blob that only a key management service can read. */
    KMS_BLOB(2);

    private final int code;

    WrapAlgorithm(int code) {
        this.code = code;
    }

    int code() {
        return code;
    }

    static @Nullable WrapAlgorithm of(int code) {
        for (WrapAlgorithm algorithm : values()) {
            if (algorithm.code == code) {
                return algorithm;
            }
        }
        return null;
    }
}
