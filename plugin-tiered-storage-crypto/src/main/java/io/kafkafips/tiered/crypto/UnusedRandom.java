package io.kafkafips.tiered.crypto;

import java.security.SecureRandom;
import java.security.SecureRandomSpi;

/**
 * A source of no random bits, for what the module does without any: decryption, and encryption under an IV that is given. It stands where
 * the JCA would otherwise put the source of the first provider, and it fails whoever asks it after all. A source of the module's own is a
 * new DRBG, seeded from the kernel, which takes longer than the decryption of a megabyte. Thread-safe.
 */
public final class UnusedRandom extends SecureRandom {
    private static final long serialVersionUID = 1L;

    public UnusedRandom() {
        super(new Refusing(), null);
    }

    private static final class Refusing extends SecureRandomSpi {
        private static final long serialVersionUID = 1L;

        @Override
        protected void engineSetSeed(byte[] seed) {
            throw refused();
        }

        @Override
        protected void engineNextBytes(byte[] bytes) {
            throw refused();
        }

        @Override
        protected byte[] engineGenerateSeed(int byteCount) {
            throw refused();
        }

        private static IllegalStateException refused() {
            return new IllegalStateException("Random bits were asked for where none are needed");
        }
    }
}
