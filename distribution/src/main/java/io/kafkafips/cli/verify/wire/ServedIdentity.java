package io.kafkafips.cli.verify.wire;

import java.net.Socket;
import java.security.PublicKey;
import java.security.cert.CertificateException;
import java.security.cert.X509Certificate;
import java.util.ArrayList;
import java.util.List;
import javax.net.ssl.SSLEngine;
import javax.net.ssl.X509ExtendedTrustManager;

/**
 * Takes down the chain that a server shows, and goes on only where the key is one that was seen before: a probe of what the server thinks of
 * its client is no judgement of the server, and must not turn into a man in the middle's. Not thread-safe.
 */
final class ServedIdentity extends X509ExtendedTrustManager {
    private final List<PublicKey> expected;
    private final List<X509Certificate> seen = new ArrayList<>();

    /**
     * Makes one.
     *
     * @param expected keys with which it goes on; none to stop at the certificate
     */
    ServedIdentity(List<PublicKey> expected) {
        this.expected = List.copyOf(expected);
    }

    /** The chain, leaf first; empty when none came. */
    List<X509Certificate> chain() {
        return List.copyOf(seen);
    }

    @Override
    public void checkServerTrusted(X509Certificate[] chain, String authType) throws CertificateException {
        seen.clear();
        seen.addAll(List.of(chain));
        if (!expected.contains(chain[0].getPublicKey())) {
            throw new CertificateException("the certificate is taken down; no handshake is wanted");
        }
    }

    @Override
    public void checkServerTrusted(X509Certificate[] chain, String authType, Socket socket)
            throws CertificateException {
        checkServerTrusted(chain, authType);
    }

    @Override
    public void checkServerTrusted(X509Certificate[] chain, String authType, SSLEngine engine)
            throws CertificateException {
        checkServerTrusted(chain, authType);
    }

    @Override
    public void checkClientTrusted(X509Certificate[] chain, String authType) throws CertificateException {
        throw new CertificateException("this is a client");
    }

    @Override
    public void checkClientTrusted(X509Certificate[] chain, String authType, Socket socket)
            throws CertificateException {
        checkClientTrusted(chain, authType);
    }

    @Override
    public void checkClientTrusted(X509Certificate[] chain, String authType, SSLEngine engine)
            throws CertificateException {
        checkClientTrusted(chain, authType);
    }

    @Override
    public X509Certificate[] getAcceptedIssuers() {
        return new X509Certificate[0];
    }
}
