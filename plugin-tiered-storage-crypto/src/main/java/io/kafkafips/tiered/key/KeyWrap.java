package io.kafkafips.tiered.key;

import io.kafkafips.commons.fips.FipsJca;
import io.kafkafips.tiered.crypto.ModuleErrors;
import io.kafkafips.tiered.crypto.TieredJca;
import io.kafkafips.tiered.format.WrappedKey;
import java.security.GeneralSecurityException;
import java.security.InvalidKeyException;
import java.util.Arrays;
import javax.crypto.Cipher;
import javax.crypto.SecretKey;
import javax.crypto.spec.SecretKeySpec;
import org.jspecify.annotations.Nullable;

/** AES-256 key wrap with padding (SP 800-38F, KWP), which checks the integrity of what it unwraps. Stateless. */
final class KeyWrap {
    private static final String KEY_MATERIAL = "AES";
    private static final int DATA_KEY_BYTES = 32;

    private KeyWrap() {}

    /** A new 256-bit key of the module's DRBG. */
    static DataKey newKey() throws GeneralSecurityException {
        return ModuleErrors.converted(
                () -> new DataKey(TieredJca.dekGenerator().generateKey().getEncoded()));
    }

    static byte[] wrap(SecretKey kek, byte[] material) throws GeneralSecurityException {
        return ModuleErrors.converted(() -> {
            Cipher wrap = TieredJca.aesKeyWrapPad();
            wrap.init(Cipher.WRAP_MODE, kek, FipsJca.keyRandom());
            return wrap.wrap(new SecretKeySpec(material, KEY_MATERIAL));
        });
    }

    /**
     * Unwraps.
     *
     * @param bytes how many are expected
     * @throws InvalidKeyException when {@code blob} was altered, or is not that many bytes under {@code kek}
     */
    static byte[] unwrap(SecretKey kek, byte[] blob, int bytes) throws GeneralSecurityException {
        return ModuleErrors.converted(() -> {
            Cipher unwrap = TieredJca.aesKeyWrapPad();
            unwrap.init(Cipher.UNWRAP_MODE, kek, FipsJca.keyRandom());
            byte[] material = unwrapped(unwrap, blob);
            if (material == null || material.length != bytes) {
                if (material != null) {
                    Arrays.fill(material, (byte) 0);
                }
                throw new InvalidKeyException("The wrapped key has not " + bytes + " bytes");
            }
            return material;
        });
    }

    /**
     * Unwraps the data encryption key of a segment.
     *
     * @throws WrappedKeyRefusedException when it was altered, or wrapped under another key than {@code topicKey}
     * @throws KeyUnavailableException when the module fails
     */
    static DataKey unwrapDataKey(SecretKey topicKey, WrappedKey wrapped) throws KeyServiceException {
        try {
            return new DataKey(unwrap(topicKey, wrapped.blob(), DATA_KEY_BYTES));
        } catch (InvalidKeyException e) {
            throw new WrappedKeyRefusedException(
                    "The wrapped data encryption key was altered, or wrapped under another key than "
                            + wrapped.keyRef(),
                    e);
        } catch (GeneralSecurityException e) {
            throw new KeyUnavailableException("The FIPS module did not unwrap under " + wrapped.keyRef(), e);
        }
    }

    private static byte @Nullable [] unwrapped(Cipher unwrap, byte[] blob) throws GeneralSecurityException {
        try {
            return unwrap.unwrap(blob, KEY_MATERIAL, Cipher.SECRET_KEY).getEncoded();
        } catch (IllegalArgumentException e) {
            throw new InvalidKeyException("The wrapped key is empty", e);
        }
    }
}
