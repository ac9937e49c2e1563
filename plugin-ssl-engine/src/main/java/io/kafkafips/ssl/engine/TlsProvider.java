package io.kafkafips.ssl.engine;

import io.kafkafips.commons.fips.FipsJca;
import io.kafkafips.commons.fips.ProviderBoundary;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.security.NoSuchProviderException;
import java.security.Provider;
import java.security.Security;
import java.security.Signature;
import java.security.cert.CertPathBuilder;
import java.security.cert.CertStore;
import java.security.cert.CollectionCertStoreParameters;
import java.security.cert.X509Certificate;
import java.util.Collection;
import java.util.ServiceLoader;
import javax.net.ssl.KeyManager;
import javax.net.ssl.KeyManagerFactory;
import javax.net.ssl.SSLContext;
import javax.net.ssl.TrustManager;
import javax.net.ssl.TrustManagerFactory;
import javax.net.ssl.X509ExtendedTrustManager;
import org.bouncycastle.operator.InputDecryptorProvider;
import org.bouncycastle.pkcs.jcajce.JcePKCSPBEInputDecryptorProviderBuilder;
import org.jspecify.annotations.Nullable;

/**
 * The one door of this plug-in to JCA and JSSE: every object comes from {@code BCJSSE} or {@code BCFIPS} by name, whatever the order of
 * the providers, and TLS contexts from {@link RecordLayer}, which is BCJSSE over the same module. Stateless.
 *
 * <p>A forbidden operation reaches the caller as {@code FipsUnapprovedOperationError}, which is an {@link AssertionError}: callers
 * that feed foreign material catch it.
 */
@ProviderBoundary
public final class TlsProvider {
    private static final String PKIX = "PKIX";

    private TlsProvider() {}

    /** A TLS context over {@link RecordLayer} that draws from the module's DRBG. */
    public static SSLContext context(KeyManager[] keys, TrustManager[] trust) throws GeneralSecurityException {
        return context(keys, trust, recordLayer(null));
    }

    /**
     * A TLS context whose handshake signatures a PKCS#11 token makes, because its keys do not leave it; everything else, records
     * included, comes from the module.
     */
    public static SSLContext contextWithToken(KeyManager[] keys, TrustManager[] trust, Provider token)
            throws GeneralSecurityException {
        return context(keys, trust, recordLayer(token));
    }

    private static SSLContext context(KeyManager[] keys, TrustManager[] trust, Provider jsse)
            throws GeneralSecurityException {
        SSLContext context = SSLContext.getInstance("TLS", jsse);
        context.init(keys, trust, FipsJca.keyRandom());
        return context;
    }

    /**
     * The JDK's SunPKCS11 over a token. It is not registered: nobody gets an algorithm of it without asking this object.
     *
     * @param configuration text of a SunPKCS11 configuration file
     */
    public static Provider token(String configuration) throws NoSuchProviderException {
        return ServiceLoader.load(Provider.class, ClassLoader.getSystemClassLoader()).stream()
                .filter(provider -> provider.type().getName().equals("sun.security.pkcs11.SunPKCS11"))
                .findFirst()
                .orElseThrow(() -> new NoSuchProviderException("this JDK has no module jdk.crypto.cryptoki"))
                .get()
                .configure("--" + configuration);
    }

    /** The keys of a token. */
    public static KeyStore tokenStore(Provider token) throws GeneralSecurityException {
        return KeyStore.getInstance("PKCS11", token);
    }

    /** BCJSSE over our record layer, all cryptography in the registered module. */
    static Provider recordLayer(@Nullable Provider token) throws NoSuchProviderException {
        Provider module = Security.getProvider(FipsJca.PROVIDER);
        if (module == null) {
            throw new NoSuchProviderException(FipsJca.PROVIDER + " is not registered");
        }
        return RecordLayer.over(module, token);
    }

    /** Key managers over every private key of a store. Unlocks them at once: one PBKDF2 per key. */
    public static KeyManager[] keyManagers(KeyStore store, char @Nullable [] keyPassword)
            throws GeneralSecurityException {
        KeyManagerFactory factory = KeyManagerFactory.getInstance(PKIX, FipsJca.JSSE_PROVIDER);
        factory.init(store, keyPassword);
        return factory.getKeyManagers();
    }

    /** A trust manager that builds PKIX paths (RFC 5280) to the certificates of a store. */
    public static X509ExtendedTrustManager trustManager(KeyStore store) throws GeneralSecurityException {
        TrustManagerFactory factory = TrustManagerFactory.getInstance(PKIX, FipsJca.JSSE_PROVIDER);
        factory.init(store);
        for (TrustManager manager : factory.getTrustManagers()) {
            if (manager instanceof X509ExtendedTrustManager extended) {
                return extended;
            }
        }
        throw new GeneralSecurityException(FipsJca.JSSE_PROVIDER + " has no X509ExtendedTrustManager");
    }

    /** A builder and verifier of certification paths (RFC 5280, section 6). */
    public static CertPathBuilder pathBuilder() throws GeneralSecurityException {
        return CertPathBuilder.getInstance(PKIX, FipsJca.PROVIDER);
    }

    /** Certificates for {@link #pathBuilder} to choose from. */
    public static CertStore certificates(Collection<X509Certificate> certificates) throws GeneralSecurityException {
        return CertStore.getInstance("Collection", new CollectionCertStoreParameters(certificates), FipsJca.PROVIDER);
    }

    /** Opens password-encrypted PKCS#8 keys (RFC 8018, PBES2). */
    public static InputDecryptorProvider pbes2(char[] password) {
        return new JcePKCSPBEInputDecryptorProviderBuilder()
                .setProvider(FipsJca.PROVIDER)
                .build(password);
    }

    /** A signature algorithm of the module. */
    public static Signature signature(String algorithm) throws GeneralSecurityException {
        return Signature.getInstance(algorithm, FipsJca.PROVIDER);
    }

    /** A signature algorithm of a PKCS#11 token. */
    public static Signature signature(String algorithm, Provider token) throws GeneralSecurityException {
        return Signature.getInstance(algorithm, token);
    }
}
