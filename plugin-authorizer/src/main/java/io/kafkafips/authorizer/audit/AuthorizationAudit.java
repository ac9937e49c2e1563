package io.kafkafips.authorizer.audit;

import io.kafkafips.authorizer.acl.Decision;
import io.kafkafips.authorizer.acl.Requester;
import io.kafkafips.authorizer.identity.CertificatePrincipal;
import io.kafkafips.commons.audit.AuditConfig;
import io.kafkafips.commons.audit.AuditFacts;
import io.kafkafips.commons.audit.AuditTrail;
import java.time.InstantSource;
import org.apache.kafka.common.acl.AclOperation;
import org.apache.kafka.common.resource.ResourcePattern;
import org.apache.kafka.server.authorizer.AuthorizableRequestContext;

/** The audit trail of one authorizer: who asked for what, from where, and which rule decided. Thread-safe; formats nothing itself. */
public final class AuthorizationAudit implements AutoCloseable {
    /** CloudEvents type of a decision. */
    public static final String EVENT_TYPE = "io.kafkafips.authorization.v1";

    private final AuditTrail trail;
    private final AuditScope allowed;
    private final AuditedNode node;
    private final InstantSource clock;

    private AuthorizationAudit(AuditTrail trail, AuditScope allowed, AuditedNode node, InstantSource clock) {
        this.trail = trail;
        this.allowed = allowed;
        this.node = node;
        this.clock = clock;
    }

    /**
     * Opens the trail of an authorizer.
     *
     * @param allowed which allowed requests are written
     * @param clock time of the events
     * @throws org.apache.kafka.common.config.ConfigException when the trail cannot go on
     */
    public static AuthorizationAudit open(
            AuditConfig config, AuditScope allowed, AuditedNode node, InstantSource clock) {
        return new AuthorizationAudit(AuditTrail.open(config, node.origin(), clock), allowed, node, clock);
    }

    /**
     * Puts the decision on record if it is a denial, or an allowance that is in the scope.
     *
     * @return false when it should be on record and cannot, and nothing may happen that is not
     */
    public boolean record(
            AuthorizableRequestContext context,
            Requester requester,
            AclOperation operation,
            ResourcePattern resource,
            Decision decision) {
        if (!decision.notable() && !allowed.contains(operation)) {
            return true;
        }
        DecisionFacts facts = new DecisionFacts(
                node,
                requester.principals(),
                context.principal() instanceof CertificatePrincipal certified ? certified.identity() : null,
                operation,
                resource,
                decision,
                context.clientAddress(),
                context.listenerName(),
                context.clientId(),
                context.requestType());
        return trail.append(clock.millis(), facts);
    }

    /** Puts something about the node itself on record, which nothing depends on. */
    public void note(AuditFacts facts) {
        trail.append(clock.millis(), facts);
    }

    @Override
    public void close() {
        trail.close();
    }
}
