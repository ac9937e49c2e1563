package io.kafkafips.authorizer.acl;

import org.apache.kafka.common.acl.AclOperation;
import org.apache.kafka.common.acl.AclPermissionType;
import org.apache.kafka.common.resource.PatternType;
import org.apache.kafka.common.resource.ResourceType;

/**
 * One ACL binding. Immutable.
 *
 * @param resourceType type of the resource
 * @param resourceName name, or prefix, or {@value #WILDCARD}
 * @param patternType {@code LITERAL} or {@code PREFIXED}
 * @param principal type and name, such as {@code Group:payments}
 * @param host address of the client as {@code InetAddress.getHostAddress} prints it, or {@value #WILDCARD}
 * @param operation the operation, or {@code ALL}
 * @param permission {@code ALLOW} or {@code DENY}
 */
public record AclRule(
        ResourceType resourceType,
        String resourceName,
        PatternType patternType,
        String principal,
        String host,
        AclOperation operation,
        AclPermissionType permission)
        implements Decision {

    /** Any resource name, any host. */
    public static final String WILDCARD = "*";

    /** Stands for every principal, of whatever type. */
    public static final String EVERYONE = "User:*";

    @Override
    public boolean allowed() {
        return permission == AclPermissionType.ALLOW;
    }

    @Override
    public String reason() {
        return permission + " " + principal + " " + operation + " on " + resourceType + ":" + patternType + ":"
                + resourceName + " from host " + host;
    }

    boolean isLiteral() {
        return patternType == PatternType.LITERAL;
    }

    boolean isForEveryone() {
        return principal.equals(EVERYONE);
    }

    boolean isForAnyHost() {
        return host.equals(WILDCARD);
    }

    /** The operation itself or {@code ALL}, without those that it implies. */
    boolean names(AclOperation wanted) {
        return operation == wanted || operation == AclOperation.ALL;
    }

    /**
     * Whether the operation is covered, implied ones included. As in Kafka only ALLOW implies: to deny READ does not deny DESCRIBE.
     */
    public boolean covers(AclOperation wanted) {
        return names(wanted) || (allowed() && implies(wanted));
    }

    private boolean implies(AclOperation wanted) {
        return switch (wanted) {
            case DESCRIBE ->
                operation == AclOperation.READ
                        || operation == AclOperation.WRITE
                        || operation == AclOperation.DELETE
                        || operation == AclOperation.ALTER;
            case DESCRIBE_CONFIGS -> operation == AclOperation.ALTER_CONFIGS;
            default -> false;
        };
    }
}
