package io.kafkafips.authorizer.audit;

import io.kafkafips.commons.audit.AuditOrigin;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * The authorizer whose decisions are on record.
 *
 * @param role {@code broker} or {@code controller}
 * @param nodeId the node
 * @param clusterId the cluster
 * @param version of the plug-in
 * @param superUsers to tell which principal of a super user it was
 */
public record AuditedNode(String role, int nodeId, @Nullable String clusterId, String version, Set<String> superUsers) {
    public AuditedNode {
        superUsers = Set.copyOf(superUsers);
    }

    AuditOrigin origin() {
        String cluster = clusterId == null ? "unknown" : clusterId;
        return new AuditOrigin(
                role + "-" + nodeId,
                Map.of("clusterId", cluster, "nodeId", nodeId, "role", role, "plugin", "authorizer " + version));
    }
}
