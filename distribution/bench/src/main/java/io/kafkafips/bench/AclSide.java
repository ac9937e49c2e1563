package io.kafkafips.bench;

/** One of the authorizers that are compared. */
public enum AclSide {
    /** Kafka's own StandardAuthorizer; two of them where a request has several principals. */
    STOCK,
    /** CertificateAuthorizer. */
    OURS
}
