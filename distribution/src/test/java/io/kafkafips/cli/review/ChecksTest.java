package io.kafkafips.cli.review;

import static org.assertj.core.api.Assertions.assertThat;

import io.kafkafips.authorizer.acl.AclRule;
import io.kafkafips.cli.acl.KafkaAcls;
import io.kafkafips.cli.review.Finding.Kind;
import java.util.List;
import java.util.Set;
import org.apache.kafka.common.acl.AclOperation;
import org.apache.kafka.common.acl.AclPermissionType;
import org.apache.kafka.common.resource.PatternType;
import org.apache.kafka.common.resource.ResourceType;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class ChecksTest {
    @Test
    void wildcardCheck_anyHostAlone_isAFindingOnlyWhenAskedFor() {
        List<AclRule> rules = List.of(rule("Cn:alice", "*"));

        assertThat(new WildcardCheck(false).findings(rules)).isEmpty();
        assertThat(new WildcardCheck(true).findings(rules))
                .extracting(Finding::explanation)
                .containsExactly("grants from any host");
    }

    @Test
    void wildcardCheck_denyForEveryone_isNone() {
        AclRule deny = new AclRule(
                ResourceType.TOPIC, "*", PatternType.LITERAL, "User:*", "*", AclOperation.ALL, AclPermissionType.DENY);

        assertThat(new WildcardCheck(true).findings(List.of(deny))).isEmpty();
    }

    /** {@code Group:*} is a literal name, as everywhere in Kafka but in {@code User:*}. */
    @Test
    void wildcardCheck_asteriskOfAnotherType_isNoWildcard() {
        assertThat(new WildcardCheck(false).findings(List.of(rule("Group:*", "*"))))
                .isEmpty();
    }

    @ParameterizedTest
    @ValueSource(strings = {"*", "10.0.0.1", "2001:db8:0:0:0:0:0:1", "0:0:0:0:0:0:0:1"})
    void hostCheck_asJavaPrintsIt_isNone(String host) {
        assertThat(new HostCheck().findings(List.of(rule("Cn:alice", host)))).isEmpty();
    }

    @ParameterizedTest
    @CsvSource({
        "2001:db8::1, 2001:db8:0:0:0:0:0:1",
        "::ffff:10.0.0.1, 10.0.0.1",
        "localhost, localhost is none",
        "10.0.0.0/8, 10.0.0.0/8 is none",
        "10.0.0.300, 10.0.0.300 is none"
    })
    void hostCheck_whatNoClientHas_saysWhy(String host, String why) {
        assertThat(new HostCheck().findings(List.of(rule("Cn:alice", host))))
                .singleElement()
                .satisfies(finding -> assertThat(finding.explanation()).endsWith(why));
    }

    @ParameterizedTest
    @CsvSource({
        "group:payments, UNKNOWN_TYPE, Group was meant?",
        "Grop:payments, UNKNOWN_TYPE, Group was meant?",
        "Group:Payments, UNCLAIMED, Group:payments was meant?",
        "Group:payment, UNCLAIMED, Group:payments was meant?",
        "Group:x, UNCLAIMED, no certificate carries Group:x",
        "User:alice, UNCLAIMED, unless it is a SASL name"
    })
    void claimCheck_principalOfNobody_saysWhatWasMeant(String principal, Kind kind, String words) {
        ClaimCheck check = new ClaimCheck(Set.of("Group:payments", "Group:research", "Cn:alice"));

        assertThat(check.findings(List.of(rule(principal, "*"))))
                .singleElement()
                .satisfies(finding -> {
                    assertThat(finding.kind()).isEqualTo(kind);
                    assertThat(finding.explanation()).contains(words);
                });
    }

    @Test
    void claimCheck_withoutCertificates_judgesTypesAlone() {
        assertThat(new ClaimCheck(null).findings(List.of(rule("Group:x", "*"), rule("User:*", "*"))))
                .isEmpty();
    }

    /** Removing both would take away what nobody meant. */
    @Test
    void findingTable_ruleBehindAnotherFinding_hasNoCommand() {
        AclRule wide = rule("User:*", "*");
        AclRule narrow = rule("Cn:alice", "*");
        Finding shadowed = Finding.because(Kind.SHADOWED, narrow, "", List.of(wide));
        FindingTable table = new FindingTable(new KafkaAcls("b:1", "c"));

        assertThat(command(table, shadowed)).startsWith("kafka-acls.sh ");
        assertThat(command(table, shadowed, Finding.of(Kind.UNUSED, wide, ""))).isNull();
    }

    private static @Nullable String command(FindingTable table, Finding... findings) {
        var rows = table.of(List.of(findings));
        return (String) rows.rows().get(0).get(rows.columns().indexOf("command"));
    }

    private static AclRule rule(String principal, String host) {
        return new AclRule(
                ResourceType.TOPIC,
                "payments",
                PatternType.LITERAL,
                principal,
                host,
                AclOperation.READ,
                AclPermissionType.ALLOW);
    }
}
