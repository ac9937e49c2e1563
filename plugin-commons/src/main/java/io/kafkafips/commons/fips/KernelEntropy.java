package io.kafkafips.commons.fips;

import java.io.FileInputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.security.SecureRandomSpi;

/** Random bytes read from the kernel's {@code /dev/random}. Thread-safe: every read opens the device. */
final class KernelEntropy extends SecureRandomSpi {
    private static final String DEVICE = "/dev/random";

    @Override
    protected void engineSetSeed(byte[] seed) {
        // the kernel seeds itself
    }

    @Override
    protected void engineNextBytes(byte[] bytes) {
        try (FileInputStream device = new FileInputStream(DEVICE)) {
            int read = device.readNBytes(bytes, 0, bytes.length);
            if (read != bytes.length) {
                throw new IOException(DEVICE + " ended after " + read + " of " + bytes.length + " bytes");
            }
        } catch (IOException e) {
            throw new UncheckedIOException("No entropy: cannot read " + DEVICE, e);
        }
    }

    @Override
    protected byte[] engineGenerateSeed(int byteCount) {
        byte[] seed = new byte[byteCount];
        engineNextBytes(seed);
        return seed;
    }
}
