package io.kafkafips.authorizer.audit;

import io.kafkafips.authorizer.acl.AclRule;
import io.kafkafips.authorizer.acl.Decision;
import io.kafkafips.authorizer.identity.CertificateIdentity;
import io.kafkafips.commons.audit.AuditData;
import io.kafkafips.commons.audit.AuditFacts;
import java.net.InetAddress;
import java.util.List;
import org.apache.kafka.common.acl.AclOperation;
import org.apache.kafka.common.protocol.ApiKeys;
import org.apache.kafka.common.resource.ResourcePattern;
import org.jspecify.annotations.Nullable;

/**
 * One decision: who asked for what, from where, and what it rests upon. What a client chooses is cut at {@value #LONGEST_TEXT}
 * characters, since thousands of these can wait for the writer.
 */
record DecisionFacts(
        AuditedNode node,
        List<String> principals,
        @Nullable CertificateIdentity certificate,
        AclOperation operation,
        ResourcePattern resource,
        Decision decision,
        InetAddress address,
        String listener,
        @Nullable String clientId,
        int requestType)
        implements AuditFacts {
    static final int LONGEST_TEXT = 1024;

    DecisionFacts {
        clientId = clientId == null ? null : cut(clientId);
        if (resource.name().length() > LONGEST_TEXT) {
            resource = new ResourcePattern(resource.resourceType(), cut(resource.name()), resource.patternType());
        }
    }

    private static String cut(String text) {
        return text.length() <= LONGEST_TEXT ? text : text.substring(0, LONGEST_TEXT) + "...";
    }

    @Override
    public String type() {
        return AuthorizationAudit.EVENT_TYPE;
    }

    @Override
    public String subject() {
        return resource.resourceType() + ":" + resource.patternType() + ":" + resource.name();
    }

    @Override
    public boolean urgent() {
        return decision.notable();
    }

    @Override
    public void describe(AuditData data) {
        data.add("decision", decision.allowed() ? "ALLOWED" : "DENIED");
        data.add("rule", decision.reason());
        data.add(
                "dryRunDenial",
                decision instanceof Decision.WouldBeDenied would
                        ? would.denial().reason()
                        : null);
        data.add("matchedPrincipal", matchedPrincipal());
        data.add("operation", operation.name());
        data.add("resourceType", resource.resourceType().name());
        data.add("resourceName", resource.name());
        data.add("patternType", resource.patternType().name());
        data.add("principal", principals.get(0));
        data.add("principals", principals);
        CertificateIdentity shown = certificate;
        if (shown != null) {
            shown.describe(data);
        }
        data.add("host", address.getHostAddress());
        data.add("listener", listener);
        data.add("clientId", clientId);
        data.add("api", ApiKeys.hasId(requestType) ? ApiKeys.forId(requestType).name() : String.valueOf(requestType));
        data.add("clusterId", node.clusterId());
        data.add("nodeId", node.nodeId());
        data.add("role", node.role());
    }

    private @Nullable String matchedPrincipal() {
        Decision basis = decision.basis();
        if (basis instanceof AclRule rule) {
            return rule.principal();
        }
        return basis == Decision.WithoutAcl.SUPER_USER
                ? principals.stream()
                        .filter(node.superUsers()::contains)
                        .findFirst()
                        .orElse(null)
                : null;
    }
}
