package io.kafkafips.authorizer.acl;

import java.net.InetAddress;
import java.util.List;
import org.apache.kafka.common.acl.AclOperation;
import org.jspecify.annotations.Nullable;

/** The state of one look-up: the first DENY ends it, the first ALLOW is kept. Used by one thread, once. */
final class AclSearch implements RadixTree.PrefixVisitor<PatternAcls> {
    private final AclOperation operation;
    private final InetAddress address;
    private @Nullable String host;
    private @Nullable AclRule deny;
    private @Nullable AclRule allow;

    AclSearch(AclOperation operation, InetAddress address) {
        this.operation = operation;
        this.address = address;
    }

    /** The ACL that decides, {@code null} when none matched. */
    @Nullable
    AclRule result() {
        return deny != null ? deny : allow;
    }

    @Override
    public boolean visit(PatternAcls acls, boolean whole) {
        return consider(acls.prefixed()) && (!whole || consider(acls.literal()));
    }

    /** False when a DENY matched: the search is over. */
    boolean consider(List<AclRule> rules) {
        // by index: an iterator per list would be most of the garbage of a decision
        for (int i = 0; i < rules.size(); i++) {
            AclRule rule = rules.get(i);
            if (rule.covers(operation) && isFromHostOf(rule)) {
                if (!rule.allowed()) {
                    deny = rule;
                    return false;
                }
                if (allow == null) {
                    allow = rule;
                }
            }
        }
        return true;
    }

    boolean isFromHostOf(AclRule rule) {
        if (rule.isForAnyHost()) {
            return true;
        }
        if (host == null) {
            host = address.getHostAddress();
        }
        return rule.host().equals(host);
    }
}
