package io.kafkafips.ssl.engine;

import java.net.Socket;
import java.security.cert.CertificateException;
import java.security.cert.X509Certificate;
import javax.net.ssl.SSLEngine;
import javax.net.ssl.X509ExtendedTrustManager;
import org.jspecify.annotations.Nullable;

/**
 * A trust manager around another one, with one method for the six ways in which a TLS stack may ask. Thread-safe if the delegate and the
 * subclass are.
 */
public abstract class CheckingTrustManager extends X509ExtendedTrustManager {
    private final X509ExtendedTrustManager delegate;

    protected CheckingTrustManager(X509ExtendedTrustManager delegate) {
        this.delegate = delegate;
    }

    /** The delegate's verdict. */
    @FunctionalInterface
    public interface Check {
        /**
         * Asks for it.
         *
         * @throws CertificateException when the chain is refused
         */
        void run() throws CertificateException;
    }

    /**
     * Checks a chain.
     *
     * @param chain as the peer sent it
     * @param engine the engine of the connection, {@code null} when it is not one's
     * @param check the delegate's part, to be run once
     * @throws CertificateException when the chain is refused
     */
    protected abstract void check(X509Certificate[] chain, @Nullable SSLEngine engine, Check check)
            throws CertificateException;

    @Override
    public final void checkClientTrusted(X509Certificate[] chain, String authType) throws CertificateException {
        check(chain, null, () -> delegate.checkClientTrusted(chain, authType));
    }

    @Override
    public final void checkClientTrusted(X509Certificate[] chain, String authType, Socket socket)
            throws CertificateException {
        check(chain, null, () -> delegate.checkClientTrusted(chain, authType, socket));
    }

    @Override
    public final void checkClientTrusted(X509Certificate[] chain, String authType, SSLEngine engine)
            throws CertificateException {
        check(chain, engine, () -> delegate.checkClientTrusted(chain, authType, engine));
    }

    @Override
    public final void checkServerTrusted(X509Certificate[] chain, String authType) throws CertificateException {
        check(chain, null, () -> delegate.checkServerTrusted(chain, authType));
    }

    @Override
    public final void checkServerTrusted(X509Certificate[] chain, String authType, Socket socket)
            throws CertificateException {
        check(chain, null, () -> delegate.checkServerTrusted(chain, authType, socket));
    }

    @Override
    public final void checkServerTrusted(X509Certificate[] chain, String authType, SSLEngine engine)
            throws CertificateException {
        check(chain, engine, () -> delegate.checkServerTrusted(chain, authType, engine));
    }

    /** The subjects that a server names to its clients, so that they pick a certificate it can accept. */
    @Override
    public final X509Certificate[] getAcceptedIssuers() {
        return delegate.getAcceptedIssuers();
    }
}
