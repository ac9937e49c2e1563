package io.kafkafips.authorizer.kafka;

import io.kafkafips.authorizer.acl.AclRule;
import io.kafkafips.authorizer.acl.Decision;
import io.kafkafips.authorizer.acl.Decision.WithoutAcl;
import java.util.Locale;
import org.apache.kafka.common.protocol.ApiKeys;
import org.apache.kafka.common.resource.ResourcePattern;
import org.apache.kafka.common.resource.ResourceType;
import org.apache.kafka.server.authorizer.Action;
import org.apache.kafka.server.authorizer.AuthorizableRequestContext;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The logger {@code kafka.authorizer.logger} with the lines of StandardAuthorizer, word for word, since people have tools that read
 * them: a denial at INFO, an allowance at DEBUG, both at TRACE when the request only probed. Thread-safe.
 */
final class AuthorizerLog {
    private final Logger log = LoggerFactory.getLogger("kafka.authorizer.logger");

    void record(AuthorizableRequestContext context, Action action, Decision decision) {
        if (decision.allowed()) {
            // asked once: who has TRACE has DEBUG
            if (log.isDebugEnabled()) {
                recordAllowed(context, action, decision);
            }
        } else if (action.logIfDenied()) {
            if (log.isInfoEnabled()) {
                log.info(line(context, action, decision));
            }
        } else if (log.isTraceEnabled()) {
            log.trace(line(context, action, decision));
        }
    }

    private void recordAllowed(AuthorizableRequestContext context, Action action, Decision decision) {
        if (action.logIfAllowed()) {
            log.debug(line(context, action, decision));
        } else if (log.isTraceEnabled()) {
            log.trace(line(context, action, decision));
        }
    }

    private static String line(AuthorizableRequestContext context, Action action, Decision decision) {
        ResourcePattern resource = action.resourcePattern();
        return "Principal = " + context.principal()
                + " is " + (decision.allowed() ? "Allowed" : "Denied")
                + " operation = " + action.operation()
                + " from host = " + context.clientAddress().getHostAddress()
                + " on resource = " + typeName(resource.resourceType()) + ":"
                + resource.patternType() + ":" + resource.name()
                + " for request = " + ApiKeys.forId(context.requestType()).name
                + " with resourceRefCount = " + action.resourceReferenceCount()
                + " based on rule " + rule(decision);
    }

    /** {@code TransactionalId} for {@code TRANSACTIONAL_ID}. */
    private static String typeName(ResourceType type) {
        StringBuilder name = new StringBuilder();
        for (String word : type.name().split("_", -1)) {
            name.append(word, 0, 1).append(word.substring(1).toLowerCase(Locale.ROOT));
        }
        return name.toString();
    }

    private static String rule(Decision made) {
        Decision decision = made.basis();
        if (decision instanceof AclRule acl) {
            // printed by the class of the running Kafka: its text changed when it became a record in 4.2
            return "MatchingAcl(acl=" + StandardAcls.acl(acl) + ")";
        }
        if (decision == WithoutAcl.ALLOWED_WITHOUT_ACL) {
            return "DefaultAllow";
        }
        boolean ofKafka = decision == WithoutAcl.NO_ACL_FOUND || decision == WithoutAcl.NO_MATCHING_ACL;
        return ofKafka ? "DefaultDeny" : decision.reason();
    }
}
