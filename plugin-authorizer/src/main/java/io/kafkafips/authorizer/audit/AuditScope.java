package io.kafkafips.authorizer.audit;

import org.apache.kafka.common.acl.AclOperation;

/** Which allowed requests are written to the audit trail; denied ones always are. */
public enum AuditScope {
    NONE,
    /** Everything that is not the daily work of clients and brokers: reading, writing, describing, replication. */
    ADMIN,
    ALL;

    boolean contains(AclOperation operation) {
        return switch (this) {
            case NONE -> false;
            case ALL -> true;
            case ADMIN ->
                switch (operation) {
                    case READ, WRITE, DESCRIBE, CLUSTER_ACTION -> false;
                    default -> true;
                };
        };
    }
}
