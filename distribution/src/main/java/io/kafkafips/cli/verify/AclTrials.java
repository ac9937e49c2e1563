package io.kafkafips.cli.verify;

import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ExecutionException;
import org.apache.kafka.common.acl.AclBinding;
import org.apache.kafka.common.acl.AclBindingFilter;
import org.apache.kafka.common.acl.AclPermissionType;
import org.apache.kafka.common.errors.ClusterAuthorizationException;
import org.apache.kafka.common.errors.SecurityDisabledException;

/** The tests of the ACLs themselves, which the administrator alone can carry out. */
final class AclTrials {
    private static final Set<String> EVERYBODY = Set.of("User:*", "User:ANONYMOUS");

    private final Cluster cluster;

    AclTrials(Cluster cluster) {
        this.cluster = cluster;
    }

    Map<Check, Trial> trials() {
        Map<Check, Trial> trials = new EnumMap<>(Check.class);
        trials.put(Check.AUTHORIZER, () -> with(rules -> Outcome.pass(rules.size() + " ACLs")));
        trials.put(Check.ACL_EVERYBODY, () -> with(AclTrials::everybody));
        return trials;
    }

    /** Judges all ACLs. */
    @FunctionalInterface
    private interface Judge {
        Outcome judge(List<AclBinding> rules);
    }

    private Outcome with(Judge judge) throws Exception {
        try {
            return judge.judge(List.copyOf(
                    cluster.admin().describeAcls(AclBindingFilter.ANY).values().get()));
        } catch (ExecutionException e) {
            if (e.getCause() instanceof SecurityDisabledException) {
                return Outcome.fail("no authorizer: " + e.getCause().getMessage());
            }
            if (e.getCause() instanceof ClusterAuthorizationException) {
                return Outcome.skipped("this identity needs DESCRIBE on the cluster");
            }
            throw e;
        }
    }

    private static Outcome everybody(List<AclBinding> rules) {
        List<String> found = rules.stream()
                .filter(rule -> rule.entry().permissionType() == AclPermissionType.ALLOW)
                .filter(rule -> EVERYBODY.contains(rule.entry().principal()))
                .map(rule -> "ALLOW " + rule.entry().principal() + " "
                        + rule.entry().operation() + " on "
                        + rule.pattern().resourceType() + ":" + rule.pattern().patternType() + ":"
                        + rule.pattern().name())
                .sorted()
                .toList();
        return found.isEmpty() ? Outcome.pass("none of " + rules.size() + " ACLs") : new Outcome(Result.FAIL, found);
    }
}
