package io.kafkafips.authorizer.acl;

/** The answer to one request, together with what it rests upon: an ACL ({@link AclRule}), or what holds without one. */
public sealed interface Decision permits AclRule, Decision.WithoutAcl {
    boolean allowed();

    /** What it rests upon, in words for an auditor. */
    String reason();

    /** Decisions that no single ACL makes. */
    enum WithoutAcl implements Decision {
        /** One of the requester's principals is in {@code super.users}. */
        SUPER_USER(true, "SuperUser"),
        /** No ACL mentions the resource, and {@code allow.everyone.if.no.acl.found} is true. */
        ALLOWED_WITHOUT_ACL(true, "NoAclFound"),
        /** No ACL mentions the resource. */
        NO_ACL_FOUND(false, "NoAclFound"),
        /** ACLs mention the resource, but none of them matches. */
        NO_MATCHING_ACL(false, "NoMatchingAcl"),
        /** A certificate of the client's path ended while its connection lived on. */
        CERTIFICATE_EXPIRED(false, "CertificateExpired"),
        /** A certificate of the client's path was revoked while its connection lived on. */
        CERTIFICATE_REVOKED(false, "CertificateRevoked"),
        /** Some resource of the asked type is within reach. */
        SOME_RESOURCE_ALLOWED(true, "SomeResourceAllowed"),
        /** No resource of the asked type is within reach. */
        NO_RESOURCE_ALLOWED(false, "NoResourceAllowed"),
        /** It would be allowed, but could not be put on record, and {@code audit.overflow} is {@code deny}. */
        AUDIT_UNAVAILABLE(false, "AuditUnavailable"),
        /** The ACLs are not loaded yet: there is no answer. */
        NOT_READY(false, "AclsNotLoaded");

        private final boolean allowed;
        private final String reason;

        WithoutAcl(boolean allowed, String reason) {
            this.allowed = allowed;
            this.reason = reason;
        }

        @Override
        public boolean allowed() {
            return allowed;
        }

        @Override
        public String reason() {
            return reason;
        }
    }
}
