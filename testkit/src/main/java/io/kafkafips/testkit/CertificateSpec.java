package io.kafkafips.testkit;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * What a certificate shall say; every {@code with} method returns a changed copy. The default is a P-256 end entity for both client
 * and server, valid from an hour ago for a day.
 *
 * @param subject RFC 2253 distinguished name
 * @param dnsNames subject alternative names of type dNSName
 * @param ipAddresses subject alternative names of type iPAddress
 * @param uris subject alternative names of type URI
 * @param emails subject alternative names of type rfc822Name
 * @param policies object identifiers of certificate policies
 * @param key the subject's kind of key
 * @param signatureAlgorithm JCA name, {@code null} for SHA-256 with the issuer's key
 * @param notBefore start of the validity
 * @param notAfter end of the validity
 * @param clientAuth whether the extended key usage has clientAuth
 * @param serverAuth whether the extended key usage has serverAuth
 * @param authority whether it is a CA certificate
 */
public record CertificateSpec(
        String subject,
        List<String> dnsNames,
        List<String> ipAddresses,
        List<String> uris,
        List<String> emails,
        List<String> policies,
        KeySpec key,
        @Nullable String signatureAlgorithm,
        Instant notBefore,
        Instant notAfter,
        boolean clientAuth,
        boolean serverAuth,
        boolean authority) {

    public static CertificateSpec of(String subject) {
        Instant now = Instant.now();
        return new CertificateSpec(
                subject,
                List.of(),
                List.of(),
                List.of(),
                List.of(),
                List.of(),
                KeySpec.P256,
                null,
                now.minus(Duration.ofHours(1)),
                now.plus(Duration.ofDays(1)),
                true,
                true,
                false);
    }

    /** A node on this machine: {@code localhost} and {@code 127.0.0.1} as alternative names. */
    public static CertificateSpec localServer(String subject) {
        return of(subject).withDns("localhost").withIp("127.0.0.1");
    }

    public CertificateSpec withDns(String name) {
        return changed(draft -> draft.dnsNames = plus(dnsNames, name));
    }

    public CertificateSpec withIp(String address) {
        return changed(draft -> draft.ipAddresses = plus(ipAddresses, address));
    }

    public CertificateSpec withUri(String uri) {
        return changed(draft -> draft.uris = plus(uris, uri));
    }

    public CertificateSpec withEmail(String email) {
        return changed(draft -> draft.emails = plus(emails, email));
    }

    public CertificateSpec withPolicy(String oid) {
        return changed(draft -> draft.policies = plus(policies, oid));
    }

    public CertificateSpec withKey(KeySpec other) {
        return changed(draft -> draft.key = other);
    }

    public CertificateSpec withSignatureAlgorithm(String name) {
        return changed(draft -> draft.signatureAlgorithm = name);
    }

    public CertificateSpec withValidity(Instant from, Instant to) {
        return changed(draft -> {
            draft.notBefore = from;
            draft.notAfter = to;
        });
    }

    public CertificateSpec withUsage(boolean client, boolean server) {
        return changed(draft -> {
            draft.clientAuth = client;
            draft.serverAuth = server;
        });
    }

    public CertificateSpec asAuthority() {
        return withUsage(false, false).changed(draft -> draft.authority = true);
    }

    private CertificateSpec changed(Consumer<Draft> change) {
        Draft draft = new Draft(this);
        change.accept(draft);
        return draft.spec();
    }

    private static List<String> plus(List<String> list, String element) {
        List<String> longer = new ArrayList<>(list);
        longer.add(element);
        return List.copyOf(longer);
    }

    /** A copy on its way to become another spec. */
    private static final class Draft {
        private final String subject;
        private List<String> dnsNames;
        private List<String> ipAddresses;
        private List<String> uris;
        private List<String> emails;
        private List<String> policies;
        private KeySpec key;
        private @Nullable String signatureAlgorithm;
        private Instant notBefore;
        private Instant notAfter;
        private boolean clientAuth;
        private boolean serverAuth;
        private boolean authority;

        Draft(CertificateSpec origin) {
            subject = origin.subject;
            dnsNames = origin.dnsNames;
            ipAddresses = origin.ipAddresses;
            uris = origin.uris;
            emails = origin.emails;
            policies = origin.policies;
            key = origin.key;
            signatureAlgorithm = origin.signatureAlgorithm;
            notBefore = origin.notBefore;
            notAfter = origin.notAfter;
            clientAuth = origin.clientAuth;
            serverAuth = origin.serverAuth;
            authority = origin.authority;
        }

        CertificateSpec spec() {
            return new CertificateSpec(
                    subject,
                    dnsNames,
                    ipAddresses,
                    uris,
                    emails,
                    policies,
                    key,
                    signatureAlgorithm,
                    notBefore,
                    notAfter,
                    clientAuth,
                    serverAuth,
                    authority);
        }
    }
}
