package io.kafkafips.cli.certificate;

import java.security.Principal;
import java.security.cert.Certificate;
import java.security.cert.X509Certificate;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import javax.net.ssl.SSLSession;
import javax.net.ssl.SSLSessionContext;
import org.jspecify.annotations.Nullable;

/**
 * A TLS session that never was: what a broker would have of a client that shows these certificates, so that the broker's own code
 * derives the principals. Not thread-safe.
 */
final class OfflineSession implements SSLSession {
    private static final int PACKET_BYTES = 16 * 1024;

    private final List<X509Certificate> chain;
    private final Map<String, Object> values = new HashMap<>();

    OfflineSession(List<X509Certificate> chain) {
        this.chain = List.copyOf(chain);
    }

    @Override
    public Certificate[] getPeerCertificates() {
        return chain.toArray(Certificate[]::new);
    }

    @Override
    public Principal getPeerPrincipal() {
        return chain.get(0).getSubjectX500Principal();
    }

    @Override
    public void putValue(String name, Object value) {
        values.put(name, value);
    }

    @Override
    public @Nullable Object getValue(String name) {
        return values.get(name);
    }

    @Override
    public void removeValue(String name) {
        values.remove(name);
    }

    @Override
    public String[] getValueNames() {
        return values.keySet().toArray(String[]::new);
    }

    @Override
    public String getProtocol() {
        return "TLSv1.3";
    }

    @Override
    public String getCipherSuite() {
        return "TLS_AES_256_GCM_SHA384";
    }

    @Override
    public boolean isValid() {
        return true;
    }

    @Override
    public void invalidate() {
        values.clear();
    }

    @Override
    public byte[] getId() {
        return new byte[0];
    }

    @Override
    public @Nullable SSLSessionContext getSessionContext() {
        return null;
    }

    @Override
    public long getCreationTime() {
        return 0;
    }

    @Override
    public long getLastAccessedTime() {
        return 0;
    }

    @Override
    public Certificate[] getLocalCertificates() {
        return new Certificate[0];
    }

    @Override
    public @Nullable Principal getLocalPrincipal() {
        return null;
    }

    @Override
    public @Nullable String getPeerHost() {
        return null;
    }

    @Override
    public int getPeerPort() {
        return -1;
    }

    @Override
    public int getPacketBufferSize() {
        return PACKET_BYTES;
    }

    @Override
    public int getApplicationBufferSize() {
        return PACKET_BYTES;
    }
}
