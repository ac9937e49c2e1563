package io.kafkafips.cli.certificate;

import io.kafkafips.authorizer.identity.CertificatePrincipal;
import io.kafkafips.authorizer.identity.PrincipalRules;
import io.kafkafips.authorizer.kafka.CertificatePrincipalBuilder;
import io.kafkafips.cli.output.CommandFailure;
import io.kafkafips.commons.x509.VerifiedPath;
import io.kafkafips.ssl.trust.VerifiedPaths;
import java.net.InetAddress;
import java.security.cert.CertificateException;
import java.security.cert.X509Certificate;
import java.util.List;
import java.util.Map;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.security.auth.KafkaPrincipal;
import org.apache.kafka.common.security.auth.SslAuthenticationContext;
import org.jspecify.annotations.Nullable;

/** A client as a broker sees it: its certificate goes through the very class that derives principals in a broker. */
public final class BrokerView {
    private static final String LISTENER = "SSL";

    private final Map<String, String> serverSettings;
    private final List<X509Certificate> trustAnchors;

    /**
     * Makes a view.
     *
     * @param serverSettings {@code server.properties} of the broker, empty for Kafka's defaults
     * @param trustAnchors the broker's trust store; empty to take what a certificate's own file ends with
     */
    public BrokerView(Map<String, String> serverSettings, List<X509Certificate> trustAnchors) {
        this.serverSettings = Map.copyOf(serverSettings);
        this.trustAnchors = List.copyOf(trustAnchors);
    }

    /**
     * What a broker would know of a client with this certificate.
     *
     * @throws CommandFailure when a broker would refuse it, or when the settings go by trust anchor and none is known
     */
    public Client client(CertificateFile certificate) {
        OfflineSession session = new OfflineSession(certificate.chain());
        CertificatePrincipalBuilder builder = new CertificatePrincipalBuilder();
        try {
            X509Certificate anchor = attachPath(session, certificate);
            if (anchor == null && serverSettings.containsKey(PrincipalRules.CONFIG)) {
                throw CommandFailure.usage(
                        certificate.file() + " does not tell its trust anchor, which " + PrincipalRules.CONFIG
                                + " go by",
                        "--trust-anchors <PEM file with the certificates of the broker's trust store>");
            }
            builder.configure(serverSettings);
            KafkaPrincipal principal =
                    builder.build(new SslAuthenticationContext(session, InetAddress.getLoopbackAddress(), LISTENER));
            return client(principal, certificate.leaf(), anchor);
        } catch (CertificateException e) {
            throw refused(certificate, "a file with the certificates between it and a trust anchor", e);
        } catch (KafkaException e) {
            throw refused(certificate, "mend the certificate, or the setting that is named", e);
        }
    }

    /** The anchor; {@code null} when none is known. */
    private @Nullable X509Certificate attachPath(OfflineSession session, CertificateFile certificate)
            throws CertificateException {
        List<X509Certificate> anchors = trustAnchors.isEmpty() ? certificate.selfSignedEnd() : trustAnchors;
        if (anchors.isEmpty()) {
            return null;
        }
        try {
            VerifiedPath path =
                    new VerifiedPaths(anchors).find(certificate.chain().toArray(X509Certificate[]::new));
            path.attachTo(session);
            return path.anchor();
        } catch (CertificateException e) {
            if (trustAnchors.isEmpty()) {
                return null;
            }
            throw e;
        }
    }

    private Client client(KafkaPrincipal principal, X509Certificate leaf, @Nullable X509Certificate anchor) {
        String anchorName = anchor == null
                ? null
                : anchor.getSubjectX500Principal().getName() + (trustAnchors.isEmpty() ? ", as the file has it" : "");
        return principal instanceof CertificatePrincipal derived
                ? new Client(derived.names(), derived.identity().path().notAfter(), anchorName)
                : new Client(List.of(principal.toString()), leaf.getNotAfter().toInstant(), anchorName);
    }

    private static CommandFailure refused(CertificateFile certificate, String remedy, Exception cause) {
        return CommandFailure.usage(
                certificate.file() + ": a broker with these settings would refuse the certificate", remedy, cause);
    }
}
