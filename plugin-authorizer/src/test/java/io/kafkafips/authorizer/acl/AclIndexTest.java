package io.kafkafips.authorizer.acl;

import static io.kafkafips.authorizer.acl.Decision.WithoutAcl.NO_ACL_FOUND;
import static io.kafkafips.authorizer.acl.Decision.WithoutAcl.NO_MATCHING_ACL;
import static org.assertj.core.api.Assertions.assertThat;

import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import org.apache.kafka.common.acl.AclOperation;
import org.apache.kafka.common.acl.AclPermissionType;
import org.apache.kafka.common.resource.PatternType;
import org.apache.kafka.common.resource.ResourceType;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class AclIndexTest {
    private static final Requester ALICE = new Requester(
            List.of("User:alice", "Group:payments", "Dns:alice.local"),
            RandomAcls.address("10.0.0.1"),
            Requester.NEVER);

    @ParameterizedTest
    @CsvSource({"1,true,40", "2,false,40", "3,false,10", "4,true,90"})
    void decide_severalPrincipals_equalsALookAtEveryAcl(long seed, boolean allowIfNoAclFound, int denyPercent) {
        RandomAcls random = new RandomAcls(seed, denyPercent);
        AccessPolicy policy = new AccessPolicy(Set.of(), allowIfNoAclFound, InstantSource.system());
        AclIndex index = AclIndex.EMPTY;
        List<AclRule> rules = new ArrayList<>();
        int allowed = 0;
        int allowedForSome = 0;
        for (int step = 0; step < 40_000; step++) {
            if (step % 4 == 0) {
                boolean full = rules.size() > 60;
                AclRule rule = full ? rules.remove(random.below(rules.size())) : random.rule();
                index = full ? index.minus(rule) : index.plus(rule);
                if (!full) {
                    rules.add(rule);
                }
            }
            List<String> principals = new ArrayList<>(RandomAcls.PRINCIPALS);
            principals.removeIf(principal -> random.below(3) == 0);
            Requester requester = new Requester(principals, random.address(), Requester.NEVER);
            ResourceType type = random.type();
            String name = random.name(6);
            AclOperation operation = random.operation();
            boolean expected = new AclOracle(rules).allows(requester, type, name, operation, allowIfNoAclFound);
            Decision decision = policy.decide(new AclStore.View(index, true), requester, type, name, operation);
            assertThat(decision.allowed())
                    .as("step %d: %s %s %s:%s by %s", step, decision.reason(), operation, type, name, requester)
                    .isEqualTo(expected);
            allowed += expected ? 1 : 0;
            boolean some = new AclOracle(rules).allowsSome(requester, type, operation);
            assertThat(index.allowsSome(requester, type, operation))
                    .as("step %d: some %s for %s by %s of %s", step, operation, type, requester, rules)
                    .isEqualTo(some);
            allowedForSome += some ? 1 : 0;
        }
        assertThat(List.of(allowed, allowedForSome))
                .as("both answers must occur")
                .allSatisfy(count -> assertThat(count).isBetween(1_000, 39_000));
    }

    @Test
    void find_denyForOnePrincipalAndAllowForAnother_isDenied() {
        AclRule deny = rule("Dns:alice.local", AclOperation.WRITE, AclPermissionType.DENY);
        AclIndex index = AclIndex.EMPTY
                .plus(rule("Group:payments", AclOperation.WRITE, AclPermissionType.ALLOW))
                .plus(deny);
        assertThat(index.find(ALICE, ResourceType.TOPIC, "pay", AclOperation.WRITE))
                .isEqualTo(deny);
    }

    @Test
    void find_aclOfSomebodyElse_isNoMatchRatherThanNoAcl() {
        AclIndex index = AclIndex.EMPTY.plus(rule("User:bob", AclOperation.WRITE, AclPermissionType.ALLOW));
        assertThat(index.find(ALICE, ResourceType.TOPIC, "pay", AclOperation.WRITE))
                .isEqualTo(NO_MATCHING_ACL);
    }

    @Test
    void find_lastAclOfTheResourceRemoved_isNoAcl() {
        AclRule only = rule("User:bob", AclOperation.WRITE, AclPermissionType.ALLOW);
        AclIndex index = AclIndex.EMPTY.plus(only).minus(only);
        assertThat(index.find(ALICE, ResourceType.TOPIC, "pay", AclOperation.WRITE))
                .isEqualTo(NO_ACL_FOUND);
    }

    @Test
    void find_asteriskAsNameOfAGroup_isNoWildcard() {
        AclIndex index = AclIndex.EMPTY.plus(rule("Group:*", AclOperation.WRITE, AclPermissionType.ALLOW));
        assertThat(index.find(ALICE, ResourceType.TOPIC, "pay", AclOperation.WRITE))
                .isEqualTo(NO_MATCHING_ACL);
    }

    /** StandardAuthorizer misses this DENY: it takes the wildcard for a literal that is a prefix of the name. */
    @Test
    void find_wildcardDenyAndNameThatBeginsWithAsterisk_isDenied() {
        AclRule deny = new AclRule(
                ResourceType.GROUP,
                "*",
                PatternType.LITERAL,
                "User:alice",
                "*",
                AclOperation.READ,
                AclPermissionType.DENY);
        assertThat(AclIndex.EMPTY.plus(deny).find(ALICE, ResourceType.GROUP, "*g1", AclOperation.READ))
                .isEqualTo(deny);
    }

    @Test
    void reason_ofAnAcl_readsLikeTheAcl() {
        assertThat(rule("Group:payments", AclOperation.WRITE, AclPermissionType.ALLOW)
                        .reason())
                .isEqualTo("ALLOW Group:payments WRITE on TOPIC:LITERAL:pay from host *");
    }

    private static AclRule rule(String principal, AclOperation operation, AclPermissionType permission) {
        return new AclRule(ResourceType.TOPIC, "pay", PatternType.LITERAL, principal, "*", operation, permission);
    }
}
