package io.kafkafips.cli.review;

import static org.assertj.core.api.Assertions.assertThat;

import io.kafkafips.authorizer.acl.AclRule;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Random;
import java.util.Set;
import org.apache.kafka.common.acl.AclOperation;
import org.apache.kafka.common.acl.AclPermissionType;
import org.apache.kafka.common.resource.PatternType;
import org.apache.kafka.common.resource.ResourceType;
import org.junit.jupiter.api.Test;

/** Over every request that can tell two sets of rules apart, decided by brute force. */
class RedundancyCheckTest {
    private static final int ROUNDS = 250;
    private static final List<String> NAMES = List.of("a", "b", "aa", "ab", "ba");
    private static final List<String> PRINCIPALS = List.of("Group:p", "Cn:x");
    private static final List<ResourceType> TYPES = List.of(ResourceType.TOPIC, ResourceType.GROUP);
    private static final List<AclOperation> OPERATIONS = List.of(
            AclOperation.READ,
            AclOperation.WRITE,
            AclOperation.ALTER,
            AclOperation.DESCRIBE,
            AclOperation.CREATE,
            AclOperation.DESCRIBE_CONFIGS,
            AclOperation.ALTER_CONFIGS);

    private final Random random = new Random(20261122);
    private final List<NaiveAuthorizer.Request> requests = requests();

    @Test
    void findings_allOfThemRemoved_noDecisionChanges() {
        for (int round = 0; round < ROUNDS; round++) {
            List<AclRule> rules = rules();
            Set<AclRule> kept = kept(rules);

            assertThat(decisions(kept)).as("without %s", removed(rules, kept)).isEqualTo(decisions(rules));
        }
    }

    @Test
    void findings_eachAlone_noDecisionChanges() {
        for (int round = 0; round < ROUNDS / 5; round++) {
            List<AclRule> rules = rules();
            for (AclRule redundant : removed(rules, kept(rules))) {
                Set<AclRule> rest = new LinkedHashSet<>(rules);
                rest.remove(redundant);

                assertThat(decisions(rest)).as("without %s", redundant).isEqualTo(decisions(rules));
            }
        }
    }

    /** Nothing is overlooked: an ALLOW that is not found is needed by somebody. */
    @Test
    void findings_allowThatStays_isNeededForSomeRequest() {
        for (int round = 0; round < ROUNDS / 5; round++) {
            Set<AclRule> kept = kept(rules());
            for (AclRule rule : kept) {
                if (rule.allowed()) {
                    Set<AclRule> rest = new LinkedHashSet<>(kept);
                    rest.remove(rule);

                    assertThat(decisions(rest)).as("without %s", rule).isNotEqualTo(decisions(kept));
                }
            }
        }
    }

    @Test
    void findings_seededRules_areOfBothKinds() {
        List<Finding.Kind> kinds = new ArrayList<>();
        for (int round = 0; round < ROUNDS; round++) {
            new RedundancyCheck().findings(rules()).forEach(finding -> kinds.add(finding.kind()));
        }

        assertThat(kinds).contains(Finding.Kind.SHADOWED, Finding.Kind.DENIED);
    }

    @Test
    void findings_denyOfReadAgainstAllowOfRead_isNone() {
        AclRule allow = rule(AclPermissionType.ALLOW, AclOperation.READ);
        AclRule deny = rule(AclPermissionType.DENY, AclOperation.READ);

        assertThat(new RedundancyCheck().findings(List.of(allow, deny))).isEmpty();
    }

    @Test
    void findings_readAndDescribe_nameTheRuleThatImplies() {
        AclRule read = rule(AclPermissionType.ALLOW, AclOperation.READ);
        AclRule describe = rule(AclPermissionType.ALLOW, AclOperation.DESCRIBE);

        assertThat(new RedundancyCheck().findings(List.of(read, describe)))
                .singleElement()
                .satisfies(finding -> {
                    assertThat(finding.rule()).isEqualTo(describe);
                    assertThat(finding.because()).containsExactly(read);
                });
    }

    private static AclRule rule(AclPermissionType permission, AclOperation operation) {
        return new AclRule(ResourceType.TOPIC, "a", PatternType.LITERAL, "Group:p", "*", operation, permission);
    }

    private static Set<AclRule> kept(List<AclRule> rules) {
        Set<AclRule> kept = new LinkedHashSet<>(rules);
        for (Finding finding : new RedundancyCheck().findings(rules)) {
            if (finding.rule() != null) {
                kept.remove(finding.rule());
            }
        }
        return kept;
    }

    private static List<AclRule> removed(List<AclRule> rules, Set<AclRule> kept) {
        return rules.stream().filter(rule -> !kept.contains(rule)).distinct().toList();
    }

    /** For both defaults. */
    private List<Boolean> decisions(Iterable<AclRule> rules) {
        List<AclRule> list = new ArrayList<>();
        rules.forEach(list::add);
        NaiveAuthorizer naive = new NaiveAuthorizer(list);
        List<Boolean> decisions = new ArrayList<>(requests.size() * 2);
        for (NaiveAuthorizer.Request request : requests) {
            decisions.add(naive.allows(request, false));
            decisions.add(naive.allows(request, true));
        }
        return decisions;
    }

    private List<AclRule> rules() {
        List<AclRule> rules = new ArrayList<>();
        for (int left = 3 + random.nextInt(18); left > 0; left--) {
            boolean literal = random.nextBoolean();
            rules.add(new AclRule(
                    pick(TYPES),
                    literal && random.nextInt(4) == 0 ? "*" : pick(NAMES),
                    literal ? PatternType.LITERAL : PatternType.PREFIXED,
                    random.nextInt(4) == 0 ? "User:*" : pick(PRINCIPALS),
                    random.nextInt(3) == 0 ? "10.0.0.1" : "*",
                    random.nextInt(5) == 0 ? AclOperation.ALL : pick(OPERATIONS),
                    random.nextInt(3) == 0 ? AclPermissionType.DENY : AclPermissionType.ALLOW));
        }
        return rules;
    }

    /** Every name, every name with an ending that no rule has, every set of principals, hosts that rules name and one that none does. */
    private static List<NaiveAuthorizer.Request> requests() {
        List<String> names = new ArrayList<>(NAMES);
        NAMES.forEach(name -> names.add(name + "z"));
        names.add("z");
        List<NaiveAuthorizer.Request> requests = new ArrayList<>();
        for (Set<String> who :
                List.of(Set.<String>of(), Set.of("Group:p"), Set.of("Cn:x"), Set.of("Group:p", "Cn:x"))) {
            for (String host : List.of("10.0.0.1", "10.0.0.9")) {
                for (ResourceType type : TYPES) {
                    for (String name : names) {
                        for (AclOperation operation : OPERATIONS) {
                            requests.add(new NaiveAuthorizer.Request(who, host, type, name, operation));
                        }
                    }
                }
            }
        }
        return requests;
    }

    private <T> T pick(List<T> list) {
        return list.get(random.nextInt(list.size()));
    }
}
