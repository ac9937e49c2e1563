package io.kafkafips.authorizer.acl;

import java.time.InstantSource;
import java.util.List;
import java.util.Set;
import org.apache.kafka.common.acl.AclOperation;
import org.apache.kafka.common.resource.ResourceType;
import org.jspecify.annotations.Nullable;

/**
 * The order in which a request is decided: an expired or revoked certificate is denied, a super user is allowed, then a DENY over any principal
 * of the requester, then an ALLOW, then what holds where no ACL mentions the resource. Immutable, thread-safe.
 *
 * @param superUsers principals that may do anything, each as type and name
 * @param allowIfNoAclFound whether a resource that no ACL mentions is open to everyone
 * @param clock what decides that a certificate has expired
 */
public record AccessPolicy(Set<String> superUsers, boolean allowIfNoAclFound, InstantSource clock) {
    public AccessPolicy {
        superUsers = Set.copyOf(superUsers);
    }

    /** Decides about one resource. */
    public Decision decide(
            AclStore.View acls, Requester requester, ResourceType type, String name, AclOperation operation) {
        Decision standing = standing(acls, requester);
        return standing != null ? standing : byAcls(acls, requester, type, name, operation);
    }

    /** Decides whether the requester may do it to some resource of the type, whichever. */
    public Decision decideForSome(AclStore.View acls, Requester requester, ResourceType type, AclOperation operation) {
        Decision standing = standing(acls, requester);
        if (standing != null) {
            return standing;
        }
        return acls.index().allowsSome(requester, type, operation)
                ? Decision.WithoutAcl.SOME_RESOURCE_ALLOWED
                : Decision.WithoutAcl.NO_RESOURCE_ALLOWED;
    }

    /** What is decided without looking at an ACL. */
    private @Nullable Decision standing(AclStore.View acls, Requester requester) {
        if (requester.isExpired(clock)) {
            return Decision.WithoutAcl.CERTIFICATE_EXPIRED;
        }
        if (requester.revoked()) {
            return Decision.WithoutAcl.CERTIFICATE_REVOKED;
        }
        if (isSuperUser(requester.principals())) {
            return Decision.WithoutAcl.SUPER_USER;
        }
        return acls.complete() ? null : Decision.WithoutAcl.NOT_READY;
    }

    private boolean isSuperUser(List<String> principals) {
        for (int i = 0; i < principals.size(); i++) {
            if (superUsers.contains(principals.get(i))) {
                return true;
            }
        }
        return false;
    }

    private Decision byAcls(
            AclStore.View acls, Requester requester, ResourceType type, String name, AclOperation operation) {
        Decision decision = acls.index().find(requester, type, name, operation);
        return decision == Decision.WithoutAcl.NO_ACL_FOUND && allowIfNoAclFound
                ? Decision.WithoutAcl.ALLOWED_WITHOUT_ACL
                : decision;
    }
}
