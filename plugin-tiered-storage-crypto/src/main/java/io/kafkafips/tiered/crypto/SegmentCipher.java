package io.kafkafips.tiered.crypto;

import io.kafkafips.commons.fips.FipsJca;
import io.kafkafips.tiered.format.ContainerFormat;
import java.security.GeneralSecurityException;
import java.security.SecureRandom;
import java.util.Arrays;
import javax.crypto.Cipher;
import javax.crypto.SecretKey;
import javax.crypto.spec.GCMParameterSpec;
import org.jspecify.annotations.Nullable;

/**
 * AES-256-GCM over the frames of one object. Each call initialises the cipher anew: the module would encrypt a second time under
 * the same IV without a word. Not thread-safe.
 *
 * <p>IVs are 96 random bits that the module draws for each frame (SP 800-38D 8.2.2), at most 2^19 under one key.
 */
public final class SegmentCipher {
    private static final int TAG_BITS = ContainerFormat.TAG_BYTES * 8;

    /**
     * For what needs no random bits. Left out, it would be a source of the first provider; and a DRBG of the module's own takes longer
     * to make than half a megabyte to decrypt.
     */
    private static final @Nullable SecureRandom NO_RANDOM = null;

    private final Cipher cipher;
    private final SecretKey dek;
    private final FrameAad aad;
    private @Nullable SecureRandom nonces;

    /** What is authenticated with a frame beside its ciphertext. */
    interface FrameAad {
        byte[] of(long index, boolean last);
    }

    SegmentCipher(SecretKey dek, byte[] binding) throws GeneralSecurityException {
        this(dek, (index, last) -> ContainerFormat.aad(binding, index, last));
    }

    SegmentCipher(SecretKey dek, FrameAad aad) throws GeneralSecurityException {
        this.cipher = ModuleErrors.converted(TieredJca::aesGcm);
        this.dek = dek;
        this.aad = aad;
    }

    /**
     * Seals a chunk under a new IV.
     *
     * @param plain the chunk, its first {@code length} bytes
     * @param frame receives IV, ciphertext and tag; its length after that is {@code length + 28}
     */
    public void seal(long index, boolean last, byte[] plain, int length, byte[] frame) throws GeneralSecurityException {
        ModuleErrors.converted(() -> {
            cipher.init(Cipher.ENCRYPT_MODE, dek, nonces());
            byte[] iv = cipher.getIV();
            if (iv == null || iv.length != ContainerFormat.IV_BYTES) {
                throw new GeneralSecurityException("The FIPS module made no 96-bit IV");
            }
            return encrypt(index, last, plain, length, frame, iv);
        });
    }

    /**
     * Seals a chunk again under the IV that {@link #seal} drew for it, for a second read. The caller must release nothing of the
     * frame unless its tag is that of the first time: only then was it the same chunk.
     */
    public void sealAgain(long index, boolean last, byte[] plain, int length, byte[] frame, byte[] firstIv)
            throws GeneralSecurityException {
        ModuleErrors.converted(() -> {
            cipher.init(Cipher.ENCRYPT_MODE, dek, new GCMParameterSpec(TAG_BITS, firstIv), NO_RANDOM);
            return encrypt(index, last, plain, length, frame, firstIv);
        });
    }

    /**
     * Opens a frame.
     *
     * @param frame IV, ciphertext and tag in its first {@code frameLength} bytes
     * @param plain receives the chunk; all zero when the tag does not fit: the module itself leaves what it decrypted
     * @throws javax.crypto.AEADBadTagException when the frame is not what was sealed for this place
     */
    public void open(long index, boolean last, byte[] frame, int frameLength, byte[] plain)
            throws GeneralSecurityException {
        boolean opened = false;
        try {
            ModuleErrors.converted(() -> {
                GCMParameterSpec iv = new GCMParameterSpec(TAG_BITS, frame, 0, ContainerFormat.IV_BYTES);
                cipher.init(Cipher.DECRYPT_MODE, dek, iv, NO_RANDOM);
                cipher.updateAAD(aad.of(index, last));
                return cipher.doFinal(
                        frame, ContainerFormat.IV_BYTES, frameLength - ContainerFormat.IV_BYTES, plain, 0);
            });
            opened = true;
        } finally {
            if (!opened) {
                Arrays.fill(plain, (byte) 0);
            }
        }
    }

    /** Made for the first chunk that is sealed: most ciphers only open. */
    private SecureRandom nonces() throws GeneralSecurityException {
        if (nonces == null) {
            nonces = FipsJca.nonceRandom();
        }
        return nonces;
    }

    private int encrypt(long index, boolean last, byte[] plain, int length, byte[] frame, byte[] iv)
            throws GeneralSecurityException {
        System.arraycopy(iv, 0, frame, 0, iv.length);
        cipher.updateAAD(aad.of(index, last));
        return cipher.doFinal(plain, 0, length, frame, iv.length);
    }
}
