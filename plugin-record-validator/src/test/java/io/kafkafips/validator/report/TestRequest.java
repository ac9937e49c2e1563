package io.kafkafips.validator.report;

import io.kafkafips.commons.audit.AuditData;
import io.kafkafips.commons.audit.CertificateHolder;
import java.net.InetAddress;
import org.apache.kafka.common.security.auth.KafkaPrincipal;
import org.apache.kafka.common.security.auth.SecurityProtocol;
import org.apache.kafka.server.authorizer.AuthorizableRequestContext;

/** A produce request of a client. */
record TestRequest(KafkaPrincipal principal, String clientId) implements AuthorizableRequestContext {
    static TestRequest by(String name) {
        return new TestRequest(new KafkaPrincipal("User", name), "app");
    }

    static TestRequest withCertificate(String name, String sha256) {
        return new TestRequest(new Certified(name, sha256), "app");
    }

    @Override
    public String listenerName() {
        return "CLIENTS";
    }

    @Override
    public SecurityProtocol securityProtocol() {
        return SecurityProtocol.SSL;
    }

    @Override
    public InetAddress clientAddress() {
        return InetAddress.getLoopbackAddress();
    }

    @Override
    public int requestType() {
        return 0;
    }

    @Override
    public int requestVersion() {
        return 12;
    }

    @Override
    public int correlationId() {
        return 1;
    }

    private static final class Certified extends KafkaPrincipal implements CertificateHolder {
        private final String sha256;

        Certified(String name, String sha256) {
            super("User", name);
            this.sha256 = sha256;
        }

        @Override
        public String certificateSha256() {
            return sha256;
        }

        @Override
        public void describeCertificate(AuditData data) {
            data.add("issuer", "CN=Test CA").add("serialNumber", "1f").add("sha256", sha256);
        }
    }
}
