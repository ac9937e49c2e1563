package io.kafkafips.cli.review;

import io.kafkafips.authorizer.acl.AclRule;
import java.util.List;

/** One question that is put to all ACLs. Implementations neither read nor change anything else. */
@FunctionalInterface
interface AclCheck {
    List<Finding> findings(List<AclRule> rules);
}
