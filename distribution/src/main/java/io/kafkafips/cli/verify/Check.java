package io.kafkafips.cli.verify;

import java.util.Locale;

/** A test of a live cluster: what it shows, what mends a failure, and which control it is evidence for. */
enum Check {
    TLS_1_3(
            "TLS 1.3 with AES-GCM is served",
            "leave TLSv1.3 in ssl.enabled.protocols; see docs/tls.md",
            Controls.VERSIONS),
    TLS_1_2(
            "TLS 1.2 with ephemeral keys and AES-GCM is served; a listener with TLS 1.3 alone is skipped",
            "leave TLSv1.2 in ssl.enabled.protocols, or go without it on purpose",
            Controls.VERSIONS),
    SSL_3("SSLv3 is refused", Remedies.ENGINE, Controls.VERSIONS),
    TLS_1_0("TLS 1.0 is refused", Remedies.ENGINE, Controls.VERSIONS),
    TLS_1_1("TLS 1.1 is refused", Remedies.ENGINE, Controls.VERSIONS),
    SUITE_CHACHA20("ChaCha20-Poly1305 is refused in TLS 1.3 and 1.2", Remedies.ENGINE, Controls.SUITES),
    SUITE_CBC("cipher suites in CBC mode are refused", Remedies.ENGINE, Controls.SUITES),
    SUITE_RSA_KEY_EXCHANGE(
            "RSA key exchange, which has no forward secrecy, is refused", Remedies.ENGINE, Controls.SUITES),
    SUITE_BROKEN_CIPHER("3DES, RC4, DES and export ciphers are refused", Remedies.ENGINE, Controls.SUITES),
    SUITE_NO_ENCRYPTION("cipher suites without encryption are refused", Remedies.ENGINE, Controls.SUITES),
    SUITE_ANONYMOUS("cipher suites without authentication are refused", Remedies.ENGINE, Controls.SUITES),
    GROUP_X25519("X25519 and X448 alone are refused in TLS 1.3 and 1.2", Remedies.ENGINE, Controls.GROUPS),
    GROUP_WEAK_CURVE(
            "secp256k1, brainpool curves, P-224 and P-192 alone are refused in TLS 1.2",
            Remedies.ENGINE,
            Controls.GROUPS),
    GROUP_DH_SIZE(
            "finite-field Diffie-Hellman has 2048 bits at least, or is refused", Remedies.ENGINE, Controls.GROUPS),
    SIGNATURE_SHA1(
            "signatures with SHA-1 or MD5 alone are refused in TLS 1.2; TLS 1.3 knows none",
            Remedies.ENGINE,
            Controls.SIGNATURES),
    EXTENDED_MASTER_SECRET(
            "TLS 1.2 without the extended master secret is refused",
            "start the JVM with -Djdk.tls.allowLegacyMasterSecret=false; see docs/install.md",
            "SC-8, SC-13; SP 800-52r2 3.4.1; FIPS 140-3 IG D.Q"),
    COMPRESSION("TLS compression is never chosen", Remedies.ENGINE, "SC-8; SP 800-52r2 3.7"),
    RENEGOTIATION_INFO(
            "in TLS 1.2 no renegotiation can be injected (RFC 5746 is in force)",
            Remedies.ENGINE,
            "SC-8, SC-23; SP 800-52r2 3.4.1"),
    CERTIFICATE_KEY(
            "keys of the server's chain are RSA from 2048 bits, or P-256, P-384, P-521",
            Remedies.CERTIFICATE,
            Controls.CERTIFICATE),
    CERTIFICATE_SIGNATURE("signatures of the server's chain use SHA-2", Remedies.CERTIFICATE, Controls.CERTIFICATE),
    CERTIFICATE_VALIDITY(
            "the server's chain is valid now, and for --days more",
            "renew the certificate; the key store is taken up at run time, see docs/tls.md",
            Controls.CERTIFICATE),
    CERTIFICATE_HOST(
            "the server's certificate names the host that clients are told to connect to",
            "issue one with that host as dNSName or iPAddress, or mend advertised.listeners",
            "IA-3, SC-8; SP 800-52r2 3.2"),
    CLIENT_NO_CERTIFICATE("a client without a certificate is refused", Remedies.CLIENT_AUTH, Controls.CLIENTS),
    CLIENT_SELF_MADE_CERTIFICATE(
            "a client with a certificate that he made himself is refused",
            "ssl.client.auth=required, and a trust store with the authority of the clients alone",
            Controls.CLIENTS),
    CLIENT_REFUSED_IDENTITY(
            "the identities of --refused-config (expired, revoked, of another authority) are refused",
            "fips.tls.revocation.mode, and a trust store with the authority of the clients alone; see docs/tls.md",
            Controls.CLIENTS),
    PLAINTEXT_ON_TLS(
            "a Kafka request without TLS is not answered on any listener",
            "no PLAINTEXT or SASL_PLAINTEXT in listener.security.protocol.map",
            Controls.TRANSMISSION),
    PLAINTEXT_PORT(
            "no Kafka answers without TLS at the addresses of --plaintext",
            "close the listener: take it out of listeners",
            Controls.TRANSMISSION),
    LISTENER_PROTOCOLS(
            "every listener of every broker is SSL or SASL_SSL by its configuration, the ones that were added at run time"
                    + " included",
            "take the listener out of listeners; alter.config.policy.class.name keeps it from coming back",
            Controls.TRANSMISSION),
    AUTHORIZER("an authorizer is at work", "set authorizer.class.name on brokers and controllers", Controls.ACCESS),
    ACL_EVERYBODY(
            "no ACL allows anything to User:* or User:ANONYMOUS",
            "kafka-fips acl-review names the rules, and the commands that remove them",
            "AC-3, AC-6, AC-14"),
    DENY_TOPIC(
            "the identity of --unauthorized-config sees, writes and reads no topic that it was not granted",
            Remedies.DENY,
            Controls.ACCESS),
    DENY_CREATE("the same may create no topic", Remedies.DENY, Controls.ACCESS),
    DENY_GROUP("the same sees no consumer group", Remedies.DENY, Controls.ACCESS),
    DENY_CLUSTER("the same reads no ACLs and changes no broker", Remedies.DENY, "AC-3, AC-6, CM-5"),
    RECORD_ROUND_TRIP(
            "records of an idempotent producer with acks=all are read back as they were sent",
            "the broker's log says why; --skip record-round-trip where topics cannot be created",
            "SI-7, SC-8"),
    RECORD_INVALID(
            "an invalid record for --invalid-record-topic gets INVALID_RECORD",
            "start every broker with the validator's -javaagent and a policy for the topic; see"
                    + " docs/record-validation.md",
            "SI-10"),
    TIERED_ROUND_TRIP(
            "a segment goes to tiered storage, leaves the broker's disk and is read back as it was produced",
            "see docs/tiered-storage-operations.md; --tiered-wait where log.retention.check.interval.ms is long",
            "SC-28, SI-7, CP-9"),
    TIERED_CIPHERTEXT(
            "the objects of that segment in --store have nothing of the records in the clear",
            "remote.log.storage.manager.class.name=io.kafkafips.tiered.kafka.EncryptingRemoteStorageManager",
            "SC-28(1), SC-13"),
    ATTESTATION(
            "the logs of --broker-log say that the broker uses the module in approved-only mode",
            "ssl.engine.factory.class and the flags of docs/install.md",
            "SC-13, CM-6");

    private final String shows;
    private final String remedy;
    private final String control;

    Check(String shows, String remedy, String control) {
        this.shows = shows;
        this.remedy = remedy;
        this.control = control;
    }

    /** What it is called in reports and options. */
    String id() {
        return name().toLowerCase(Locale.ROOT).replace('_', '-');
    }

    /** What is the case when it passes. */
    String shows() {
        return shows;
    }

    /** What mends a failure. */
    String remedy() {
        return remedy;
    }

    /** Controls of NIST SP 800-53 Rev. 5, and sections of NIST SP 800-52 Rev. 2. */
    String control() {
        return control;
    }

    private static final class Remedies {
        static final String ENGINE = "ssl.engine.factory.class=io.kafkafips.ssl.kafka.FipsSslEngineFactory on every"
                + " listener, and the java.security file of config/; see docs/install.md";
        static final String CERTIFICATE = "issue a new certificate; see docs/tls.md, Policy";
        static final String CLIENT_AUTH = "ssl.client.auth=required on every listener; see docs/tls.md";
        static final String DENY =
                "no allow.everyone.if.no.acl.found=true, no wildcard ACLs, not in super.users; see kafka-fips acl-review";
    }

    private static final class Controls {
        static final String VERSIONS = "SC-8, SC-13; SP 800-52r2 3.1";
        static final String SUITES = "SC-8(1), SC-13; SP 800-52r2 3.3.1";
        static final String GROUPS = "SC-12, SC-13; SP 800-52r2 3.4.2";
        static final String SIGNATURES = "SC-13; SP 800-52r2 3.4.1";
        static final String CERTIFICATE = "IA-5(2), SC-12; SP 800-52r2 3.2";
        static final String CLIENTS = "IA-3, IA-5(2), AC-17; SP 800-52r2 3.5";
        static final String TRANSMISSION = "SC-8, CM-7";
        static final String ACCESS = "AC-3, AC-6";
    }
}
