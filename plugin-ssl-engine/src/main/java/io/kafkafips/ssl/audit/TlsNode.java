package io.kafkafips.ssl.audit;

import io.kafkafips.commons.audit.AuditOrigin;
import io.kafkafips.commons.config.Versions;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * The node whose TLS it is.
 *
 * @param nodeId its number, -1 when it is not set
 * @param roles {@code process.roles}: a combined node has one trail for both, as Kafka does not tell an engine whose it is
 */
record TlsNode(int nodeId, String roles) {
    static TlsNode of(Map<String, ?> configs) {
        return new TlsNode(number(configs.get("node.id")), text(configs.get("process.roles")));
    }

    private static int number(@Nullable Object seen) {
        try {
            return Integer.parseInt(String.valueOf(seen).trim());
        } catch (NumberFormatException e) {
            return -1;
        }
    }

    private static String text(@Nullable Object seen) {
        return String.valueOf(seen).replaceAll("[\\[\\] ]", "");
    }

    AuditOrigin origin() {
        return new AuditOrigin(
                "tls-" + nodeId,
                Map.of("nodeId", nodeId, "role", roles, "plugin", "ssl-engine " + Versions.of(TlsNode.class)));
    }
}
