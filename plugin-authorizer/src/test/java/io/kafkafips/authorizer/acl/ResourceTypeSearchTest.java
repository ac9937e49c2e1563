package io.kafkafips.authorizer.acl;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import org.apache.kafka.common.acl.AclOperation;
import org.apache.kafka.common.acl.AclPermissionType;
import org.apache.kafka.common.resource.PatternType;
import org.apache.kafka.common.resource.ResourceType;
import org.junit.jupiter.api.Test;

/** Where the search does not look. What it answers is held against an oracle by {@link AclIndexTest}, and against Kafka. */
class ResourceTypeSearchTest {
    private static final Requester ALICE =
            new Requester(List.of("User:alice", "Group:payments"), RandomAcls.address("10.0.0.1"), Requester.NEVER);

    private final List<AclRule> rules = new ArrayList<>(List.of(
            rule("Group:payments", "pay-1", PatternType.LITERAL, AclOperation.WRITE, AclPermissionType.ALLOW),
            rule("Group:payments", "pay-2", PatternType.LITERAL, AclOperation.READ, AclPermissionType.ALLOW)));

    @Test
    void enters_operationThatNoAclAllows_isFalse() {
        assertThat(entersGroup(AclOperation.ALTER)).isFalse();
    }

    @Test
    void enters_operationThatAnAclAllows_isTrue() {
        assertThat(entersGroup(AclOperation.WRITE)).isTrue();
    }

    @Test
    void enters_allOperationsAllowed_isTrue() {
        rules.add(rule("Group:payments", "pay-3", PatternType.LITERAL, AclOperation.ALL, AclPermissionType.ALLOW));
        assertThat(entersGroup(AclOperation.ALTER)).isTrue();
    }

    @Test
    void enters_prefixDeniedToThatPrincipal_isFalse() {
        rules.add(rule("Group:payments", "pay", PatternType.PREFIXED, AclOperation.ALL, AclPermissionType.DENY));
        assertThat(entersGroup(AclOperation.WRITE)).isFalse();
    }

    @Test
    void enters_everyNameDeniedToThatPrincipal_isFalse() {
        rules.add(rule("Group:payments", "pay-1", PatternType.LITERAL, AclOperation.WRITE, AclPermissionType.DENY));
        assertThat(entersGroup(AclOperation.WRITE)).isFalse();
    }

    @Test
    void enters_prefixDeniedToAnotherPrincipalOfTheRequester_isFalse() {
        rules.add(rule("User:alice", "pay", PatternType.PREFIXED, AclOperation.WRITE, AclPermissionType.DENY));
        assertThat(entersGroup(AclOperation.WRITE)).isFalse();
    }

    @Test
    void enters_deniedFromAnotherHostOnly_isTrue() {
        rules.add(new AclRule(
                ResourceType.TOPIC,
                "pay",
                PatternType.PREFIXED,
                "Group:payments",
                "10.0.0.2",
                AclOperation.WRITE,
                AclPermissionType.DENY));
        assertThat(entersGroup(AclOperation.WRITE)).isTrue();
    }

    private boolean entersGroup(AclOperation operation) {
        TypeIndex index = TypeIndex.EMPTY;
        for (AclRule rule : rules) {
            index = index.plus(rule);
        }
        RadixTree<PatternAcls> tree = index.byPrincipal().get("Group:payments");
        return tree != null && new ResourceTypeSearch(index, ALICE, operation).enters(tree);
    }

    private static AclRule rule(
            String principal, String name, PatternType pattern, AclOperation operation, AclPermissionType permission) {
        return new AclRule(ResourceType.TOPIC, name, pattern, principal, "*", operation, permission);
    }
}
