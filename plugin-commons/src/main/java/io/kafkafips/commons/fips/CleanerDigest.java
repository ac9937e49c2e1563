package io.kafkafips.commons.fips;

import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.security.MessageDigestSpi;
import java.security.NoSuchAlgorithmException;
import java.util.Arrays;

/** SHA-256 of the module, cut to the 16 bytes that the log cleaner's offset map stores per key. Not thread-safe. */
final class CleanerDigest extends MessageDigestSpi {
    private static final int DIGEST_BYTES = 16;

    private final MessageDigest sha256;

    CleanerDigest() throws NoSuchAlgorithmException {
        try {
            this.sha256 = FipsJca.sha256();
        } catch (GeneralSecurityException e) {
            throw new NoSuchAlgorithmException("The log cleaner's digest needs SHA-256 of " + FipsJca.PROVIDER, e);
        }
    }

    @Override
    protected int engineGetDigestLength() {
        return DIGEST_BYTES;
    }

    @Override
    protected void engineUpdate(byte input) {
        sha256.update(input);
    }

    @Override
    protected void engineUpdate(byte[] input, int offset, int length) {
        sha256.update(input, offset, length);
    }

    @Override
    protected byte[] engineDigest() {
        return Arrays.copyOf(sha256.digest(), DIGEST_BYTES);
    }

    @Override
    protected void engineReset() {
        sha256.reset();
    }
}
