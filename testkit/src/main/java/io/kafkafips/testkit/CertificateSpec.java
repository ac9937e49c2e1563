package io.kafkafips.testkit;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
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
        return new CertificateSpec(
                subject,
                plus(dnsNames, name),
                ipAddresses,
                uris,
                emails,
                key,
                signatureAlgorithm,
                notBefore,
                notAfter,
                clientAuth,
                serverAuth,
                authority);
    }

    public CertificateSpec withIp(String address) {
        return new CertificateSpec(
                subject,
                dnsNames,
                plus(ipAddresses, address),
                uris,
                emails,
                key,
                signatureAlgorithm,
                notBefore,
                notAfter,
                clientAuth,
                serverAuth,
                authority);
    }

    public CertificateSpec withUri(String uri) {
        return new CertificateSpec(
                subject,
                dnsNames,
                ipAddresses,
                plus(uris, uri),
                emails,
                key,
                signatureAlgorithm,
                notBefore,
                notAfter,
                clientAuth,
                serverAuth,
                authority);
    }

    public CertificateSpec withEmail(String email) {
        return new CertificateSpec(
                subject,
                dnsNames,
                ipAddresses,
                uris,
                plus(emails, email),
                key,
                signatureAlgorithm,
                notBefore,
                notAfter,
                clientAuth,
                serverAuth,
                authority);
    }

    public CertificateSpec withKey(KeySpec other) {
        return new CertificateSpec(
                subject,
                dnsNames,
                ipAddresses,
                uris,
                emails,
                other,
                signatureAlgorithm,
                notBefore,
                notAfter,
                clientAuth,
                serverAuth,
                authority);
    }

    public CertificateSpec withSignatureAlgorithm(String name) {
        return new CertificateSpec(
                subject,
                dnsNames,
                ipAddresses,
                uris,
                emails,
                key,
                name,
                notBefore,
                notAfter,
                clientAuth,
                serverAuth,
                authority);
    }

    public CertificateSpec withValidity(Instant from, Instant to) {
        return new CertificateSpec(
                subject,
                dnsNames,
                ipAddresses,
                uris,
                emails,
                key,
                signatureAlgorithm,
                from,
                to,
                clientAuth,
                serverAuth,
                authority);
    }

    public CertificateSpec withUsage(boolean client, boolean server) {
        return new CertificateSpec(
                subject,
                dnsNames,
                ipAddresses,
                uris,
                emails,
                key,
                signatureAlgorithm,
                notBefore,
                notAfter,
                client,
                server,
                authority);
    }

    public CertificateSpec asAuthority() {
        return new CertificateSpec(
                subject,
                dnsNames,
                ipAddresses,
                uris,
                emails,
                key,
                signatureAlgorithm,
                notBefore,
                notAfter,
                false,
                false,
                true);
    }

    private static List<String> plus(List<String> list, String element) {
        List<String> longer = new ArrayList<>(list);
        longer.add(element);
        return List.copyOf(longer);
    }
}
