package io.kafkafips.commons.x509;

import java.math.BigInteger;
import java.security.PublicKey;
import java.security.cert.CRLException;
import java.security.cert.CertificateEncodingException;
import java.security.cert.X509CRL;
import java.security.cert.X509Certificate;
import java.time.Clock;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.ConcurrentHashMap;
import javax.security.auth.x500.X500Principal;

/**
 * What CRLs (RFC 5280, section 5) say about certificates, in memory: a lookup by issuer and serial number does no I/O and takes no lock.
 *
 * <p>A CRL counts only for the name <em>and the key</em> that signed it, and only once a certificate of that authority is known
 * ({@link #learn}); until then it waits. Of several complete CRLs of one authority the latest counts; the last good one stays, whatever
 * becomes of its file. A certificate that is on it stays revoked after {@code nextUpdate}; one that is not is then
 * {@link RevocationStatus#UNKNOWN}.
 *
 * <p>A delta CRL, and one for part of the certificates (issuing distribution point), adds revocations but never proves that a
 * certificate is good. Entries about other issuers (indirect CRLs) do not count. Thread-safe: readers see one immutable snapshot.
 */
public final class RevocationList {
    private static final int MOST_AUTHORITIES = 4096;
    private static final int MOST_WAITING = 1024;

    private final Clock clock;
    private final Map<Authority, X509Certificate> authorities = new ConcurrentHashMap<>();
    private final Map<String, X509CRL> waiting = new LinkedHashMap<>();
    private volatile Map<Authority, Statement> statements = Map.of();
    private volatile Map<IssuerId, Statement> byIssuer = Map.of();

    public RevocationList(Clock clock) {
        this.clock = clock;
    }

    /** A name and a key: two authorities of the same name are two. */
    private record Authority(X500Principal name, PublicKey key) {
        static Authority of(X509Certificate certificate) {
            return new Authority(certificate.getSubjectX500Principal(), certificate.getPublicKey());
        }
    }

    /** All that an authority says: its latest complete CRL, if there is one, and partial ones since. */
    private record Statement(List<VerifiedCrl> complete, List<VerifiedCrl> partial) {
        static final Statement NOTHING = new Statement(List.of(), List.of());

        boolean revokes(BigInteger serial) {
            return contains(complete, serial) || contains(partial, serial);
        }

        private static boolean contains(List<VerifiedCrl> crls, BigInteger serial) {
            for (VerifiedCrl crl : crls) {
                if (crl.serials().contains(serial)) {
                    return true;
                }
            }
            return false;
        }

        Statement with(VerifiedCrl crl) {
            if (!crl.facts().complete()) {
                List<VerifiedCrl> longer = new ArrayList<>(partial);
                longer.removeIf(known -> known.source().equals(crl.source()));
                longer.add(crl);
                return new Statement(complete, List.copyOf(longer));
            }
            for (VerifiedCrl known : complete) {
                if (known.facts().thisUpdate().isAfter(crl.facts().thisUpdate())) {
                    return this;
                }
            }
            List<VerifiedCrl> since = partial.stream()
                    .filter(delta ->
                            !delta.facts().thisUpdate().isBefore(crl.facts().thisUpdate()))
                    .toList();
            return new Statement(List.of(crl), since);
        }
    }

    /** Makes an authority known, after its own chain was verified; CRLs that waited for it are verified now. */
    public void learn(X509Certificate authority) {
        Authority key = Authority.of(authority);
        if (authorities.containsKey(key) || authorities.size() >= MOST_AUTHORITIES) {
            return;
        }
        synchronized (waiting) {
            authorities.put(key, authority);
            for (Map.Entry<String, X509CRL> entry : List.copyOf(waiting.entrySet())) {
                X509CRL crl = entry.getValue();
                if (crl.getIssuerX500Principal().equals(key.name()) && VerifiedCrl.isSignedBy(crl, authority)) {
                    waiting.remove(entry.getKey());
                    publish(key, VerifiedCrl.of(entry.getKey(), crl));
                }
            }
        }
    }

    /**
     * Takes a CRL in.
     *
     * @param source where it comes from; a later CRL of the same source that nobody known has signed replaces an earlier one
     * @return whether an authority that is known has signed it; if not, it waits until one is
     * @throws CRLException when it must not be used
     */
    public boolean offer(String source, X509CRL crl) throws CRLException {
        synchronized (waiting) {
            if (offerVerified(source, crl)) {
                return true;
            }
            if (waiting.size() >= MOST_WAITING && !waiting.containsKey(source)) {
                throw new CRLException("More than " + MOST_WAITING + " CRLs wait for the certificate of their issuer");
            }
            waiting.put(source, crl);
            return false;
        }
    }

    /**
     * Takes a CRL in if an authority that is known has signed it, and else forgets it: what comes from a network must not fill the memory.
     *
     * @param source where it comes from
     * @return whether it was taken in
     * @throws CRLException when it must not be used
     */
    public boolean offerVerified(String source, X509CRL crl) throws CRLException {
        VerifiedCrl.requireUsable(crl, clock.instant());
        synchronized (waiting) {
            for (Map.Entry<Authority, X509Certificate> known : authorities.entrySet()) {
                if (known.getKey().name().equals(crl.getIssuerX500Principal())
                        && VerifiedCrl.isSignedBy(crl, known.getValue())) {
                    waiting.remove(source);
                    publish(known.getKey(), VerifiedCrl.of(source, crl));
                    return true;
                }
            }
            return false;
        }
    }

    private void publish(Authority authority, VerifiedCrl crl) {
        Map<Authority, Statement> next = new HashMap<>(statements);
        next.merge(authority, Statement.NOTHING.with(crl), (known, unused) -> known.with(crl));
        statements = Map.copyOf(next);
        byIssuer = byIssuer(next);
    }

    private Map<IssuerId, Statement> byIssuer(Map<Authority, Statement> all) {
        Map<IssuerId, Statement> found = new HashMap<>();
        all.forEach((authority, statement) -> {
            try {
                found.put(IssuerId.of(Objects.requireNonNull(authorities.get(authority))), statement);
            } catch (CertificateEncodingException e) {
                throw new IllegalStateException("The digest of the FIPS module is gone", e);
            }
        });
        return Map.copyOf(found);
    }

    /**
     * What is known about a certificate.
     *
     * @param issuer the certificate that signed it, itself verified
     */
    public RevocationStatus status(X509Certificate certificate, X509Certificate issuer) {
        Statement statement = statements.get(Authority.of(issuer));
        if (statement == null || !certificate.getIssuerX500Principal().equals(issuer.getSubjectX500Principal())) {
            return RevocationStatus.UNKNOWN;
        }
        if (statement.revokes(certificate.getSerialNumber())) {
            return RevocationStatus.REVOKED;
        }
        boolean fresh = statement.complete().stream()
                .anyMatch(crl -> clock.instant().isBefore(crl.facts().nextUpdate()));
        return fresh ? RevocationStatus.GOOD : RevocationStatus.UNKNOWN;
    }

    /** Whether a verified CRL of its issuer revokes a certificate of which no more is at hand. About 40 ns. */
    public boolean isRevoked(CertificateId certificate) {
        Statement statement = byIssuer.get(certificate.issuer());
        return statement != null && statement.revokes(certificate.serialNumber());
    }

    /** Every CRL that counts. */
    public List<CrlFacts> crls() {
        List<CrlFacts> facts = new ArrayList<>();
        for (Statement statement : statements.values()) {
            statement.complete().forEach(crl -> facts.add(crl.facts()));
            statement.partial().forEach(crl -> facts.add(crl.facts()));
        }
        return facts;
    }
}
