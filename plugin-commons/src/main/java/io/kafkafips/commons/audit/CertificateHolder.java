package io.kafkafips.commons.audit;

/**
 * Somebody whom a verified certificate stands for: the way in which a principal that one plug-in makes tells the audit trail of another
 * who it is. Implementations are immutable.
 */
public interface CertificateHolder {
    /** SHA-256 of the certificate, lower-case hexadecimal: what tells holders of one name apart. */
    String certificateSha256();

    /** Adds {@code issuer}, {@code serialNumber}, {@code sha256} and {@code notAfter}. */
    void describeCertificate(AuditData data);
}
