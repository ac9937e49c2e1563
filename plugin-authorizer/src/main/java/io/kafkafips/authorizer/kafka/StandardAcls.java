package io.kafkafips.authorizer.kafka;

import io.kafkafips.authorizer.acl.AclRule;
import org.apache.kafka.metadata.authorizer.StandardAcl;

/** Translation between Kafka's form of an ACL and ours. */
final class StandardAcls {
    private StandardAcls() {}

    static AclRule rule(StandardAcl acl) {
        return new AclRule(
                acl.resourceType(),
                acl.resourceName(),
                acl.patternType(),
                acl.principal(),
                acl.host(),
                acl.operation(),
                acl.permissionType());
    }

    static StandardAcl acl(AclRule rule) {
        return new StandardAcl(
                rule.resourceType(),
                rule.resourceName(),
                rule.patternType(),
                rule.principal(),
                rule.host(),
                rule.operation(),
                rule.permission());
    }
}
