package io.kafkafips.tiered.key;

import io.kafkafips.commons.config.LastGood;
import io.kafkafips.commons.config.YamlException;
import io.kafkafips.commons.fips.FipsJca;
import io.kafkafips.tiered.crypto.ModuleErrors;
import io.kafkafips.tiered.format.WrapAlgorithm;
import io.kafkafips.tiered.format.WrappedKey;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.file.NoSuchFileException;
import java.security.GeneralSecurityException;
import java.security.InvalidKeyException;
import java.security.KeyStore;
import java.security.MessageDigest;
import java.security.UnrecoverableKeyException;
import java.time.InstantSource;
import java.util.Arrays;
import java.util.Collections;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import javax.crypto.SecretKey;

/**
 * Root keys in a BCFKS keystore, wrapping by AES-256 KWP (SP 800-38F). A root's name is its alias. Every AES-256 key of the store
 * unwraps, so that topic keys stay usable when another root becomes the current one; other entries are left alone. What is
 * wrapped is the key and the SHA-256 of its {@link KeyContext}, which unwrapping compares.
 *
 * <p>Several brokers may share the file. It is followed by content, a look at each {@link #health}: a root that is added is usable
 * without a restart; a file that is missing or cannot be read leaves in force what was read last. Thread-safe.
 */
public final class KeystoreKeyService implements KeyService {
    private static final int KEY_BYTES = 32;

    private final KeystoreSettings settings;
    private final LastGood<Roots> roots;
    private volatile boolean closed;

    private KeystoreKeyService(KeystoreSettings settings, LastGood<Roots> roots) {
        this.settings = settings;
        this.roots = roots;
    }

    /** The usable keys of one state of the file. */
    private record Roots(Map<String, SecretKey> byAlias) {
        @Override
        public String toString() {
            return "root keys " + byAlias.keySet();
        }
    }

    /**
     * Reads the keystore.
     *
     * @throws org.apache.kafka.common.config.ConfigException when the file is missing, is no BCFKS keystore or has another password
     */
    public static KeystoreKeyService open(KeystoreSettings settings, InstantSource clock) {
        try {
            return new KeystoreKeyService(
                    settings,
                    LastGood.open(
                            "The keystore " + settings.location(),
                            files -> load(settings, files.read(settings.location())),
                            clock));
        } catch (NoSuchFileException e) {
            throw settings.unusable("a file that exists", e);
        } catch (IOException | YamlException e) {
            throw settings.unusable("a file that the broker may read", e);
        }
    }

    /** The names of the keys that can unwrap. */
    public Set<String> aliases() {
        return roots.current().byAlias().keySet();
    }

    @Override
    public GeneratedKey generate(String kek, KeyContext context) throws KeyServiceException {
        root(kek);
        try {
            DataKey key = KeyWrap.newKey();
            return new GeneratedKey(key, wrap(key, kek, context));
        } catch (GeneralSecurityException e) {
            throw new KeyUnavailableException("The FIPS module made no key under " + kek, e);
        }
    }

    @Override
    public WrappedKey wrap(DataKey key, String kek, KeyContext context) throws KeyServiceException {
        SecretKey root = root(kek);
        byte[] material = key.getEncoded();
        byte[] bound = Arrays.copyOf(material, 2 * KEY_BYTES);
        try {
            System.arraycopy(digest(context), 0, bound, KEY_BYTES, KEY_BYTES);
            return new WrappedKey(WrapAlgorithm.AES_KWP, kek, KeyWrap.wrap(root, bound));
        } catch (GeneralSecurityException e) {
            throw new KeyUnavailableException("The FIPS module wrapped no key under " + kek, e);
        } finally {
            Arrays.fill(material, (byte) 0);
            Arrays.fill(bound, (byte) 0);
        }
    }

    @Override
    public DataKey unwrap(WrappedKey wrapped, KeyContext context) throws KeyServiceException {
        if (wrapped.algorithm() != WrapAlgorithm.AES_KWP) {
            throw new KeyDeniedException("The key is wrapped by " + wrapped.algorithm() + ", a keystore unwraps "
                    + WrapAlgorithm.AES_KWP + ": it belongs to another key service");
        }
        SecretKey root = root(wrapped.keyRef());
        byte[] bound = {};
        try {
            bound = KeyWrap.unwrap(root, wrapped.blob(), 2 * KEY_BYTES);
            if (!MessageDigest.isEqual(digest(context), Arrays.copyOfRange(bound, KEY_BYTES, 2 * KEY_BYTES))) {
                throw new WrappedKeyRefusedException("The wrapped key was not made for " + context);
            }
            return new DataKey(Arrays.copyOf(bound, KEY_BYTES));
        } catch (InvalidKeyException e) {
            throw new WrappedKeyRefusedException(
                    "The wrapped key was altered, or wrapped under another key than " + wrapped.keyRef() + " of "
                            + settings.location(),
                    e);
        } catch (GeneralSecurityException e) {
            throw new KeyUnavailableException("The FIPS module did not unwrap under " + wrapped.keyRef(), e);
        } finally {
            Arrays.fill(bound, (byte) 0);
        }
    }

    @Override
    public KeyDescription describe(String kek) throws KeyServiceException {
        root(kek);
        return new KeyDescription(kek, "AES-256", settings.location().toString());
    }

    @Override
    public KeyServiceHealth health() {
        if (closed) {
            return KeyServiceHealth.bad("closed");
        }
        synchronized (roots) {
            roots.poll(state -> {});
        }
        String error = roots.state().error();
        return error.isEmpty() ? KeyServiceHealth.GOOD : KeyServiceHealth.bad(error);
    }

    @Override
    public void close() {
        closed = true;
    }

    private SecretKey root(String alias) throws KeyServiceException {
        if (closed) {
            throw new KeyUnavailableException("The keystore " + settings.location() + " is closed");
        }
        SecretKey root = roots.current().byAlias().get(alias);
        if (root == null) {
            throw new UnknownKeyException("The keystore " + settings.location() + " holds no AES-256 key " + alias
                    + "; it holds " + aliases() + ". Remedy: " + settings.makeKey(alias)
                    + ", or restore the keystore that holds it from a backup");
        }
        return root;
    }

    private static byte[] digest(KeyContext context) throws GeneralSecurityException {
        return ModuleErrors.converted(() -> FipsJca.sha256().digest(context.encoded()));
    }

    private static Roots load(KeystoreSettings settings, byte[] file) {
        char[] password = settings.password().value().toCharArray();
        try {
            return ModuleErrors.converted(() -> read(file, password));
        } catch (UnrecoverableKeyException e) {
            throw settings.wrongPassword(e);
        } catch (GeneralSecurityException e) {
            if (e.getCause() instanceof IOException cause) {
                throw refused(settings, cause);
            }
            throw settings.unusable("a keystore that the FIPS module can read", e);
        } finally {
            Arrays.fill(password, '\0');
        }
    }

    private static Roots read(byte[] file, char[] password) throws GeneralSecurityException {
        KeyStore store = FipsJca.bcfks();
        try {
            store.load(new ByteArrayInputStream(file), password);
        } catch (IOException e) {
            throw new GeneralSecurityException(e);
        }
        Map<String, SecretKey> roots = new TreeMap<>();
        for (String alias : Collections.list(store.aliases())) {
            if (store.entryInstanceOf(alias, KeyStore.SecretKeyEntry.class)
                    && store.getKey(alias, password) instanceof SecretKey key
                    && isAes256(key)) {
                roots.put(alias, key);
            }
        }
        return new Roots(Collections.unmodifiableMap(roots));
    }

    private static boolean isAes256(SecretKey key) {
        byte[] material = key.getEncoded();
        boolean fits = key.getAlgorithm().equals("AES") && material != null && material.length == KEY_BYTES;
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
