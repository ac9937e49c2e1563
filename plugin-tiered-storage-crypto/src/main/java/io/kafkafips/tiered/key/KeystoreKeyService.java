package io.kafkafips.tiered.key;

import io.kafkafips.commons.fips.FipsJca;
import io.kafkafips.tiered.crypto.ModuleErrors;
import io.kafkafips.tiered.crypto.TieredJca;
import io.kafkafips.tiered.format.WrapAlgorithm;
import io.kafkafips.tiered.format.WrappedKey;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.security.GeneralSecurityException;
import java.security.InvalidKeyException;
import java.security.Key;
import java.security.KeyStore;
import java.security.UnrecoverableKeyException;
import java.util.Arrays;
import java.util.Collections;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import javax.crypto.Cipher;
import javax.crypto.SecretKey;

/**
 * Key encryption keys in a BCFKS keystore, wrapping by AES-256 KWP (SP 800-38F). A key's name is its alias. Every AES-256 key of
 * the store unwraps, so that segments stay readable when another alias becomes the active one; other entries are left alone.
 *
 * <p>The store is read once, at start. Thread-safe.
 */
public final class KeystoreKeyService implements KeyService {
    private static final int KEK_BYTES = 32;

    private final KeystoreSettings settings;
    private final Map<String, SecretKey> keks;

    private KeystoreKeyService(KeystoreSettings settings, Map<String, SecretKey> keks) {
        this.settings = settings;
        this.keks = keks;
    }

    /**
     * Reads the keystore.
     *
     * @throws org.apache.kafka.common.config.ConfigException when the file is missing, is no BCFKS keystore or has another password
     */
    public static KeystoreKeyService open(KeystoreSettings settings) {
        char[] password = settings.password().value().toCharArray();
        try (InputStream file = Files.newInputStream(settings.location())) {
            return new KeystoreKeyService(settings, ModuleErrors.converted(() -> read(file, password)));
        } catch (NoSuchFileException e) {
            throw settings.unusable("a file that exists", e);
        } catch (UnrecoverableKeyException e) {
            throw settings.wrongPassword(e);
        } catch (GeneralSecurityException e) {
            if (e.getCause() instanceof IOException cause) {
                throw refused(settings, cause);
            }
            throw settings.unusable("a keystore that the FIPS module can read", e);
        } catch (IOException e) {
            throw settings.unusable("a file that the broker may read", e);
        } finally {
            Arrays.fill(password, '\0');
        }
    }

    /** The names of the keys that can unwrap. */
    public Set<String> keyRefs() {
        return Collections.unmodifiableSet(keks.keySet());
    }

    @Override
    public GeneratedKey generate(String keyRef, KeyContext context) throws KeyServiceException {
        SecretKey kek = kek(keyRef);
        try {
            return ModuleErrors.converted(() -> {
                DataKey dek = new DataKey(TieredJca.dekGenerator().generateKey().getEncoded());
                Cipher wrap = TieredJca.aesKeyWrapPad();
                wrap.init(Cipher.WRAP_MODE, kek, FipsJca.keyRandom());
                return new GeneratedKey(dek, new WrappedKey(WrapAlgorithm.AES_KWP, keyRef, wrap.wrap(dek)));
            });
        } catch (GeneralSecurityException e) {
            throw new KeyUnavailableException("The FIPS module made no data encryption key under " + keyRef, e);
        }
    }

    @Override
    public DataKey unwrap(WrappedKey wrapped, KeyContext context) throws KeyServiceException {
        if (wrapped.algorithm() != WrapAlgorithm.AES_KWP) {
            throw new KeyDeniedException("The data encryption key is wrapped by " + wrapped.algorithm()
                    + ", a keystore unwraps " + WrapAlgorithm.AES_KWP);
        }
        SecretKey kek = kek(wrapped.keyRef());
        try {
            return ModuleErrors.converted(() -> {
                Cipher unwrap = TieredJca.aesKeyWrapPad();
                unwrap.init(Cipher.UNWRAP_MODE, kek, FipsJca.keyRandom());
                return dataKey(unwrap.unwrap(wrapped.blob(), "AES", Cipher.SECRET_KEY));
            });
        } catch (InvalidKeyException e) {
            throw new WrappedKeyRefusedException(
                    "The wrapped data encryption key was altered, or wrapped under another key than " + wrapped.keyRef()
                            + " of " + settings.location(),
                    e);
        } catch (GeneralSecurityException e) {
            throw new KeyUnavailableException("The FIPS module did not unwrap under " + wrapped.keyRef(), e);
        }
    }

    @Override
    public KeyDescription describe(String keyRef) throws KeyServiceException {
        kek(keyRef);
        return new KeyDescription(keyRef, "AES-256", settings.location().toString());
    }

    @Override
    public void close() {
        keks.clear();
    }

    private SecretKey kek(String keyRef) throws UnknownKeyException {
        SecretKey kek = keks.get(keyRef);
        if (kek == null) {
            throw new UnknownKeyException("The keystore " + settings.location() + " holds no AES-256 key " + keyRef
                    + "; it holds " + keks.keySet());
        }
        return kek;
    }

    private static DataKey dataKey(Key unwrapped) throws InvalidKeyException {
        byte[] material = unwrapped.getEncoded();
        if (material == null || material.length != KEK_BYTES) {
            throw new InvalidKeyException("The wrapped key is no AES-256 key");
        }
        return new DataKey(material);
    }

    private static Map<String, SecretKey> read(InputStream file, char[] password) throws GeneralSecurityException {
        KeyStore store = FipsJca.bcfks();
        try {
            store.load(file, password);
        } catch (IOException e) {
            throw new GeneralSecurityException(e);
        }
        Map<String, SecretKey> keks = new TreeMap<>();
        for (String alias : Collections.list(store.aliases())) {
            if (store.entryInstanceOf(alias, KeyStore.SecretKeyEntry.class)
                    && store.getKey(alias, password) instanceof SecretKey key
                    && isAes256(key)) {
                keks.put(alias, key);
            }
        }
        return Collections.synchronizedMap(keks);
    }

    private static boolean isAes256(SecretKey key) {
        byte[] material = key.getEncoded();
        boolean fits = key.getAlgorithm().equals("AES") && material != null && material.length == KEK_BYTES;
        if (material != null) {
            Arrays.fill(material, (byte) 0);
        }
        return fits;
    }

    /** BCFKS tells a wrong password by the failing integrity check of the store, and a foreign file by a failing parse. */
    private static RuntimeException refused(KeystoreSettings settings, IOException cause) {
        String message = String.valueOf(cause.getMessage());
        boolean password = message.contains("password") || message.contains("calculation failed");
        return password
                ? settings.wrongPassword(cause)
                : settings.unusable("a BCFKS keystore, the only format of the FIPS module that holds keys", cause);
    }
}
