package io.kafkafips.tiered.crypto;

import io.kafkafips.commons.fips.FipsJca;
import io.kafkafips.commons.fips.ProviderBoundary;
import java.security.GeneralSecurityException;
import javax.crypto.Cipher;
import javax.crypto.KeyGenerator;

/**
 * The JCA objects of this plug-in that commons does not have, each from the validated module's provider by name. Stateless.
 *
 * <p>Initialise them with a random source of {@link FipsJca}: without one the JCA takes that of the first provider, which the
 * module refuses when it is not its own.
 */
@ProviderBoundary
public final class TieredJca {
    private static final int DEK_BITS = 256;

    private TieredJca() {}

    /** AES-GCM (SP 800-38D), not initialised. */
    static Cipher aesGcm() throws GeneralSecurityException {
        return Cipher.getInstance("AES/GCM/NoPadding", FipsJca.PROVIDER);
    }

    /** AES key wrap with padding (SP 800-38F, KWP), not initialised. */
    public static Cipher aesKeyWrapPad() throws GeneralSecurityException {
        return Cipher.getInstance("AESKWP", FipsJca.PROVIDER);
    }

    /** A generator of 256-bit AES keys on the module's DRBG. */
    public static KeyGenerator dekGenerator() throws GeneralSecurityException {
        KeyGenerator generator = KeyGenerator.getInstance("AES", FipsJca.PROVIDER);
        generator.init(DEK_BITS, FipsJca.keyRandom());
        return generator;
    }
}
