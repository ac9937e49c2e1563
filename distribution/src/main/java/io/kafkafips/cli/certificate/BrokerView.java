package io.kafkafips.cli.certificate;

import io.kafkafips.authorizer.identity.CertificatePrincipal;
import io.kafkafips.authorizer.kafka.CertificatePrincipalBuilder;
import io.kafkafips.cli.output.CommandFailure;
import io.kafkafips.ssl.trust.VerifiedPaths;
import java.net.InetAddress;
import java.security.cert.CertificateException;
import java.security.cert.X509Certificate;
import java.util.List;
import java.util.Map;
import javax.net.ssl.SSLSession;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.security.auth.KafkaPrincipal;
import org.apache.kafka.common.security.auth.SslAuthenticationContext;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** A client as a broker sees it: its certificate goes through the very class that derives principals in a broker. */
public final class BrokerView {
    private static final Logger LOG = LoggerFactory.getLogger(BrokerView.class);
    private static final String LISTENER = "SSL";

    private final Map<String, String> serverSettings;

    /**
     * Makes a view.
     *
     * @param serverSettings {@code server.properties} of the broker, empty for Kafka's defaults
     */
    public BrokerView(Map<String, String> serverSettings) {
        this.serverSettings = Map.copyOf(serverSettings);
    }

    /**
     * What a broker would know of a client with this certificate. The last certificate of the file counts as the trust anchor if a
     * valid path leads to it; else the verification is left out, and what rests upon it is missing.
     *
     * @throws CommandFailure when a broker would refuse it
     */
    public Client client(CertificateFile certificate) {
        CertificatePrincipalBuilder builder = new CertificatePrincipalBuilder();
        try {
            builder.configure(serverSettings);
            OfflineSession session = new OfflineSession(certificate.chain());
            attachPath(certificate, session);
            KafkaPrincipal principal =
                    builder.build(new SslAuthenticationContext(session, InetAddress.getLoopbackAddress(), LISTENER));
            List<String> names =
                    principal instanceof CertificatePrincipal derived ? derived.names() : List.of(principal.toString());
            return new Client(names, certificate.leaf().getNotAfter().toInstant());
        } catch (KafkaException e) {
            throw CommandFailure.usage(
                    certificate.file() + ": a broker with these settings would refuse the certificate",
                    "mend the certificate, or the setting that is named",
                    e);
        }
    }

    private static void attachPath(CertificateFile certificate, SSLSession session) {
        List<X509Certificate> chain = certificate.chain();
        if (chain.size() < 2) {
            return;
        }
        try {
            new VerifiedPaths(chain.subList(chain.size() - 1, chain.size()))
                    .find(chain.toArray(X509Certificate[]::new))
                    .attachTo(session);
        } catch (CertificateException e) {
            LOG.debug("No path leads to the last certificate of {}", certificate.file(), e);
        }
    }
}
