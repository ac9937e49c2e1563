package io.kafkafips.cli.certificate;

import io.kafkafips.authorizer.identity.CertificatePrincipal;
import io.kafkafips.authorizer.kafka.CertificatePrincipalBuilder;
import io.kafkafips.cli.output.CommandFailure;
import java.net.InetAddress;
import java.util.List;
import java.util.Map;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.security.auth.KafkaPrincipal;
import org.apache.kafka.common.security.auth.SslAuthenticationContext;

/** A client as a broker sees it: its certificate goes through the very class that derives principals in a broker. */
public final class BrokerView {
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
     * What a broker would know of a client with this certificate, the verification of its chain left out.
     *
     * @throws CommandFailure when a broker would refuse it
     */
    public Client client(CertificateFile certificate) {
        CertificatePrincipalBuilder builder = new CertificatePrincipalBuilder();
        try {
            builder.configure(serverSettings);
            KafkaPrincipal principal = builder.build(new SslAuthenticationContext(
                    new OfflineSession(certificate.chain()), InetAddress.getLoopbackAddress(), LISTENER));
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
}
