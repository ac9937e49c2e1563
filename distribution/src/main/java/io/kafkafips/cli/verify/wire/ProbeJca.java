package io.kafkafips.cli.verify.wire;

import io.kafkafips.commons.fips.FipsJca;
import io.kafkafips.commons.fips.ProviderBoundary;
import java.security.GeneralSecurityException;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.PrivateKey;
import java.security.Signature;
import java.security.spec.ECGenParameterSpec;
import javax.net.ssl.KeyManager;
import javax.net.ssl.SSLContext;
import javax.net.ssl.TrustManager;

/** The cryptography of the probes, all of it from the FIPS module. Stateless. */
@ProviderBoundary
final class ProbeJca {
    private ProbeJca() {}

    /** A new key pair on P-256. */
    static KeyPair p256() throws GeneralSecurityException {
        KeyPairGenerator generator = KeyPairGenerator.getInstance("EC", FipsJca.PROVIDER);
        generator.initialize(new ECGenParameterSpec("P-256"), FipsJca.keyRandom());
        return generator.generateKeyPair();
    }

    /** An ECDSA signature with SHA-256. */
    static byte[] ecdsa(PrivateKey key, byte[] message) throws GeneralSecurityException {
        Signature signature = Signature.getInstance("SHA256withECDSA", FipsJca.PROVIDER);
        signature.initSign(key, FipsJca.nonceRandom());
        signature.update(message);
        return signature.sign();
    }

    /** The TLS of the module. */
    static SSLContext tls(KeyManager key, TrustManager trust) throws GeneralSecurityException {
        SSLContext context = SSLContext.getInstance("TLS", FipsJca.JSSE_PROVIDER);
        context.init(new KeyManager[] {key}, new TrustManager[] {trust}, FipsJca.keyRandom());
        return context;
    }
}
