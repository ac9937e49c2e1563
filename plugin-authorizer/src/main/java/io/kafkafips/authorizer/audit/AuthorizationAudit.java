package io.kafkafips.authorizer.audit;

import io.kafkafips.authorizer.acl.AclRule;
import io.kafkafips.authorizer.acl.Decision;
import io.kafkafips.authorizer.acl.Requester;
import io.kafkafips.authorizer.identity.CertificateIdentity;
import io.kafkafips.authorizer.identity.CertificatePrincipal;
import io.kafkafips.commons.audit.AuditEvent;
import io.kafkafips.commons.audit.AuditTrail;
import java.time.Instant;
import java.time.InstantSource;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;
import org.apache.kafka.common.acl.AclOperation;
import org.apache.kafka.common.protocol.ApiKeys;
import org.apache.kafka.common.resource.ResourcePattern;
import org.apache.kafka.server.authorizer.AuthorizableRequestContext;
import org.jspecify.annotations.Nullable;

/** The audit trail of one authorizer: who asked for what, from where, and which rule decided. Thread-safe; never waits for a disk. */
public final class AuthorizationAudit implements AutoCloseable {
    /** CloudEvents type of a decision. */
    public static final String EVENT_TYPE = "io.kafkafips.authorization.v1";

    private final AuditTrail trail;
    private final AuditScope allowed;
    private final Set<String> superUsers;
    private final InstantSource clock;
    private final String role;
    private final int nodeId;

    /**
     * Makes an audit.
     *
     * @param trail where events go; closed with this
     * @param allowed which allowed requests are written
     * @param superUsers to tell which principal of a super user it was
     * @param clock time of the events
     * @param role {@code broker} or {@code controller}
     * @param nodeId the node
     */
    public AuthorizationAudit(
            AuditTrail trail,
            AuditScope allowed,
            Set<String> superUsers,
            InstantSource clock,
            String role,
            int nodeId) {
        this.trail = trail;
        this.allowed = allowed;
        this.superUsers = Set.copyOf(superUsers);
        this.clock = clock;
        this.role = role;
        this.nodeId = nodeId;
    }

    /** Writes the decision if it is a denial, or an allowance that is in the scope. */
    @SuppressWarnings("NullAway") // JDK 17 does not read the @Nullable of a type argument from a class file
    public void record(
            AuthorizableRequestContext context,
            Requester requester,
            AclOperation operation,
            ResourcePattern resource,
            Decision decision) {
        if (!decision.allowed() || allowed.contains(operation)) {
            Instant now = clock.instant();
            String subject = resource.resourceType() + ":" + resource.patternType() + ":" + resource.name();
            trail.append(
                    new AuditEvent(EVENT_TYPE, now, subject, data(context, requester, operation, resource, decision)));
        }
    }

    @Override
    public void close() {
        trail.close();
    }

    private Map<String, @Nullable Object> data(
            AuthorizableRequestContext context,
            Requester requester,
            AclOperation operation,
            ResourcePattern resource,
            Decision decision) {
        Map<String, @Nullable Object> data = new LinkedHashMap<>();
        data.put("decision", decision.allowed() ? "ALLOWED" : "DENIED");
        data.put("rule", decision.reason());
        data.put("matchedPrincipal", matchedPrincipal(requester, decision));
        data.put("operation", operation.name());
        data.put("resourceType", resource.resourceType().name());
        data.put("resourceName", resource.name());
        data.put("patternType", resource.patternType().name());
        data.put("principal", requester.principals().get(0));
        data.put("principals", requester.principals());
        if (context.principal() instanceof CertificatePrincipal certified) {
            addCertificate(data, certified.identity());
        }
        data.put("host", context.clientAddress().getHostAddress());
        data.put("listener", context.listenerName());
        data.put("clientId", context.clientId());
        data.put("api", api(context.requestType()));
        data.put("nodeId", nodeId);
        data.put("role", role);
        return data;
    }

    private static void addCertificate(Map<String, @Nullable Object> data, CertificateIdentity certificate) {
        data.put("issuer", certificate.issuer());
        data.put("serialNumber", certificate.serialNumber().toString(16));
        data.put("sha256", certificate.sha256());
        data.put("notAfter", certificate.notAfter().toString());
    }

    private @Nullable String matchedPrincipal(Requester requester, Decision decision) {
        if (decision instanceof AclRule rule) {
            return rule.principal();
        }
        if (decision != Decision.WithoutAcl.SUPER_USER) {
            return null;
        }
        return requester.principals().stream()
                .filter(superUsers::contains)
                .findFirst()
                .orElse(null);
    }

    private static String api(int requestType) {
        return ApiKeys.hasId(requestType) ? ApiKeys.forId(requestType).name() : String.valueOf(requestType);
    }
}
