package io.kafkafips.commons.x509;

import io.kafkafips.commons.fips.FipsJca;
import java.math.BigInteger;
import java.security.GeneralSecurityException;
import java.security.cert.CRLException;
import java.security.cert.CRLReason;
import java.security.cert.X509CRL;
import java.security.cert.X509CRLEntry;
import java.security.cert.X509Certificate;
import java.time.Duration;
import java.time.Instant;
import java.util.HashSet;
import java.util.Set;
import java.util.TreeSet;

/**
 * A CRL whose signature was verified, as the serial numbers on it. Immutable.
 *
 * @param source where it comes from
 * @param facts what it says about itself
 * @param serials the revoked ones
 */
record VerifiedCrl(String source, CrlFacts facts, Set<BigInteger> serials) {
    private static final String DELTA_INDICATOR = "2.5.29.27";
    private static final String ISSUING_DISTRIBUTION_POINT = "2.5.29.28";
    private static final Set<String> UNDERSTOOD = Set.of(DELTA_INDICATOR, ISSUING_DISTRIBUTION_POINT);
    private static final int KEY_USAGE_CRL_SIGN = 6;

    /** As far as the clocks of authority and node may differ, as with OCSP. */
    private static final Duration SKEW = Duration.ofMinutes(5);

    VerifiedCrl {
        serials = Set.copyOf(serials);
    }

    /**
     * Checks the form of a CRL, before anybody is asked whose it is.
     *
     * @throws CRLException when it must not be used, whoever signed it
     */
    static void requireUsable(X509CRL crl, Instant now) throws CRLException {
        String issuer = name(crl);
        if (crl.getThisUpdate() == null || crl.getThisUpdate().toInstant().isAfter(now.plus(SKEW))) {
            throw new CRLException("The CRL of " + issuer + " is of the future: " + crl.getThisUpdate());
        }
        if (crl.getNextUpdate() == null) {
            throw new CRLException("The CRL of " + issuer + " has no nextUpdate (RFC 5280, section 5.1.2.5)");
        }
        if (!RevocationSignature.isApproved(crl.getSigAlgOID(), crl.getSigAlgParams())) {
            throw new CRLException("The CRL of " + issuer + " is signed with " + crl.getSigAlgName() + "; approved are "
                    + RevocationSignature.APPROVED);
        }
        Set<String> critical = critical(crl);
        critical.removeAll(UNDERSTOOD);
        if (!critical.isEmpty()) {
            throw new CRLException("The CRL of " + issuer + " has critical extensions that are not known: " + critical);
        }
    }

    /** Whether this certificate may sign CRLs, and signed this one. */
    static boolean isSignedBy(X509CRL crl, X509Certificate authority) {
        boolean[] usage = authority.getKeyUsage();
        if (usage != null && !usage[KEY_USAGE_CRL_SIGN]) {
            return false;
        }
        try {
            crl.verify(authority.getPublicKey(), FipsJca.PROVIDER);
            return true;
        } catch (GeneralSecurityException | RuntimeException | AssertionError e) {
            // the module refuses keys and signatures with an Error
            return false;
        }
    }

    static VerifiedCrl of(String source, X509CRL crl) {
        Set<BigInteger> serials = new HashSet<>();
        Set<? extends X509CRLEntry> entries = crl.getRevokedCertificates();
        if (entries != null) {
            for (X509CRLEntry entry : entries) {
                // entries of an indirect CRL speak of other issuers; removeFromCRL takes a hold back, which waits for
                // the next full CRL
                boolean foreign = entry.getCertificateIssuer() != null
                        && !entry.getCertificateIssuer().equals(crl.getIssuerX500Principal());
                if (!foreign && entry.getRevocationReason() != CRLReason.REMOVE_FROM_CRL) {
                    serials.add(entry.getSerialNumber());
                }
            }
        }
        // RFC 5280 wants both critical; a CRL that has one without that mark is no more complete for it
        boolean complete = crl.getExtensionValue(DELTA_INDICATOR) == null
                && crl.getExtensionValue(ISSUING_DISTRIBUTION_POINT) == null;
        return new VerifiedCrl(
                source,
                new CrlFacts(
                        name(crl),
                        crl.getThisUpdate().toInstant(),
                        crl.getNextUpdate().toInstant(),
                        serials.size(),
                        complete),
                serials);
    }

    private static Set<String> critical(X509CRL crl) {
        Set<String> oids = crl.getCriticalExtensionOIDs();
        return oids == null ? new TreeSet<>() : new TreeSet<>(oids);
    }

    private static String name(X509CRL crl) {
        return crl.getIssuerX500Principal().getName();
    }
}
