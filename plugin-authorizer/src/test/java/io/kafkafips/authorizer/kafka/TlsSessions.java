package io.kafkafips.authorizer.kafka;

import io.kafkafips.testkit.Identity;
import io.kafkafips.testkit.Pki;
import java.nio.ByteBuffer;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.security.cert.Certificate;
import javax.net.ssl.KeyManagerFactory;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLEngine;
import javax.net.ssl.SSLEngineResult;
import javax.net.ssl.SSLEngineResult.HandshakeStatus;
import javax.net.ssl.SSLException;
import javax.net.ssl.SSLSession;
import javax.net.ssl.TrustManagerFactory;
import org.jspecify.annotations.Nullable;

/** Sessions of real handshakes between two engines of BCJSSE in memory. */
final class TlsSessions {
    private static final char[] PASSWORD = "secret".toCharArray();

    private TlsSessions() {}

    /** The session as the server has it; the client shows the given certificate, or none. */
    static SSLSession serverSession(Pki ca, Identity server, @Nullable Identity client)
            throws GeneralSecurityException, SSLException {
        SSLEngine serverEngine = context(ca, server).createSSLEngine();
        serverEngine.setUseClientMode(false);
        serverEngine.setWantClientAuth(true);
        SSLEngine clientEngine = context(ca, client).createSSLEngine();
        clientEngine.setUseClientMode(true);
        handshake(clientEngine, serverEngine);
        return serverEngine.getSession();
    }

    private static SSLContext context(Pki ca, @Nullable Identity identity) throws GeneralSecurityException {
        KeyStore trusted = store();
        trusted.setCertificateEntry("ca", ca.certificate());
        TrustManagerFactory trust = TrustManagerFactory.getInstance("PKIX", "BCJSSE");
        trust.init(trusted);
        KeyStore own = store();
        if (identity != null) {
            own.setKeyEntry("key", identity.key(), PASSWORD, identity.chain().toArray(Certificate[]::new));
        }
        KeyManagerFactory keys = KeyManagerFactory.getInstance("PKIX", "BCJSSE");
        keys.init(own, PASSWORD);
        SSLContext context = SSLContext.getInstance("TLSv1.3", "BCJSSE");
        context.init(keys.getKeyManagers(), trust.getTrustManagers(), null);
        return context;
    }

    private static KeyStore store() throws GeneralSecurityException {
        try {
            KeyStore store = KeyStore.getInstance("BCFKS", "BCFIPS");
            store.load(null, null);
            return store;
        } catch (java.io.IOException e) {
            throw new IllegalStateException(e);
        }
    }

    private static void handshake(SSLEngine client, SSLEngine server) throws SSLException {
        int size = client.getSession().getPacketBufferSize() * 4;
        ByteBuffer toServer = ByteBuffer.allocate(size);
        ByteBuffer toClient = ByteBuffer.allocate(size);
        client.beginHandshake();
        server.beginHandshake();
        for (int round = 0; round < 100 && (isBusy(client) || isBusy(server)); round++) {
            step(client, toClient, toServer);
            step(server, toServer, toClient);
        }
    }

    private static void step(SSLEngine engine, ByteBuffer in, ByteBuffer out) throws SSLException {
        HandshakeStatus status = engine.getHandshakeStatus();
        if (status == HandshakeStatus.NEED_TASK) {
            engine.getDelegatedTask().run();
        } else if (status == HandshakeStatus.NEED_WRAP) {
            engine.wrap(ByteBuffer.allocate(0), out);
        } else if (status == HandshakeStatus.NEED_UNWRAP) {
            in.flip();
            SSLEngineResult result = engine.unwrap(in, ByteBuffer.allocate(in.capacity()));
            in.compact();
            if (result.getStatus() == SSLEngineResult.Status.CLOSED) {
                throw new SSLException("The handshake failed");
            }
        }
    }

    private static boolean isBusy(SSLEngine engine) {
        return engine.getHandshakeStatus() != HandshakeStatus.NOT_HANDSHAKING;
    }
}
