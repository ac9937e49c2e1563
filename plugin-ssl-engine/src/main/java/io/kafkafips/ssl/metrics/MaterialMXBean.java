package io.kafkafips.ssl.metrics;

/**
 * Keys, certificates and revocation lists of one TLS configuration of the node. Days are fractions of a day from now, negative after
 * the expiry; {@code NaN} where there is nothing that could expire.
 */
public interface MaterialMXBean {
    /** Subject of the node's own certificate, empty without one. */
    String getOwnCertificate();

    /** Of the node's own certificate; of the first to expire, should it have several. */
    double getLeafDaysToExpiry();

    /** Of the first to expire among the certificates that the node sends. */
    double getChainDaysToExpiry();

    /** Of the first trust anchor to expire. */
    double getTrustAnchorDaysToExpiry();

    /** Until the first {@code nextUpdate} of a complete CRL that counts. */
    double getCrlDaysToExpiry();

    /** Seconds since the oldest {@code thisUpdate} among the complete CRLs that count. */
    double getCrlAgeSeconds();

    /** Certificates that are revoked by CRLs that count. */
    int getCrlEntries();

    /** What {@code fips.tls.revocation.mode} says for this configuration. */
    String getRevocationMode();

    /** CRL files, CRLs and OCSP answers that could not be used. */
    long getRevocationFailures();

    /** Changes of files that were taken up. */
    long getReloads();

    /** Changes of files that were refused. */
    long getReloadsRefused();

    /** 1 while the files hold something that was refused and the material before it is in use; else 0. */
    int getReloadRefusedNow();

    /** 1 if the module runs on its native library, else 0. */
    int getNativeAcceleration();
}
