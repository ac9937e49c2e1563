package io.kafkafips.commons.x509;

/** What is known about the revocation of a certificate. */
public enum RevocationStatus {
    /** Somebody entitled to say so says, recently enough, that it is not revoked. */
    GOOD,
    /** Its issuer has revoked it, or put it on hold. */
    REVOKED,
    /** Nobody entitled to say so has said anything, or not recently enough. */
    UNKNOWN
}
