package io.kafkafips.authorizer.kafka;

import java.time.InstantSource;
import java.util.HashMap;
import java.util.Map;
import org.apache.kafka.common.Uuid;
import org.apache.kafka.common.acl.AclOperation;
import org.apache.kafka.common.acl.AclPermissionType;
import org.apache.kafka.common.metrics.Metrics;
import org.apache.kafka.common.metrics.internals.PluginMetricsImpl;
import org.apache.kafka.common.resource.PatternType;
import org.apache.kafka.common.resource.ResourceType;
import org.apache.kafka.metadata.authorizer.StandardAcl;
import org.apache.kafka.metadata.authorizer.StandardAuthorizer;

/** Authorizers of both kinds, and ACLs for them. */
final class Authorizers {
    private Authorizers() {}

    /** Configured, without ACLs, not yet loaded. Settings come as key, value, key, value. */
    static CertificateAuthorizer ours(InstantSource clock, String... settings) {
        CertificateAuthorizer authorizer = new CertificateAuthorizer(clock);
        authorizer.configure(settings(settings));
        return authorizer;
    }

    static CertificateAuthorizer ours(String... settings) {
        return ours(InstantSource.system(), settings);
    }

    /** The same of the original. */
    static StandardAuthorizer stock(String... settings) {
        StandardAuthorizer authorizer = new StandardAuthorizer();
        authorizer.configure(settings(settings));
        authorizer.withPluginMetrics(new PluginMetricsImpl(new Metrics(), Map.of()));
        return authorizer;
    }

    static Map<String, Object> settings(String... settings) {
        Map<String, Object> map = new HashMap<>();
        map.put("listeners", "SSL://:9093");
        map.put("node.id", "7");
        for (int i = 0; i < settings.length; i += 2) {
            map.put(settings[i], settings[i + 1]);
        }
        return map;
    }

    static StandardAcl topic(String name, String principal, AclOperation operation, AclPermissionType permission) {
        return new StandardAcl(ResourceType.TOPIC, name, PatternType.LITERAL, principal, "*", operation, permission);
    }

    static StandardAcl allowWrite(String topic, String principal) {
        return topic(topic, principal, AclOperation.WRITE, AclPermissionType.ALLOW);
    }

    static StandardAcl denyWrite(String topic, String principal) {
        return topic(topic, principal, AclOperation.WRITE, AclPermissionType.DENY);
    }

    static void load(StandardAuthorizer authorizer, StandardAcl... acls) {
        Map<Uuid, StandardAcl> snapshot = new HashMap<>();
        for (StandardAcl acl : acls) {
            snapshot.put(new Uuid(1, snapshot.size()), acl);
        }
        authorizer.loadSnapshot(snapshot);
        authorizer.completeInitialLoad();
    }
}
