package io.kafkafips.ssl.engine;

import io.kafkafips.commons.fips.FipsJca;
import java.io.IOException;
import java.lang.reflect.Method;
import java.lang.reflect.Modifier;
import java.security.GeneralSecurityException;
import java.security.Provider;
import java.security.SecureRandom;
import java.util.Arrays;
import org.apache.kafka.common.config.ConfigException;
import org.bouncycastle.jsse.provider.BouncyCastleJsseProvider;
import org.bouncycastle.tls.crypto.impl.TlsAEADCipherImpl;
import org.bouncycastle.tls.crypto.impl.jcajce.JcaTlsCrypto;
import org.jspecify.annotations.Nullable;

/**
 * BCJSSE in FIPS mode over {@link RecordCrypto}, as a provider object that only this plug-in holds. It is never registered, so the
 * provider list of the JVM stays the one that {@code FipsRuntime} proves, and code that asks for {@code BCJSSE} by name gets the
 * stock one.
 *
 * <p>The one method that is overridden is protected API of bctls. A bctls in which it is gone, has changed, or does not make the same
 * records is refused before the first connection: nothing falls back to another record layer unseen.
 */
final class RecordLayer {
    private static final String OVERRIDDEN = "createAEADCipher";
    private static final int TAG_BYTES = 16;
    private static final int NONCE_BYTES = 12;
    private static final int KEY_BYTES = 32;
    private static final int HEADER_BYTES = 5;

    private RecordLayer() {}

    /**
     * A new provider object over the cryptography of {@code module}.
     *
     * @param keyHolder makes the handshake signatures whose key does not leave it; null where there is none
     * @throws ConfigException if the bctls at hand is not the one that this was written for
     */
    static Provider over(Provider module, @Nullable Provider keyHolder) {
        try {
            RecordCrypto.Source source = RecordCrypto.Source.of(module, keyHolder);
            requireShape(JcaTlsCrypto.class);
            RecordCrypto crypto = source.create(FipsJca.keyRandom(), FipsJca.nonceRandom());
            requireSameRecords(crypto, FipsJca.nonceRandom());
            BouncyCastleJsseProvider provider = new BouncyCastleJsseProvider(true, source);
            if (!provider.isFipsMode()) {
                throw refused("its FIPS mode is off", null);
            }
            return provider;
        } catch (GeneralSecurityException
                | ReflectiveOperationException
                | IOException
                | RuntimeException
                | LinkageError e) {
            throw e instanceof ConfigException refusal ? refusal : refused(e.toString(), e);
        }
    }

    static void requireShape(Class<?> crypto) throws NoSuchMethodException {
        Method method = crypto.getDeclaredMethod(OVERRIDDEN, String.class, String.class, int.class, boolean.class);
        boolean overridable = Modifier.isProtected(method.getModifiers()) && !Modifier.isFinal(method.getModifiers());
        if (!overridable || !method.getReturnType().equals(TlsAEADCipherImpl.class)) {
            throw refused(OVERRIDDEN + " is " + method.toGenericString(), null);
        }
    }

    /** Each of the two ciphers opens what the other one sealed, and ours refuses it with one bit changed. */
    private static void requireSameRecords(RecordCrypto crypto, SecureRandom random)
            throws GeneralSecurityException, IOException {
        byte[] key = random(random, KEY_BYTES);
        byte[] nonce = random(random, NONCE_BYTES);
        byte[] header = random(random, HEADER_BYTES);
        byte[] text = random(random, 1000);
        byte[] ours = run(cipher(crypto, true, true, key, nonce), header, text);
        byte[] stock = run(cipher(crypto, false, true, key, nonce), header, text);
        byte[] openedByStock = run(cipher(crypto, false, false, key, nonce), header, ours);
        byte[] openedByUs = run(cipher(crypto, true, false, key, nonce), header, stock);
        if (!Arrays.equals(ours, stock) || !Arrays.equals(openedByStock, text) || !Arrays.equals(openedByUs, text)) {
            throw refused("its records differ from the records of the module", null);
        }
        stock[0] ^= 1;
        try {
            run(cipher(crypto, true, false, key, nonce), header, stock);
        } catch (IOException e) {
            return;
        }
        throw refused("a changed record was opened", null);
    }

    private static TlsAEADCipherImpl cipher(
            RecordCrypto crypto, boolean ours, boolean encrypting, byte[] key, byte[] nonce)
            throws GeneralSecurityException, IOException {
        TlsAEADCipherImpl cipher = ours
                ? crypto.createAEADCipher(RecordCrypto.AES_GCM, "AES", key.length, encrypting)
                : crypto.stock(RecordCrypto.AES_GCM, "AES", key.length, encrypting);
        cipher.setKey(key, 0, key.length);
        cipher.init(nonce, TAG_BYTES);
        return cipher;
    }

    private static byte[] run(TlsAEADCipherImpl cipher, byte[] header, byte[] input) throws IOException {
        byte[] output = new byte[cipher.getOutputSize(input.length)];
        int written = cipher.doFinal(header, input, 0, input.length, output, 0);
        return Arrays.copyOf(output, written);
    }

    private static byte[] random(SecureRandom random, int length) {
        byte[] bytes = new byte[length];
        random.nextBytes(bytes);
        return bytes;
    }

    private static ConfigException refused(String seen, @Nullable Throwable cause) {
        String version = BouncyCastleJsseProvider.class.getPackage().getImplementationVersion();
        ConfigException refusal = new ConfigException(
                "plugin-ssl-engine does not know this bctls-fips ("
                        + (version == null ? "no version given" : version) + "): " + seen
                        + ". Remedy: put the bctls-fips, bcutil-fips and bc-fips jars of this product on the class path, and no others.");
        if (cause != null) {
            refusal.initCause(cause);
        }
        return refusal;
    }
}
