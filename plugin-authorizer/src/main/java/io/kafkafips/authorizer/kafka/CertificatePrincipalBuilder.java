package io.kafkafips.authorizer.kafka;

import io.kafkafips.authorizer.identity.AnchorRule;
import io.kafkafips.authorizer.identity.CertificateIdentity;
import io.kafkafips.authorizer.identity.CertificatePrincipal;
import io.kafkafips.authorizer.identity.ParsedCertificates;
import io.kafkafips.authorizer.identity.PrincipalRules;
import io.kafkafips.authorizer.identity.SessionFacts;
import io.kafkafips.commons.x509.CertificateFacts;
import io.kafkafips.commons.x509.KnownRevocations;
import io.kafkafips.commons.x509.VerifiedPath;
import java.io.IOException;
import java.security.cert.Certificate;
import java.security.cert.CertificateException;
import java.security.cert.X509Certificate;
import java.util.Map;
import javax.net.ssl.SSLPeerUnverifiedException;
import javax.net.ssl.SSLSession;
import org.apache.kafka.common.Configurable;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.config.internals.BrokerSecurityConfigs;
import org.apache.kafka.common.security.auth.AuthenticationContext;
import org.apache.kafka.common.security.auth.KafkaPrincipal;
import org.apache.kafka.common.security.auth.KafkaPrincipalBuilder;
import org.apache.kafka.common.security.auth.KafkaPrincipalSerde;
import org.apache.kafka.common.security.auth.PlaintextAuthenticationContext;
import org.apache.kafka.common.security.auth.SaslAuthenticationContext;
import org.apache.kafka.common.security.auth.SslAuthenticationContext;
import org.apache.kafka.common.security.ssl.SslPrincipalMapper;
import org.jspecify.annotations.Nullable;

/**
 * Turns a verified client certificate into a {@link CertificatePrincipal}: the primary name is {@code User} and what {@code
 * ssl.principal.mapping.rules} makes of the subject, beside it stands everything that {@link PrincipalRules} derives. With SASL_SSL the
 * primary name is the SASL name. A client without a certificate is {@code User:ANONYMOUS}, as in Kafka, and so is one whose trust
 * anchor {@code certificate.principal.rules} gives nothing.
 *
 * <pre>
 * principal.builder.class=io.kafkafips.authorizer.kafka.CertificatePrincipalBuilder
 * ssl.client.auth=required
 * </pre>
 *
 * <p>Kafka makes a builder for every connection and asks it for every request. So {@link #configure} does next to nothing, a
 * certificate is read once per session and kept in it, and the proof of the FIPS JVM is left to the authorizer and the TLS engine of the
 * same node; the digest comes from the module by name in any case. Kerberos is not supported: a JVM with the FIPS module alone has none.
 */
public final class CertificatePrincipalBuilder implements KafkaPrincipalBuilder, KafkaPrincipalSerde, Configurable {
    private static final String SESSION_PRINCIPAL = CertificatePrincipal.class.getName();
    private static final String SESSION_PROVEN = Proven.class.getName();
    private static final String SHA256_TYPE = "Sha256";
    private static final String GSSAPI = "GSSAPI";

    private final PrincipalSerde serde = new PrincipalSerde(KnownRevocations.shared());
    private SharedRules rules = SharedRules.of(null);
    private SslPrincipalMapper mapper = SslPrincipalMapper.fromRules("DEFAULT");

    /**
     * Reads the settings.
     *
     * @throws org.apache.kafka.common.config.ConfigException when the rules cannot be used; the authorizer has refused them at the start
     */
    @Override
    public void configure(Map<String, ?> configs) {
        rules = SharedRules.of(configs.get(PrincipalRules.CONFIG));
        Object mapping = configs.get(BrokerSecurityConfigs.SSL_PRINCIPAL_MAPPING_RULES_CONFIG);
        if (mapping != null) {
            mapper = SslPrincipalMapper.fromRules(String.valueOf(mapping));
        }
    }

    @Override
    public KafkaPrincipal build(AuthenticationContext context) {
        if (context instanceof SslAuthenticationContext ssl) {
            return ofTls(ssl);
        }
        if (context instanceof SaslAuthenticationContext sasl) {
            return ofSasl(sasl);
        }
        if (context instanceof PlaintextAuthenticationContext) {
            return KafkaPrincipal.ANONYMOUS;
        }
        throw new IllegalArgumentException(
                "Unhandled authentication context " + context.getClass().getName());
    }

    @Override
    public byte[] serialize(KafkaPrincipal principal) {
        return serde.serialize(principal);
    }

    @Override
    public KafkaPrincipal deserialize(byte[] bytes) {
        return serde.deserialize(bytes);
    }

    private KafkaPrincipal ofTls(SslAuthenticationContext context) {
        SSLSession session = context.session();
        if (session.getValue(SESSION_PRINCIPAL) instanceof KafkaPrincipal known && isOf(context, known)) {
            ParsedCertificates.shared().countReused();
            return known;
        }
        X509Certificate certificate = certificate(session);
        if (certificate == null) {
            return KafkaPrincipal.ANONYMOUS;
        }
        Proven proven = proven(session, certificate);
        KafkaPrincipal principal = proven.rule().grantsNothing()
                // the constant: Kafka refuses delegation tokens to it alone
                ? KafkaPrincipal.ANONYMOUS
                : principal(proven, certificate, facts(context, session));
        session.putValue(SESSION_PRINCIPAL, principal);
        return principal;
    }

    private static boolean isOf(AuthenticationContext context, KafkaPrincipal known) {
        return !(known instanceof CertificatePrincipal certified)
                || certified.session().listener().equals(context.listenerName());
    }

    private static SessionFacts facts(AuthenticationContext context, SSLSession session) {
        return new SessionFacts(context.listenerName(), session.getProtocol());
    }

    /** Named by its SHA-256 where the rules do not grant a user name: nobody else can have that one. */
    private CertificatePrincipal principal(Proven proven, X509Certificate certificate, SessionFacts session) {
        CertificateIdentity identity = proven.identity();
        String user = proven.rule().grantsUser() ? proven.rule().user(mapped(certificate)) : null;
        return user == null
                ? new CertificatePrincipal(SHA256_TYPE, identity.sha256(), false, identity, session)
                : new CertificatePrincipal(KafkaPrincipal.USER_TYPE, user, false, identity, session);
    }

    /** A new principal each time: Kafka marks it when the client came with a delegation token. */
    private KafkaPrincipal ofSasl(SaslAuthenticationContext context) {
        if (context.server().getMechanismName().equals(GSSAPI)) {
            throw new KafkaException("sasl.enabled.mechanisms=GSSAPI is not supported by this principal.builder.class:"
                    + " a JVM with the FIPS module alone has no Kerberos. Remedy: leave GSSAPI out");
        }
        String name = context.server().getAuthorizationID();
        SSLSession session = context.sslSession().orElse(null);
        if (session != null && session.getValue(SESSION_PROVEN) instanceof Proven known) {
            ParsedCertificates.shared().countReused();
            return new CertificatePrincipal(
                    KafkaPrincipal.USER_TYPE, name, false, known.identity(), facts(context, session));
        }
        X509Certificate certificate = session == null ? null : certificate(session);
        return session == null || certificate == null
                ? new KafkaPrincipal(KafkaPrincipal.USER_TYPE, name)
                : new CertificatePrincipal(
                        KafkaPrincipal.USER_TYPE,
                        name,
                        false,
                        proven(session, certificate).identity(),
                        facts(context, session));
    }

    /**
     * What a session's certificate proves.
     *
     * @param rule the one of its trust anchor
     * @param identity what that rule grants
     */
    private record Proven(AnchorRule rule, CertificateIdentity identity) {}

    private Proven proven(SSLSession session, X509Certificate certificate) {
        ParsedCertificates.shared().countRead();
        VerifiedPath attached = VerifiedPath.of(session);
        VerifiedPath path = attached != null && attached.leaf().equals(certificate) ? attached : null;
        AnchorRule rule = rules.rules().ruleFor(path);
        if (rule.grantsNothing()) {
            rules.tellNothingIsGranted(path);
        }
        try {
            Proven proven = new Proven(rule, PrincipalRules.identity(rule, CertificateFacts.of(certificate), path));
            session.putValue(SESSION_PROVEN, proven);
            return proven;
        } catch (CertificateException | IllegalArgumentException e) {
            throw new KafkaException("The client certificate " + described(certificate) + " cannot be used", e);
        }
    }

    /** The leaf, {@code null} when the client showed no certificate. */
    private static @Nullable X509Certificate certificate(SSLSession session) {
        try {
            Certificate[] chain = session.getPeerCertificates();
            return chain.length > 0 && chain[0] instanceof X509Certificate leaf ? leaf : null;
        } catch (SSLPeerUnverifiedException e) {
            return null;
        }
    }

    private String mapped(X509Certificate certificate) {
        String subject = certificate.getSubjectX500Principal().getName();
        try {
            return mapper.getName(subject);
        } catch (IOException e) {
            throw new KafkaException(
                    "No rule of " + BrokerSecurityConfigs.SSL_PRINCIPAL_MAPPING_RULES_CONFIG
                            + " applies to the client certificate " + described(certificate),
                    e);
        }
    }

    private static String described(X509Certificate certificate) {
        return certificate.getSubjectX500Principal().getName() + " (serial number "
                + certificate.getSerialNumber().toString(16) + ")";
    }
}
