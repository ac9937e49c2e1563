package io.kafkafips.validator.report;

import org.apache.kafka.common.security.auth.KafkaPrincipal;
import org.apache.kafka.server.authorizer.AuthorizableRequestContext;
import org.jspecify.annotations.Nullable;

/**
 * A principal by its name alone: small, where a principal can carry a certificate.
 *
 * @param type such as {@code User}
 * @param name such as {@code alice}
 */
record PrincipalName(String type, String name) {
    private static final String NOT_KNOWN = "unknown";
    private static final PrincipalName UNKNOWN = new PrincipalName("", NOT_KNOWN);

    static PrincipalName of(@Nullable AuthorizableRequestContext request) {
        KafkaPrincipal principal = request == null ? null : request.principal();
        return principal == null ? UNKNOWN : new PrincipalName(principal.getPrincipalType(), principal.getName());
    }

    /** As ACLs have it; {@code unknown} for one that is not known. */
    String text() {
        return type.isEmpty() ? name : type + ":" + name;
    }
}
