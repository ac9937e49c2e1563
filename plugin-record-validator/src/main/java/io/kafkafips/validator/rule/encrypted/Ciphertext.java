package io.kafkafips.validator.rule.encrypted;

import io.kafkafips.validator.rule.Octets;
import io.kafkafips.validator.rule.Utf8;

/** What can be said of ciphertext without a key. */
final class Ciphertext {
    static final int GCM_IV = 12;
    static final int GCM_TAG = 16;

    /** Random bytes of this length are well-formed UTF-8 once in some hundred million times. */
    private static final int ENOUGH_TO_JUDGE = 28;

    private Ciphertext() {}

    /** Whether these bytes can be an IV, a ciphertext and a tag of AES-GCM, and are no text. */
    static boolean mayBeGcm(Octets octets) {
        return octets.length() >= GCM_IV + GCM_TAG && isNoText(octets);
    }

    /** Whether these bytes are not well-formed UTF-8, as random bytes are not. Of a few bytes that cannot be said. */
    static boolean isNoText(Octets octets) {
        return octets.length() < ENOUGH_TO_JUDGE || Utf8.malformedAt(octets) >= 0;
    }
}
